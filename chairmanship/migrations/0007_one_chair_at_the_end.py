"""A plan moves several terms at once: PostgreSQL can be asked to look at the overlap when all have moved."""

from django.db import migrations


def set_rule(schema_editor, ending):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE chairmanship_chairmanship DROP CONSTRAINT term_one_chair, "
            "ADD CONSTRAINT term_one_chair EXCLUDE USING gist (daterange(starts, ends, '[]') WITH &&) "
            f"WHERE (capacity = 'chair') {ending}"
        )


def can_wait(apps, schema_editor):
    set_rule(schema_editor, "DEFERRABLE INITIALLY IMMEDIATE")


def at_once(apps, schema_editor):
    set_rule(schema_editor, "")


class Migration(migrations.Migration):
    dependencies = [("chairmanship", "0006_handover")]
    operations = [migrations.RunPython(can_wait, at_once)]
