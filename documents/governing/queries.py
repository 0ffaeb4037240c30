"""The standing texts of the Group: what it goes by until a later one holds, and which one held on a day."""

import datetime as dt

from django.utils.text import slugify

from agencies.models import Purpose
from documents.document.models import Document, DocumentVersion
from documents.versions.queries import current_versions, latest_first, published
from foundation.text import rich

State, Standing = Document.State, Document.Standing
SLUGS = {slugify(one.value): one for one in Standing}


def line(which: Standing, user) -> list[Document]:
    """The texts of that kind that the person may see and that hold from some day, the latest first.

    What is still drafted or being cleared holds on no day.
    """
    found = Document.objects.visible_to(user).filter(standing=which, holds_from__isnull=False)
    found = found.filter(state__in=[State.ADOPTED, State.PUBLISHED, State.SUPERSEDED])
    return list(found.select_related("lead").order_by("-holds_from", "-pk"))


def undated(which: Standing, user) -> list[Document]:
    """Those of that kind of which nobody has noted from when they hold, by their titles."""
    found = Document.objects.visible_to(user).filter(standing=which, holds_from=None)
    found = found.exclude(state__in=[State.DRAFTING, State.CIRCULATED, State.CLEARED])
    return list(found.order_by("title", "pk"))


def in_force(texts: list[Document], on: dt.date) -> Document | None:
    """The one of a line that holds on that day."""
    return next((text for text in texts if text.holds_from <= on), None)


def text_before(texts: list[Document], text: Document) -> Document | None:
    """The one that it took the place of."""
    place = texts.index(text) + 1
    return texts[place] if place < len(texts) else None


def read_by(text: Document, *, all_of_them: bool) -> list[DocumentVersion]:
    """What of it can be read: for the Group as it stands, for everybody else as it was published."""
    return current_versions(latest_first(text)) if all_of_them else published(text)


def changes(old: Document | None, new: Document, *, all_of_them: bool):
    """What changed from one text to the next, word by word; nothing where one of them is a file only."""
    if old is None:
        return None
    texts = [
        next((one.text for one in read_by(text, all_of_them=all_of_them) if one.is_text and one.is_main), "")
        for text in (old, new)
    ]
    return rich.compare(*texts) if all(texts) else None


def purposes_in(text: Document):
    """The purposes that stand in terms of reference."""
    return Purpose.objects.filter(edition=text.purposes_edition) if text.purposes_edition else ()
