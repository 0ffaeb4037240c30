"""What is counted when terms are compared. Each room has its own in `measures.py`.

Such a module has `MEASURES`. It may have `purposes(terms)`: by the key of the term, the keys of the purposes
that were served in it.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from chairmanship.rotation.models import Chairmanship
from foundation.dates.partial import PartialDate

Terms = list[Chairmanship]


@dataclass(frozen=True)
class Figure:
    """A count, or a count `of` how many there could have been."""

    count: int
    of: int | None = None

    def __str__(self):
        return str(self.count) if self.of is None else f"{self.count} of {self.of}"


@dataclass(frozen=True)
class Measure:
    """What is counted in a term. `gather(terms)` gives figures by the key of the term; none where not known.

    `by_agency(terms)` gives them by the key of the agency, over all of those terms, where that makes sense.
    """

    slug: str
    place: int
    title: str
    meaning: str
    gather: Callable[[Terms], dict[int, Figure]]
    by_agency: Callable[[Terms], dict[int, Figure]] | None = None


def terms_of(terms: Terms, own: int | None, date: PartialDate | None) -> Terms:
    """Those of the terms that something belongs to: the one it names, else those in which its date lies."""
    if own:
        return [term for term in terms if term.pk == own]
    if not date:
        return []
    return [term for term in terms if term.starts <= date.earliest and date.latest <= term.ends]


def count(terms: Terms, rows, *, is_counted=None) -> dict[int, Figure]:
    """By the key of the term, how many of the rows (own term, date, thing) belong to it.

    With a test, how many of these pass it.
    """
    every, passing = defaultdict(int), defaultdict(int)
    for own, date, thing in rows:
        for term in terms_of(terms, own, date):
            every[term.pk] += 1
            passing[term.pk] += is_counted is None or bool(is_counted(thing))
    if is_counted is None:
        return {term.pk: Figure(every[term.pk]) for term in terms}
    return {term.pk: Figure(passing[term.pk], every[term.pk]) for term in terms if every[term.pk]}
