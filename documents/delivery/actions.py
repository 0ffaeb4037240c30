"""What the Group said outside beside what its agencies had cleared, and the link between the two.

The ledger of what was said is the chair's (`chairmanship.outside`); which document it was is known here.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from agencies.models import User
from chairmanship.models import Event, Occasion
from documents.clearance import standing
from documents.clearance.models import Round
from documents.document.models import Document, DocumentVersion, EventDocument
from foundation.dates import clock
from foundation.text import rich

State = Document.State
NEAR = dt.timedelta(days=14)  # before the day on which a text is wanted


@transaction.atomic
def connect(event: Event, document: Document, *, by: User) -> EventDocument:
    """That this document was delivered there, in the place of another one if one was noted."""
    return EventDocument.objects.update_or_create(event=event, defaults={"document": document})[0]


@transaction.atomic
def disconnect(event: Event, *, by: User) -> None:
    """Which document was delivered is not known any more; nothing happens where it was not known."""
    for link in EventDocument.objects.filter(event=event):
        link.delete()


# As cleared, and as delivered -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Cleared:
    """The version that the agencies agreed to, and when. Its `text` is loaded."""

    version: DocumentVersion
    at: dt.datetime


@dataclass(frozen=True)
class Beside:
    """What was said at an event beside the document as it was cleared.

    `compared` is what `rich.compare` found, where there are two texts.
    """

    event: Event
    document: Document
    cleared: Cleared | None
    compared: list | None

    @property
    def is_same(self) -> bool:
        return not any(kind in ("out", "in") for paragraph in self.compared for kind, _ in paragraph)


def as_cleared(document: Document, day: dt.date | None = None) -> Cleared | None:
    """As it was last cleared up to the end of that day, else as it was cleared first after it.

    Without a day, as it was last cleared. Also what only the clock has cleared so far counts.
    """
    steps = document.steps.filter(state=State.CLEARED, version__isnull=False).select_related("version")
    found = [Cleared(step.version, step.at) for step in steps]
    by_clock = standing.cleared_unwritten(Round.objects.filter(version__document=document))
    if document.pk in by_clock:
        round_ = by_clock[document.pk]
        found.append(Cleared(round_.version, round_.until))
    before = [one for one in found if day is None or clock.day_of(one.at) <= day]
    return before[-1] if before else next(iter(found), None)


def beside(event: Event, document: Document) -> Beside:
    """The two, for a reader of the Group."""
    cleared = as_cleared(document, event.date.latest)
    both = cleared and cleared.version.is_text and event.text
    return Beside(event, document, cleared, rich.compare(cleared.version.text, event.text) if both else None)


# What is still to come ------------------------------------------------------------------------------------


def wanted(occasion) -> dt.date:
    """The day by which a text for an occasion has to stand: its next deadline, else the day it begins.

    Of prefetched `deadlines`.
    """
    today = clock.today()
    return min((one.day for one in occasion.deadlines.all() if one.day >= today), default=occasion.starts)


def uncleared_and_near() -> list[tuple[Document, dt.date]]:
    """The documents for occasions to come that are not cleared while their text is wanted soon, and when."""
    found = standing.as_of_now(
        Document.objects.filter(state__in=standing.WAITING, occasion__in=Occasion.objects.ahead())
        .select_related("lead", "occasion__forum")
        .prefetch_related("occasion__deadlines")
    )
    dated = [(one, wanted(one.occasion)) for one in found if one.state in standing.WAITING]
    near = [pair for pair in dated if pair[1] <= clock.today() + NEAR]
    return sorted(near, key=lambda pair: (pair[1], pair[0].pk))
