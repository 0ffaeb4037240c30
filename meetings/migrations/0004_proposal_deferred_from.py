import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', "0003_when_a_meeting_was_called"),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='deferred_from',
            field=models.ForeignKey(blank=True, editable=False, help_text='The meeting from which it was last put off; it comes up again after that one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting'),
        ),
    ]
