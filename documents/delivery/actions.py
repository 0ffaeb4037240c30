"""The link between what the Group said at an event and the document that was delivered there.

The ledger of what was said is the chair's (`chairmanship.outside`); which document it was is known here.
"""

from django.db import transaction

from agencies.models import User
from chairmanship.models import Event
from documents.document.models import Document, EventDocument


@transaction.atomic
def connect(event: Event, document: Document, *, by: User) -> EventDocument:
    """That this document was delivered there, in the place of another one if one was noted."""
    return EventDocument.objects.update_or_create(event=event, defaults={"document": document})[0]


@transaction.atomic
def disconnect(event: Event, *, by: User) -> None:
    """Which document was delivered is not known any more; nothing happens where it was not known."""
    for link in EventDocument.objects.filter(event=event):
        link.delete()
