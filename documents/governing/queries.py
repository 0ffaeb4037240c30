"""Looks up governing documents: the line of each kind, and which was in force on a day."""

import datetime as dt

from agencies.models import Edition, Purpose
from documents.document.models import Document, DocumentVersion
from documents.versions.queries import current_versions, latest_first, published
from foundation.text import rich

State, Standing = Document.State, Document.Standing
SLUGS = {one.value.replace("_", "-"): one for one in Standing}


def line(which: Standing, user) -> list[Document]:
    """Returns the governing documents of that kind that the user may see, the latest first.

    It has those with a date from which they hold. Drafts and documents in clearance are left out.
    """
    found = Document.objects.visible_to(user).filter(standing=which, holds_from__isnull=False)
    found = found.filter(state__in=[State.ADOPTED, State.PUBLISHED, State.SUPERSEDED])
    return list(found.select_related("lead").order_by("-holds_from", "-pk"))


def undated(which: Standing, user) -> list[Document]:
    """Returns those of that kind without a date from which they hold, by their titles.

    Drafts and documents in clearance are left out.
    """
    found = Document.objects.visible_to(user).filter(standing=which, holds_from=None)
    found = found.exclude(state__in=[State.DRAFTING, State.CIRCULATED, State.CLEARED, State.DROPPED])
    return list(found.order_by("title", "pk"))


def in_force(texts: list[Document], on: dt.date) -> Document | None:
    """Returns the document of a line that is in force on that day; None if there is none."""
    return next((text for text in texts if text.holds_from <= on), None)


def editions() -> list[Edition]:
    """Returns the editions of the criteria and of the application template, the latest first.

    Those of `Document.AS_EDITIONS` are there and nowhere else.
    """
    return list(Edition.objects.order_by("-number").prefetch_related("questions", "criteria"))


def reads_editions(user) -> bool:
    """Whether the user may read the editions."""
    return user.has_perm("agencies.read_applications")


def text_before(texts: list[Document], text: Document) -> Document | None:
    """Returns the document that this one replaced; None for the first."""
    place = texts.index(text) + 1
    return texts[place] if place < len(texts) else None


def read_by(text: Document, *, all_of_them: bool) -> list[DocumentVersion]:
    """Returns the versions to read: for the Group the current ones, for everybody else the published ones."""
    return current_versions(latest_first(text)) if all_of_them else published(text)


def changes(old: Document | None, new: Document, *, all_of_them: bool):
    """Returns the changes from one document to the next, word by word; None unless both have a text."""
    if old is None:
        return None
    texts = [
        next((one.text for one in read_by(text, all_of_them=all_of_them) if one.is_text and one.is_main), "")
        for text in (old, new)
    ]
    return rich.compare(*texts) if all(texts) else None


def purposes_in(text: Document):
    """Returns the purposes in terms of reference; empty if it is not recorded which edition they have."""
    return Purpose.objects.filter(edition=text.purposes_edition) if text.purposes_edition else ()
