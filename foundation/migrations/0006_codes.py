from django.db import migrations, models

from foundation.migrations._codes import recode

VALUES = {
    "Mail": {"returned_by": {"reported by the provider": "provider", "marked by hand": "hand"}},
}


class Migration(migrations.Migration):

    dependencies = [
        ('auditlog', '0015_alter_logentry_changes'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('foundation', '0005_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='mail',
            name='returned_by',
            field=models.CharField(blank=True, choices=[('provider', 'reported by the provider'), ('hand', 'marked by hand')], max_length=30),
        ),
        recode("foundation", VALUES),
    ]
