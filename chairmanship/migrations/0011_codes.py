from django.db import migrations, models

from foundation.migrations._codes import recode, recode_facts

UNDER_WAY = {"under way": "under_way"}
CO_CHAIR = {"co-chair": "co_chair"}
VALUES = {
    "WorkplanActivity": {"status": UNDER_WAY},
    "ActivityNote": {"status": UNDER_WAY},
    "Chairmanship": {"capacity": CO_CHAIR},
}


def change_plan(activities, turn):
    return [one | {"status": turn(UNDER_WAY, one["status"])} for one in activities]


def change_report(facts, turn):
    """A report says twice as what the agency held the chair."""

    def changed(part):
        return part | {"capacity": turn(CO_CHAIR, part["capacity"])} if "capacity" in part else part

    facts, chapters = changed(facts), facts.get("chapters", {})
    if "overview" in chapters:
        facts = facts | {"chapters": chapters | {"overview": changed(chapters["overview"])}}
    return facts


class Migration(migrations.Migration):

    dependencies = [
        ('auditlog', '0015_alter_logentry_changes'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('chairmanship', '0001_squashed_0010_narrative_answer'),
    ]

    operations = [
        migrations.AlterField(
            model_name='activitynote',
            name='status',
            field=models.CharField(blank=True, choices=[('planned', 'planned'), ('under_way', 'under way'), ('done', 'done'), ('dropped', 'dropped')], max_length=20),
        ),
        migrations.AlterField(
            model_name='chairmanship',
            name='capacity',
            field=models.CharField(choices=[('chair', 'chair'), ('interim', 'interim chair'), ('co_chair', 'co-chair')], default='chair', max_length=10),
        ),
        migrations.AlterField(
            model_name='workplanactivity',
            name='status',
            field=models.CharField(blank=True, choices=[('planned', 'planned'), ('under_way', 'under way'), ('done', 'done'), ('dropped', 'dropped')], max_length=20),
        ),
        recode("chairmanship", VALUES),
        recode_facts("chairmanship", "AgreedPlan", "activities", change_plan),
        recode_facts("chairmanship", "HandoverReport", "facts", change_report),
    ]
