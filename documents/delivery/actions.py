"""Links an event with the document that was delivered there.

The events themselves belong to `chairmanship.outside`; which document it was is known only here.
"""

from django.db import transaction

from agencies.models import User
from chairmanship.models import Event
from documents.document.models import Document, EventDocument


@transaction.atomic
def connect(event: Event, document: Document, *, by: User) -> EventDocument:
    """Records that the document was delivered at the event. It replaces an earlier link. Returns the link."""
    return EventDocument.objects.update_or_create(event=event, defaults={"document": document})[0]


@transaction.atomic
def disconnect(event: Event, *, by: User) -> None:
    """Removes the document from the event. Does nothing if there is none."""
    for link in EventDocument.objects.filter(event=event):
        link.delete()
