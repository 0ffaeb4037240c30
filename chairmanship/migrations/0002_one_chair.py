"""Two ordinary chairs cannot overlap. PostgreSQL keeps it by itself; elsewhere the verbs do."""

from django.db import migrations


def exclude_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE chairmanship_chairmanship ADD CONSTRAINT term_one_chair EXCLUDE USING gist "
            "(daterange(starts, ends, '[]') WITH &&) WHERE (capacity = 'chair')"
        )


def allow_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE chairmanship_chairmanship DROP CONSTRAINT term_one_chair")


class Migration(migrations.Migration):
    dependencies = [("chairmanship", "0001_initial")]
    operations = [migrations.RunPython(exclude_overlaps, allow_overlaps)]
