from django.db import migrations, models

from foundation.migrations._codes import recode, recode_facts

REPLY = {"not coming": "not_coming"}
STATE = {"asked for": "asked"}
AD_HOC = {"ad hoc": "ad_hoc"}
VALUES = {
    "Meeting": {"kind": AD_HOC},
    "Invitation": {"reply": REPLY, "role": {"focal point": "focal_point"}},
    "GuestInvitation": {"reply": REPLY, "state": STATE},
    "ApplicationDecision": {"outcome": {"under review": "under_review"}},
    "Proposal": {"answer": {"taken up": "taken_up"}},
}


def change_undo_of_meeting(undo, turn):
    """An answer is the kind of row, its key, the reply and the rest."""
    answers = [[kind, pk, turn(REPLY, reply), *rest] for kind, pk, reply, *rest in undo["answers"]]
    return undo | {"answers": answers}


def change_undo_of_guest(undo, turn):
    return undo | {"state": turn(STATE, undo["state"])}


class Migration(migrations.Migration):

    dependencies = [
        ('auditlog', '0015_alter_logentry_changes'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('meetings', '0001_squashed_0016_undo_of_an_answer_on_a_guest'),
    ]

    operations = [
        migrations.AlterField(
            model_name='agendaitem',
            name='kind',
            field=models.CharField(blank=True, choices=[('adoption', 'adoption of the agenda'), ('minutes', 'adoption of earlier minutes'), ('arising', 'matters arising'), ('other', 'any other business'), ('next', 'next meeting')], max_length=20),
        ),
        migrations.AlterField(
            model_name='agendaitem',
            name='restricted',
            field=models.CharField(blank=True, choices=[('', 'everybody invited'), ('members', 'members, without invited participants'), ('principals', 'principals only')], default='', max_length=20, verbose_name='for'),
        ),
        migrations.AlterField(
            model_name='applicationdecision',
            name='outcome',
            field=models.CharField(choices=[('received', 'submitted'), ('under_review', 'under review'), ('offered', 'offered'), ('admitted', 'admitted'), ('deferred', 'deferred'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], max_length=20),
        ),
        migrations.AlterField(
            model_name='decision',
            name='state',
            field=models.CharField(blank=True, choices=[('', 'in force'), ('done', 'implemented'), ('superseded', 'superseded')], default='', max_length=20),
        ),
        migrations.AlterField(
            model_name='guestinvitation',
            name='reply',
            field=models.CharField(blank=True, choices=[('coming', 'coming'), ('remotely', 'remotely'), ('represented', 'represented'), ('not_coming', 'not coming')], max_length=20),
        ),
        migrations.AlterField(
            model_name='guestinvitation',
            name='state',
            field=models.CharField(choices=[('asked', 'asked for'), ('invited', 'invited'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], default='asked', max_length=20),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='reply',
            field=models.CharField(blank=True, choices=[('coming', 'coming'), ('remotely', 'remotely'), ('represented', 'represented'), ('not_coming', 'not coming')], max_length=20),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='role',
            field=models.CharField(blank=True, choices=[('principal', 'principal'), ('alternate', 'alternate principal'), ('focal_point', 'focal point'), ('staff', 'staff')], max_length=20),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='agenda_state',
            field=models.CharField(choices=[('private', 'draft'), ('provisional', 'provisional'), ('adopted', 'adopted')], default='adopted', max_length=20),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='kind',
            field=models.CharField(blank=True, choices=[('regular', 'regular'), ('ad_hoc', 'ad hoc')], max_length=20),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='stage',
            field=models.CharField(choices=[('planned', 'planned'), ('called', 'convened'), ('cancelled', 'cancelled')], default='called', max_length=20),
        ),
        migrations.AlterField(
            model_name='meetingrequest',
            name='answer',
            field=models.CharField(blank=True, choices=[('', 'not yet answered'), ('called', 'convened'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='', max_length=20),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='answer',
            field=models.CharField(blank=True, choices=[('', 'not yet answered'), ('taken_up', 'accepted'), ('merged', 'merged'), ('deferred', 'deferred'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='', max_length=20),
        ),
        recode("meetings", VALUES),
        recode_facts("meetings", "Meeting", "undo", change_undo_of_meeting),
        recode_facts("meetings", "GuestInvitation", "undo", change_undo_of_guest),
    ]
