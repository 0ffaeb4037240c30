"""With whom a document was shared, when and by whom."""

from django.db import transaction
from django.db.models import F, Max

from agencies.models import Agency, User
from documents.models import Document, Sharing
from documents.moving import locked
from foundation.dates import PartialDate
from foundation.verbs import keep


@transaction.atomic
def share(
    document: Document, *, name: str, by: User, date: PartialDate | None = None, agency: Agency | None = None
) -> Sharing:
    document = locked(document)
    last = document.sharings.aggregate(last=Max("position"))["last"]
    made = Sharing(document=document, position=0 if last is None else last + 1)
    return keep(made, name=name, date=date, agency=agency)


@transaction.atomic
def remove(document: Document, pk: int, *, by: User) -> None:
    """What was written down by mistake; nothing happens when it is gone already."""
    document = locked(document)
    line = document.sharings.filter(pk=pk).first()
    if line is None:
        return
    line.delete()
    for other in document.sharings.filter(position__gt=line.position).order_by("position"):
        Sharing.objects.filter(pk=other.pk).update(position=F("position") - 1)
