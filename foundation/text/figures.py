"""Numbers in running text, as figures and as words: what is counted, not years, dates and ordinals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.text.words import number, times

_MORE = [
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
    gettext_lazy("thirteen"),
    gettext_lazy("fourteen"),
    gettext_lazy("fifteen"),
    gettext_lazy("sixteen"),
    gettext_lazy("seventeen"),
    gettext_lazy("eighteen"),
    gettext_lazy("nineteen"),
    gettext_lazy("twenty"),
]
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|https?://\S+|\S+@\S+")
_YEAR = re.compile(r"(?<!\w)(?:19|20)\d\d(?!\w)")
_FIGURES = r"\d{1,3}(?:,\d{3})+|\d+"


@dataclass(frozen=True)
class Number:
    """A number in a text: its value, its words, and what stands before and after them."""

    value: int
    said: str
    before: str
    after: str


def blanked(text: str, pattern: re.Pattern[str] = QUOTED) -> str:
    """Returns the text without what the pattern finds; all else stays in its place."""
    return pattern.sub(lambda match: "\0" * len(match[0]), text)


def numbers(text: str) -> Iterator[Number]:
    """Yields the numbers in a text: figures, and words up to twenty.

    Years, dates, times of day and ordinals are none, nor is what stands in quotation marks.
    """
    plain = blanked(blanked(blanked(text), _dates()), _YEAR)
    words = {str(number(n)): n for n in range(1, 10)} | {str(one): n for n, one in enumerate(_MORE, start=10)}
    often = {_("once"): 1, _("twice"): 2}
    values = words | often
    spelled = "|".join(map(re.escape, values))
    found = re.compile(rf"(?<![\w/.,:&#–-])(?:{_FIGURES}|{spelled})(?![\w/%]|[-–]\w|[.,:]\d)", re.IGNORECASE)
    for match in found.finditer(plain):
        said, before, after = match[0].casefold(), text[: match.start()], text[match.end() :]
        if said in often:
            after = times(3).removeprefix(number(3)) + after
        value = values[said] if said in values else int(said.replace(",", ""))
        yield Number(value, match[0], before, after)


def _dates() -> re.Pattern[str]:
    """Finds "30 June", "1 to 5 June", "30 January and 2 May", "June 30"."""
    months = "|".join(re.escape(str(month)) for month in MONTHS.values())
    days = r"\d{1,2}(?:er)?(?: ?(?:,|–|-|to|and|or|et|au) ?\d{1,2})*"
    return re.compile(rf"(?<!\w)(?:{days} (?:{months})|(?:{months}) \d{{1,2}})(?!\w)")
