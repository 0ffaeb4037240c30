"""The link between what the Group said at an event and the document that was delivered there.

The ledger of what was said is the chair's (`chairmanship.outside`); which document it was is known here.
"""

from django.db import transaction

from agencies.models import User
from chairmanship.models import Event
from documents.document.models import Document, EventDocument


@transaction.atomic
def connect(event: Event, document: Document, *, by: User) -> EventDocument:
    """Records that this document was delivered at the event, in place of another one. Returns the link."""
    return EventDocument.objects.update_or_create(event=event, defaults={"document": document})[0]


@transaction.atomic
def disconnect(event: Event, *, by: User) -> None:
    """Removes the document from the event; nothing happens where there is none."""
    for link in EventDocument.objects.filter(event=event):
        link.delete()
