"""What is counted when terms are compared. Each room has its own in `measures.py`.

Such a module has `MEASURES`. It may have `purposes(terms)`: by the key of the term, the keys of the purposes
that were served in it.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chairmanship.rotation.models import Chairmanship
from foundation.dates.partial import PartialDate

Terms = list[Chairmanship]


@dataclass(frozen=True)
class Figure:
    """A count, or a count `of` how many there could have been."""

    count: int
    of: int | None = None

    def __str__(self):
        if self.of is None:
            return str(self.count)
        return _("%(count)s of %(all)s") % {"count": self.count, "all": self.of}


@dataclass(frozen=True)
class Measure:
    """Something that is counted in each term.

    `gather(terms)` returns the figures by the key of the term, without terms of which they are not known.
    `by_agency(terms)` returns them over all these terms by the key of the agency, where that makes sense.
    """

    slug: str
    place: int
    title: str
    meaning: str
    gather: Callable[[Terms], dict[int, Figure]]
    by_agency: Callable[[Terms], dict[int, Figure]] | None = None


def terms_of(terms: Terms, own: int | None, date: PartialDate | None) -> Terms:
    """Returns which of the terms something belongs to: its `own` term, else those in which its date lies."""
    if own:
        return [term for term in terms if term.pk == own]
    if not date:
        return []
    return [term for term in terms if term.starts <= date.earliest and date.latest <= term.ends]


def known(terms: Terms, rows) -> Terms:
    """Returns the terms to which any of the rows belongs. A row is (own term, date, thing).

    Of the others nothing is known, which is not the same as 0.
    """
    rows = list(rows)
    return [term for term in terms if any(terms_of([term], own, date) for own, date, _thing in rows)]


def count(terms: Terms, rows, *, is_counted=None) -> dict[int, Figure]:
    """Returns how many of the rows belong to each term, by its key. A row is (own term, date, thing).

    With `is_counted`, a figure is how many of them pass that test, of all; a term without rows has none.
    Without it, pass only terms that are `known`: the others get 0.
    """
    every, passing = defaultdict(int), defaultdict(int)
    for own, date, thing in rows:
        for term in terms_of(terms, own, date):
            every[term.pk] += 1
            passing[term.pk] += is_counted is None or bool(is_counted(thing))
    if is_counted is None:
        return {term.pk: Figure(every[term.pk]) for term in terms}
    return {term.pk: Figure(passing[term.pk], every[term.pk]) for term in terms if every[term.pk]}
