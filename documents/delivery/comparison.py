"""Compares a document as it was cleared with the words at an event."""

import datetime as dt
from dataclasses import dataclass

from chairmanship.models import Event
from documents.clearance import status
from documents.clearance.models import Round
from documents.document.models import Document, DocumentVersion
from foundation.dates import clock
from foundation.text import rich

State = Document.State


@dataclass(frozen=True)
class Cleared:
    """The version that the agencies agreed to, and when (aware). Its `text` is loaded."""

    version: DocumentVersion
    at: dt.datetime


@dataclass(frozen=True)
class Beside:
    """The words at an event beside the document as it was cleared.

    `compared` is the result of `rich.compare`; None unless there are two texts.
    """

    event: Event
    document: Document
    cleared: Cleared | None
    compared: list | None

    @property
    def is_same(self) -> bool:
        """Whether both say the same. There must be two texts."""
        return not any(kind in ("out", "in") for paragraph in self.compared for kind, _words in paragraph)


def as_cleared(document: Document, day: dt.date | None = None) -> Cleared | None:
    """Returns the version last cleared up to the end of that day, else the first cleared after it.

    Without a day it returns the last one; without any, None. What only the clock has cleared counts too.
    """
    steps = document.steps.filter(state=State.CLEARED, version__isnull=False).select_related("version")
    found = [Cleared(step.version, step.at) for step in steps]
    by_clock = status.cleared_by_the_clock(Round.objects.filter(version__document=document))
    if document.pk in by_clock:
        round_ = by_clock[document.pk]
        found.append(Cleared(round_.version, round_.until))
    before = [one for one in found if day is None or clock.day_of(one.at) <= day]
    return before[-1] if before else next(iter(found), None)


def compare(event: Event, document: Document) -> Beside:
    """Returns the event beside the document as it was cleared, for a reader of the Group."""
    cleared = as_cleared(document, event.date.latest)
    both = cleared and cleared.version.is_text and event.text
    return Beside(event, document, cleared, rich.compare(cleared.version.text, event.text) if both else None)
