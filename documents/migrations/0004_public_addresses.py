"""Gives each document that is there already the public address of its work."""

from django.db import migrations, models
from django.utils.text import slugify


def give_slugs(apps, schema_editor):
    Document = apps.get_model("documents", "Document")
    taken = set(Document.objects.exclude(slug="").values_list("slug", flat=True))
    for document in Document.objects.filter(slug="").order_by("date", "pk"):
        words = slugify(document.title)[:60].strip("-") or "document"
        slug, number = words, 1
        while slug in taken:
            number += 1
            slug = f"{words}-{number}"
        taken.add(slug)
        Document.objects.filter(pk=document.pk).update(slug=slug)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_life_of_a_document'),
    ]

    operations = [
        migrations.RunPython(give_slugs, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('slug', 'edition'), name='document_edition_once'),
        ),
    ]
