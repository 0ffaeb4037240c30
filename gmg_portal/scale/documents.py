"""The documents of a year of the invented past, with their versions and steps."""

import datetime as dt
import hashlib
from collections.abc import Iterator

from django.utils.text import slugify

from documents.models import Document, DocumentVersion, Step
from foundation.dates.partial import PartialDate
from foundation.text import rich
from foundation.text.searching import folded
from gmg_portal.scale import words
from gmg_portal.scale.year import Year

A_YEAR = 60
KINDS = ("information_note", "survey", "matrix", "handbook", "report", "statement", "brochure", "other")
STATES = ("published", "published", "adopted", "superseded", "published", "dropped")


def add(year: Year) -> None:
    """Adds the documents, each with its drafts."""
    documents = year.make(_document(year, number) for number in range(A_YEAR))
    versions = year.make(version for document in documents for version in _versions(year, document))
    latest = {version.document_id: version for version in versions}
    year.make(
        Step(
            document=document,
            state=state,
            at=latest[document.pk].uploaded_at + dt.timedelta(days=days),
            by=year.focal_points[0],
            version=latest[document.pk],
        )
        for document in documents
        for days, state in enumerate(("circulated", "cleared", document.state))
    )


def _document(year: Year, number: int) -> Document:
    day = year.first + dt.timedelta(days=number * 6)
    title = f"{words.title(year.dice)}, {number + 1} of {day.year}"
    return Document(
        title=title,
        kind=KINDS[number % len(KINDS)],
        slug=slugify(title)[:80],
        term=year.term_on(day),
        lead=year.members[number % len(year.members)],
        state=STATES[number % len(STATES)],
        date=PartialDate.of(day),
        symbol=f"GMG/{year.first.year}/{number + 1}",
        summary=words.plain(year.dice, 3),
    )


def _versions(year: Year, document: Document) -> Iterator[DocumentVersion]:
    last = 1 + document.pk % 3
    for number in range(1, last + 1):
        text = words.rich(year.dice, 6 + 2 * number)
        at = year.moment(document.date.earliest - dt.timedelta(days=10 * (last - number) + 5))
        yield DocumentVersion(
            document=document,
            number=number,
            text=text,
            words=folded(rich.plain(text)),
            size=len(text.encode()),
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            uploaded_at=at,
            uploaded_by=year.focal_points[number],
            published_at=at if number == last and document.is_public else None,
            told_at=at,
        )
