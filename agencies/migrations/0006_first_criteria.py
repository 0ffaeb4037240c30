"""By what the Group admits members: the first edition, in the portal's own words."""

from django.db import migrations

CRITERIA = [
    (
        "Its mandate covers migration",
        "Migration, or a side of it such as labour, rights, health, development or data, belongs to what the "
        "agency is charged to do, and its governing body knows it.",
    ),
    (
        "It works in several regions or worldwide",
        "Its work on migration reaches beyond one country and one region, or binds a region to the others.",
    ),
    (
        "It brings expertise, data or programmes",
        "The Group gains knowledge, figures, people in the field or programmes that it can build on.",
    ),
    (
        "It is ready to take part at both levels",
        "Its head comes to the principals' meetings, and a focal point has the time and the standing for the "
        "working level.",
    ),
    (
        "It is ready to share the work, the chair included",
        "It contributes to joint documents and activities, and takes the chair when its turn comes.",
    ),
    (
        "It complements the members",
        "What it does adds to what the members do; where it overlaps with them, it says how they would divide it.",
    ),
]


def add_criteria(apps, schema_editor):
    Criterion = apps.get_model("agencies", "Criterion")
    for number, (title, text) in enumerate(CRITERIA, 1):
        Criterion.objects.create(edition=1, number=number, title=title, text=text)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0005_applications_answered_and_assessed")]
    operations = [migrations.RunPython(add_criteria, migrations.RunPython.noop)]
