from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from documents.clearance.objections import objects_in_words, standing_in
from documents.document.models import Document

State = Document.State
AGREED = (State.CLEARED, State.ADOPTED, State.PUBLISHED, State.SUPERSEDED)


class Command(BaseCommand):
    help = (
        "Lists the documents that were cleared, adopted or published as the Group's although an objection "
        "stands. They stay as they are; their pages show the objection."
    )

    def handle(self, **options):
        documents = Document.objects.filter(state__in=AGREED, issued_as="")
        objected = standing_in(documents)
        for document in documents.filter(pk__in=objected).order_by("title", "pk"):
            self.stdout.write(
                f"{document.get_absolute_url()} “{document}” ({document.get_state_display()}): "
                f"{objects_in_words(objected[document.pk])}"
            )
        if not objected:
            self.stdout.write(_("No document was cleared, adopted or published over an objection."))
