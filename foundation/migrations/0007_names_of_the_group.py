from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0006_codes'),
    ]

    operations = [
        migrations.AddField(
            model_name='portal',
            name='names',
            field=models.JSONField(blank=True, default=list, editable=False, help_text='A copy of the Group’s names, which the register of agencies keeps.'),
        ),
    ]
