"""The report of a term can have images."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import foundation.dates.clock
import foundation.files.text_images


class Migration(migrations.Migration):
    dependencies = [
        ("chairmanship", "0018_published_report"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportImage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                ("size", models.PositiveBigIntegerField(help_text="In bytes.")),
                ("sha256", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField(default=foundation.dates.clock.now)),
                (
                    "token",
                    models.CharField(
                        default=foundation.files.text_images.new_token,
                        max_length=40,
                        unique=True,
                        verbose_name="token",
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="media type")),
                ("file", models.FileField(upload_to="images/", verbose_name="file")),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_images",
                        to="chairmanship.chairmanship",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "image of a report",
                "verbose_name_plural": "images of reports",
                "ordering": ["term", "pk"],
            },
        ),
    ]
