import django.db.models.deletion
from django.db import migrations, models


def keep_what_it_was_for(apps, schema_editor):
    """An event that was delivered is what came of an occasion: what a document was for is kept either way."""
    Document = apps.get_model("documents", "Document")
    EventDocument = apps.get_model("documents", "EventDocument")
    for document in Document.objects.exclude(event=None).select_related("event"):
        event = document.event
        if event.occasion_id:
            document.occasion_id = event.occasion_id
        elif not EventDocument.objects.filter(event=event).exists():
            EventDocument.objects.create(event=event, document=document)
        elif not EventDocument.objects.filter(event=event, document=document).exists():
            document.note = f"{document.note}\n\nMade for: {event.forum}, {event.date}.".strip()
        document.save()


class Migration(migrations.Migration):
    dependencies = [
        ("chairmanship", "0009_narrative"),
        ("documents", "0007_contributions"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="occasion",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="chairmanship.occasion",
                verbose_name="external event that it is for",
            ),
        ),
        migrations.RunPython(keep_what_it_was_for, migrations.RunPython.noop),
    ]
