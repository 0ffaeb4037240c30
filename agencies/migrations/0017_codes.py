from django.db import migrations, models

from foundation.migrations._codes import recode

FOCAL_POINT = {"focal point": "focal_point"}
VALUES = {
    "Application": {"outcome": {"under review": "under_review"}},
    "Assessment": {"finding": {"not met": "not_met"}},
    "User": {"mails": {"at once": "at_once", "once a day": "daily"}},
    "Appointment": {"role": FOCAL_POINT},
    "Candidate": {"role": FOCAL_POINT},
}


class Migration(migrations.Migration):

    dependencies = [
        ('auditlog', '0015_alter_logentry_changes'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('agencies', '0001_squashed_0016_telephone'),
    ]

    operations = [
        migrations.AlterField(
            model_name='application',
            name='outcome',
            field=models.CharField(blank=True, choices=[('received', 'submitted'), ('under_review', 'under review'), ('offered', 'offered'), ('admitted', 'admitted'), ('deferred', 'deferred'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], max_length=20),
        ),
        migrations.AlterField(
            model_name='applicationprint',
            name='what',
            field=models.CharField(choices=[('alone', 'application'), ('review', 'application with assessment and comments')], max_length=20),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='role',
            field=models.CharField(choices=[('principal', 'principal'), ('alternate', 'alternate principal'), ('focal_point', 'focal point'), ('staff', 'staff')], max_length=20),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='finding',
            field=models.CharField(blank=True, choices=[('met', 'met'), ('partly', 'partly met'), ('not_met', 'not met'), ('unclear', 'unclear')], max_length=20),
        ),
        migrations.AlterField(
            model_name='candidate',
            name='role',
            field=models.CharField(choices=[('principal', 'principal'), ('alternate', 'alternate principal'), ('focal_point', 'focal point'), ('staff', 'staff')], max_length=20),
        ),
        migrations.AlterField(
            model_name='organization',
            name='kind',
            field=models.CharField(choices=[('partner', 'partner'), ('guest', 'invited participant')], default='partner', max_length=10),
        ),
        migrations.AlterField(
            model_name='user',
            name='mails',
            field=models.CharField(choices=[('at_once', 'at once'), ('daily', 'once a day')], default='at_once', help_text='When they come.', max_length=20),
        ),
        recode("agencies", VALUES),
    ]
