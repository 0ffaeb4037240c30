"""What the Group is called and how it began. Nothing else in the code says its name.

The register of agencies keeps its names through time, and copies them here (`Portal.names`). Without them the
Group has the names of `FIRST`.
"""

import datetime as dt
from dataclasses import replace

from django.utils.text import slugify
from django.utils.translation import pgettext

from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.portal import facts
from foundation.portal.models import Portal
from foundation.text import names
from foundation.text.names import Name

CONTEXT = "the Group"
# The Geneva Migration Group of April 2003 became the Global Migration Group in 2006.
FIRST = (
    Name("Geneva Migration Group", "GMG", "the", starts=PartialDate(2003, 4), ends=PartialDate(2006)),
    Name("Global Migration Group", "GMG", "the", starts=PartialDate(2006)),
)


def name(word: str = "", on: dt.date | None = None) -> str:
    """Returns the name of the Group on that day, today by default: "Global Migration Group".

    With a word, as a sentence has it: "of the Global Migration Group" (`foundation.text.names`).
    """
    return called(on).said(word, full=True)


def acronym(word: str = "", on: dt.date | None = None) -> str:
    """Returns the short name of the Group: "GMG", or "of the GMG" with that word."""
    return called(on).said(word)


def english(on: dt.date | None = None) -> Name:
    """Returns the English name on that day, today by default, whatever the reader's language."""
    day, known = on or clock.today(), _english()
    held = names.on(known, day, names.ENGLISH)
    if held is None:  # before the first name, or in a gap between two
        held = max((one for one in known if names.by_start(one) <= day), key=names.by_start, default=known[0])
    return held


def code() -> str:
    """Returns the English acronym of today, for what must be the same for all readers: "GMG" in symbols."""
    return english().short


def slug() -> str:
    """Returns `code` for the names of files: "gmg"."""
    return slugify(code()) or "group"


def called(on: dt.date | None = None) -> Name:
    """Returns the name on that day, today by default, in the language of the reader."""
    day, language, known = on or clock.today(), names.language_of(), through_time()
    own = names.on(known, day, language) if language != names.ENGLISH else None
    return own or _translated(english(day))


def through_time() -> list[Name]:
    """Returns all names of the Group, in order of time."""
    kept = vars(row := facts.read())
    if "names_in_order" not in kept:
        kept["names_in_order"] = sorted([Name.of(one) for one in row.names] or FIRST, key=names.by_start)
    return kept["names_in_order"]


def founded() -> PartialDate | None:
    """Returns when the Group began, under its first name: April 2003."""
    return _english()[0].starts


def first_name() -> Name:
    """Returns the name under which it began: the Geneva Migration Group."""
    return _translated(_english()[0])


def renamed() -> PartialDate | None:
    """Returns since when it has the name of today; None if it has had only one."""
    past = [one for one in _english() if names.by_start(one) <= clock.today()]
    return past[-1].starts if len(past) > 1 else None


def store(known: list[Name]) -> None:
    """Keeps a copy of the names of the Group, for every page. The register calls it in its transaction."""
    Portal.objects.update_or_create(defaults={"names": [one.facts for one in known]})
    facts.forget()


def _english() -> list[Name]:
    found = [one for one in through_time() if one.language == names.ENGLISH]
    return found or list(FIRST)


def _translated(held: Name) -> Name:
    """Returns an English name in the language of the reader, as far as the catalogue of texts has it."""
    language = names.language_of()
    if language == names.ENGLISH:
        return held
    return replace(
        held,
        name=pgettext(CONTEXT, held.name),
        acronym=held.acronym and pgettext(CONTEXT, held.acronym),
        article=pgettext("the article of the Group’s name, such as le in French", "the"),
        language=language,
    )


def _for_the_catalogue() -> list[str]:
    """Names the texts of `FIRST`, so that the catalogue has them."""
    return [
        pgettext("the Group", "Geneva Migration Group"),
        pgettext("the Group", "Global Migration Group"),
        pgettext("the Group", "GMG"),
    ]
