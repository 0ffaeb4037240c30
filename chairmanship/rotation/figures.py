"""What is counted when terms are compared. Each room has its own in `measures.py`.

Such a module has `MEASURES`. It may have `purposes(terms)`: by the key of the term, the keys of the purposes
that were served in it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from chairmanship.rotation.models import Chairmanship
from foundation.dates.partial import PartialDate

Terms = list[Chairmanship]
Row = tuple[int | None, PartialDate | None, int, int]  # own term, date, how many there are, how many pass


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


def grouped(found: QuerySet, of: str = "", *, passing: Q | None = None) -> list[Row]:
    """Returns the rows grouped by what says to which term they belong, and how many pass that condition.

    `of` leads to the fields `term` and `date`: "item__meeting__".
    """
    said = found.order_by().values_list(f"{of}term", f"{of}date")
    return list(said.annotate(every=Count("pk"), passed=Count("pk", filter=passing)))


def known(terms: Terms, rows: Iterable[Row]) -> Terms:
    """Returns the terms to which any of the rows belongs.

    Of the others nothing is known, which is not the same as 0.
    """
    found = {term.pk for own, date, *_counts in rows for term in terms_of(terms, own, date)}
    return [term for term in terms if term.pk in found]


def count(terms: Terms, rows: Iterable[Row], *, of_all: bool = False) -> dict[int, Figure]:
    """Returns how many there are in each term, by its key.

    With `of_all`, a figure is how many of them pass, of all; a term without any has none.
    Without it, pass only terms that are `known`: the others get 0.
    """
    every: dict[int, int] = defaultdict(int)
    passing: dict[int, int] = defaultdict(int)
    for own, date, there, passed in rows:
        for term in terms_of(terms, own, date):
            every[term.pk] += there
            passing[term.pk] += passed
    if of_all:
        return {term.pk: Figure(passing[term.pk], every[term.pk]) for term in terms if every[term.pk]}
    return {term.pk: Figure(every[term.pk]) for term in terms}


def by_agency(
    found: QuerySet, agency: str, *, passing: Q | None = None, counted: str = "pk"
) -> dict[int, Figure]:
    """Returns how many of the rows each agency has, by its key; with `passing`, how many pass, of all."""
    rows = found.exclude(**{agency: None}).order_by().values_list(agency)
    if passing is None:
        return {key: Figure(every) for key, every in rows.annotate(Count(counted, distinct=True))}
    both = rows.annotate(
        every=Count(counted, distinct=True), passed=Count(counted, distinct=True, filter=passing)
    )
    return {key: Figure(passed, every) for key, every, passed in both}


def served(terms: Terms, found: QuerySet, of: str = "") -> dict[int, set]:
    """Returns the keys of the `purposes` that the rows serve, by the key of the term."""
    touched: dict[int, set] = defaultdict(set)
    rows = found.exclude(purposes=None).order_by().values_list(f"{of}term", f"{of}date", "purposes")
    for own, date, purpose in rows.distinct():
        for term in terms_of(terms, own, date):
            touched[term.pk].add(purpose)
    return touched
