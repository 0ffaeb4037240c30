"""What applicants are asked and by what they are judged belongs to editions."""

from django.core.validators import MaxLengthValidator
from django.conf import settings
from django.db import migrations, models

import foundation.clock

QUESTIONS = [
    "Who are you, and what is your mandate?",
    "What do you do on migration?",
    "In which countries and regions do you do it?",
    "What would you bring to the Group: knowledge, data, people, programmes?",
    "Where does your work overlap with that of the members, and how would you divide it?",
    "Are you ready to take the chair when your turn comes, and to share the work until then?",
]


def add_editions(apps, schema_editor):
    """The first edition asks what the portal asked so far; each number that a criterion has becomes one."""
    Criterion = apps.get_model("agencies", "Criterion")
    Edition = apps.get_model("agencies", "Edition")
    Question = apps.get_model("agencies", "Question")
    numbers = {1, *Criterion.objects.values_list("edition", flat=True)}
    for edition in sorted(numbers):
        Edition.objects.create(number=edition)
        for number, text in enumerate(QUESTIONS, 1):
            Question.objects.create(edition_id=edition, number=number, text=text)



class Migration(migrations.Migration):
    dependencies = [("agencies", "0010_what_an_agency_says")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("number", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("holds_from", models.DateField(blank=True, help_text="Empty where it holds from the beginning.", null=True)),
                ("written_at", models.DateTimeField(default=foundation.clock.now)),
                ("written_by", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500)),
                ("edition", models.ForeignKey(on_delete=models.PROTECT, related_name="questions", to="agencies.edition")),
            ],
            options={
                "ordering": ["edition", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("edition", "number"), name="question_number_once"),
        ),
        migrations.RunPython(add_editions, migrations.RunPython.noop),
    ]
