from django.db import migrations, models

from foundation.migrations._codes import recode, recode_facts

STANDING = {
    "terms of reference": "terms_of_reference",
    "working methods": "working_methods",
    "admission criteria": "admission_criteria",
    "application template": "application_template",
}
KIND = {"information note": "information_note", "terms of reference": "terms_of_reference"}
ANSWERS = {
    "a line": "line",
    "some lines": "lines",
    "a choice": "choice",
    "a number": "number",
    "a date or period": "period",
    "a place": "place",
    "purposes of the Group": "purposes",
}
VALUES = {
    "Document": {"kind": KIND, "standing": STANDING},
    "DocumentVersion": {"part": {"Rev.": "revision", "Add.": "addendum", "Corr.": "corrigendum"}},
    "Call": {"kind": {"a text": "text", "entries of a table": "entries"}},
    "Round": {"outcome": {"agreed, with remarks": "with_comments", "not cleared": "not_cleared"}},
    "Clearance": {
        "reply": {
            "fine": "no_objection",
            "fine, but": "with_comments",
            "no, because": "objection",
            "not concerned": "not_applicable",
            "needs more time": "more_time",
            "breaks the silence": "breaks_silence",
        }
    },
}


def change_questions(questions, turn):
    return [one | {"kind": turn(ANSWERS, one["kind"])} for one in questions]


class Migration(migrations.Migration):

    dependencies = [
        ('auditlog', '0015_alter_logentry_changes'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('documents', '0001_squashed_0010_event_of_a_document_removed'),
    ]

    operations = [
        migrations.AlterField(
            model_name='call',
            name='kind',
            field=models.CharField(choices=[('text', 'a text'), ('entries', 'entries of a table')], max_length=30),
        ),
        migrations.AlterField(
            model_name='clearance',
            name='reply',
            field=models.CharField(blank=True, choices=[('no_objection', 'no objection'), ('with_comments', 'no objection, with comments'), ('objection', 'objection'), ('not_applicable', 'not applicable'), ('more_time', 'needs more time'), ('breaks_silence', 'breaks the silence')], max_length=30),
        ),
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('brochure', 'brochure'), ('information_note', 'information note'), ('survey', 'survey'), ('matrix', 'matrix'), ('handbook', 'handbook'), ('report', 'report'), ('statement', 'statement'), ('template', 'template'), ('terms_of_reference', 'terms of reference'), ('workplan', 'workplan'), ('other', 'other')], max_length=30),
        ),
        migrations.AlterField(
            model_name='document',
            name='standing',
            field=models.CharField(blank=True, choices=[('terms_of_reference', 'terms of reference'), ('working_methods', 'working methods'), ('admission_criteria', 'admission criteria'), ('application_template', 'application template')], max_length=30, verbose_name='standing text'),
        ),
        migrations.AlterField(
            model_name='documentversion',
            name='part',
            field=models.CharField(blank=True, choices=[('revision', 'revision'), ('addendum', 'addendum'), ('corrigendum', 'corrigendum')], max_length=20),
        ),
        migrations.AlterField(
            model_name='round',
            name='outcome',
            field=models.CharField(blank=True, choices=[('cleared', 'cleared'), ('with_comments', 'agreed, with comments'), ('not_cleared', 'not cleared')], max_length=30),
        ),
        recode("documents", VALUES),
        recode_facts("documents", "Call", "questions", change_questions),
    ]
