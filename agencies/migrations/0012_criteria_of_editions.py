from django.core.validators import MaxLengthValidator
from django.conf import settings
from django.db import migrations, models

import foundation.clock


class Migration(migrations.Migration):
    dependencies = [("agencies", "0011_editions")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="moved_at",
            field=models.DateTimeField(blank=True, editable=False, help_text="When something last happened to it here.", null=True),
        ),
        migrations.AddField(
            model_name="application",
            name="edition",
            field=models.ForeignKey(blank=True, help_text="Of the template and the criteria. Empty means the one that held when it was received.", null=True, on_delete=models.PROTECT, related_name="applications", to="agencies.edition"),
        ),
        migrations.AlterField(
            model_name="criterion",
            name="edition",
            field=models.ForeignKey(on_delete=models.PROTECT, related_name="criteria", to="agencies.edition"),
        ),
    ]
