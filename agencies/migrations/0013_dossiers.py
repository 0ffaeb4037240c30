from django.core.validators import MaxLengthValidator
from django.conf import settings
from django.db import migrations, models

import foundation.clock


class Migration(migrations.Migration):
    dependencies = [("agencies", "0012_criteria_of_editions")]

    operations = [
        migrations.CreateModel(
            name="LinkAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(help_text="Of the address; the address itself is not kept.", max_length=64)),
                ("at", models.DateTimeField(db_index=True, default=foundation.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("applicant", models.CharField(max_length=300)),
                ("words", models.JSONField(blank=True, default=dict)),
                ("opened_at", models.DateTimeField(default=foundation.clock.now)),
                ("confirmed_at", models.DateTimeField(blank=True, help_text="When its link was first opened.", null=True)),
                ("changed_at", models.DateTimeField(default=foundation.clock.now)),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                ("asked", models.TextField(blank=True, help_text="What is missing, in the words of the mail.", validators=[MaxLengthValidator(20000)])),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("application", models.OneToOneField(blank=True, null=True, on_delete=models.PROTECT, related_name="dossier", to="agencies.application")),
            ],
            options={
                "ordering": ["-opened_at"],
            },
        ),
        migrations.CreateModel(
            name="DossierFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(upload_to="files/")),
                ("name", models.CharField(max_length=300)),
                ("size", models.PositiveBigIntegerField(help_text="In bytes.")),
                ("sha256", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField(default=foundation.clock.now)),
                ("dossier", models.ForeignKey(on_delete=models.PROTECT, related_name="files", to="agencies.dossier")),
                ("uploaded_by", models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["dossier", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(validators=[MaxLengthValidator(20000)])),
                ("for_agency", models.BooleanField(default=False, verbose_name="entered for the agency")),
                ("at", models.DateTimeField(default=foundation.clock.now)),
                ("agency", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.agency")),
                ("application", models.ForeignKey(on_delete=models.PROTECT, related_name="remarks", to="agencies.application")),
                ("by", models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["application", "at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=[("principal", "principal"), ("alternate", "alternate"), ("focal point", "focal point"), ("staff", "staff")], max_length=20)),
                ("name", models.CharField(blank=True, max_length=300)),
                ("post", models.CharField(blank=True, max_length=300)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("application", models.ForeignKey(on_delete=models.PROTECT, related_name="candidates", to="agencies.application")),
            ],
            options={
                "ordering": ["application", "pk"],
                "constraints": [models.UniqueConstraint(fields=("application", "role"), name="candidate_role_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("application", None), ("handed_in_at", None)), models.Q(("application__isnull", False), ("handed_in_at__isnull", False)), _connector="OR"), name="dossier_handed_in_is_an_application"),
        ),
    ]
