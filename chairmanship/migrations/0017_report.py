"""The chair's texts become paragraphs of sections of the report."""

import django.db.models.deletion
from django.db import migrations, models

import chairmanship.rotation.models
import foundation.text.lengths

SECTIONS = {"Challenge": "challenges", "Recommendation": "ideas"}


def bring_paragraphs(apps, schema_editor):
    """Makes each challenge and idea a paragraph. Achievements are paragraphs already, by their levels."""
    paragraphs = apps.get_model("chairmanship", "ReportParagraph").objects
    for name, section in SECTIONS.items():
        for row in apps.get_model("chairmanship", name).objects.order_by("term", "position"):
            paragraphs.create(term=row.term, section=section, position=row.position, text=row.text)


class Migration(migrations.Migration):
    dependencies = [("chairmanship", "0016_event_purposes")]

    operations = [
        migrations.RenameModel("Achievement", "ReportParagraph"),
        migrations.RenameField("ReportParagraph", "level", "section"),
        migrations.RemoveConstraint("ReportParagraph", "achievement_position_once"),
        migrations.AlterModelOptions("ReportParagraph", {"ordering": ["term", "position", "pk"]}),
        migrations.AlterField("ReportParagraph", "section", models.CharField(max_length=20)),
        migrations.AlterField(
            "ReportParagraph",
            "text",
            models.TextField(blank=True, validators=[foundation.text.lengths.VisibleLength(20000)]),
        ),
        migrations.AlterField(
            "ReportParagraph",
            "term",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="paragraphs",
                to="chairmanship.chairmanship",
            ),
        ),
        migrations.AddField("ReportParagraph", "key", models.CharField(blank=True, default="", max_length=16), False),
        migrations.AddField("ReportParagraph", "said", models.TextField(blank=True, default=""), False),
        migrations.AddField("ReportParagraph", "is_removed", models.BooleanField(default=False)),
        migrations.RunPython(bring_paragraphs, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel("Challenge"),
        migrations.DeleteModel("Recommendation"),
        migrations.AddConstraint(
            "ReportParagraph",
            models.UniqueConstraint(
                condition=~models.Q(key=""),
                fields=("term", "section", "key"),
                name="report_paragraph_once",
            ),
        ),
        migrations.AddConstraint(
            "ReportParagraph",
            models.CheckConstraint(
                condition=~models.Q(key="") | ~models.Q(text=""), name="report_paragraph_says_something"
            ),
        ),
        migrations.AddConstraint(
            "ReportParagraph",
            models.CheckConstraint(
                condition=models.Q(is_removed=False) | (models.Q(text="") & ~models.Q(key="")),
                name="report_paragraph_removed",
            ),
        ),
        *(
            migrations.CreateModel(
                name,
                fields=[],
                options={"proxy": True, "indexes": [], "constraints": []},
                bases=("chairmanship.reportparagraph",),
            )
            for name in ("Achievement", "Challenge", "Recommendation")
        ),
        migrations.CreateModel(
            "ReportSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=20)),
                ("position", models.PositiveSmallIntegerField(null=True)),
                ("is_shown", models.BooleanField(null=True)),
                ("read_at", models.DateTimeField(editable=False, null=True)),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_sections",
                        to="chairmanship.chairmanship",
                    ),
                ),
            ],
            options={"ordering": ["term", "position", "slug"]},
        ),
        migrations.AddConstraint(
            "ReportSection",
            models.UniqueConstraint(fields=("term", "slug"), name="report_section_once"),
        ),
    ]
