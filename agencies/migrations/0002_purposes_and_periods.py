"""The twelve purposes of the first terms of reference, and what only PostgreSQL can keep by itself."""

from django.db import migrations

PURPOSES = [
    "A coherent institutional approach",
    "Direction, leadership and dialogue, trade and development included, with governments, employers' and "
    "workers' organizations and civil society",
    "Consistency of policy and programmes",
    "Exchange of information and expertise",
    "Critical issues, gaps and good practice along the migration life cycle",
    "Research, data collection and analysis",
    "Common positions and responses",
    "Common activities, training, capacity building and staff transfers",
    "Human rights, labour rights, human security and criminal justice, with protection of migrants and of "
    "victims of trafficking",
    "Contributions to major initiatives, such as General Assembly dialogues and global commissions",
    "Support to states, regional bodies and consultative processes",
    "Mechanisms to interact with states",
]

# The days on which a membership surely held, as whole numbers such as 20070420: an int4range needs
# no extension, and turning text into a date is not something that an index may do.
EARLIEST = "REPLACE({0} || SUBSTR('0000-01-01', LENGTH({0}) + 1), '-', '')::int"
LATEST = """REPLACE(CASE LENGTH({0}) WHEN 10 THEN {0} WHEN 4 THEN {0} || '-12-31' ELSE {0} ||
    CASE WHEN SUBSTR({0}, 6, 2) IN ('04', '06', '09', '11') THEN '-30'
         WHEN SUBSTR({0}, 6, 2) <> '02' THEN '-31'
         WHEN SUBSTR({0}, 1, 4)::int / 4 * 4 <> SUBSTR({0}, 1, 4)::int THEN '-28'
         WHEN SUBSTR({0}, 1, 4)::int / 100 * 100 = SUBSTR({0}, 1, 4)::int
              AND SUBSTR({0}, 1, 4)::int / 400 * 400 <> SUBSTR({0}, 1, 4)::int THEN '-28'
         ELSE '-29' END END, '-', '')::int"""
FIRST, LAST = LATEST.format("starts"), EARLIEST.format("ends")
SURELY = f"CASE WHEN {FIRST} > {LAST} THEN 'empty'::int4range ELSE int4range({FIRST}, {LAST}, '[]') END"


def add_purposes(apps, schema_editor):
    Purpose = apps.get_model("agencies", "Purpose")
    for number, title in enumerate(PURPOSES, 1):
        Purpose.objects.create(edition=1, number=number, title=title)


def exclude_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE agencies_membership ADD CONSTRAINT membership_no_overlap EXCLUDE USING gist "
            f"(int8range(agency_id, agency_id, '[]') WITH &&, ({SURELY}) WITH &&)"
        )


def allow_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE agencies_membership DROP CONSTRAINT membership_no_overlap")


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]
    operations = [
        migrations.RunPython(add_purposes, migrations.RunPython.noop),
        migrations.RunPython(exclude_overlaps, allow_overlaps),
    ]
