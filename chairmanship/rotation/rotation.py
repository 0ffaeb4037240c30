"""Who chairs, who is in the troika, who comes before and after.

It follows from the terms; nothing stores it.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

from auditlog.models import LogEntry
from django.db.models import Max, Q, Subquery

from chairmanship.rotation.models import Chairmanship, ChairmanshipQuerySet
from foundation.dates import clock
from foundation.handover.gathering import shared


@dataclass(frozen=True)
class Troika:
    """The terms of the outgoing, current and incoming chairs. A place can have none, one, or co-chairs."""

    outgoing: list[Chairmanship]
    current: list[Chairmanship]
    incoming: list[Chairmanship]

    @property
    def agencies(self) -> list:
        """Its agencies in that order, each once."""
        return list(dict.fromkeys(term.agency for term in [*self.outgoing, *self.current, *self.incoming]))


@dataclass(frozen=True)
class Gap:
    """Days, both included, on which nobody chaired."""

    starts: dt.date
    ends: dt.date
    is_gap: bool = field(default=True, init=False)


def all_terms() -> ChairmanshipQuerySet:
    """Returns all terms with their agencies, ordered by their first day, to be narrowed."""
    return Chairmanship.objects.select_related("agency", "coordinated_by")


@shared
def terms() -> list[Chairmanship]:
    """Returns all terms, ordered by their first day."""
    return list(all_terms())


def key_of_old_slug(slug: str) -> int | None:
    """Returns the key of the last term that had that slug before its days were moved; else None."""
    named = re.fullmatch(r"(.+)-([0-9]{4}-[0-9]{2})", slug)
    if not named:
        return None
    began = LogEntry.objects.get_for_model(Chairmanship).filter(changes__starts__0__startswith=f"{named[2]}-")
    keys = list(began.order_by("-timestamp", "-pk").values_list("object_id", flat=True))
    there = set(Chairmanship.objects.filter(pk__in=keys, agency__slug=named[1]).values_list("pk", flat=True))
    return next((key for key in keys if key in there), None)


def chairs(on: dt.date | None = None) -> list[Chairmanship]:
    """Returns the terms of the chairs of that day, with interims and co-chairs; in a gap none."""
    on = on or clock.today()
    return list(all_terms().filter(starts__lte=on, ends__gte=on))


def last_day() -> dt.date | None:
    """Returns the last day on which it is known who chairs; None if no term is known."""
    return Chairmanship.objects.aggregate(last=Max("ends"))["last"]


def troika(on: dt.date | None = None, among: list[Chairmanship] | None = None) -> Troika:
    """Returns the chairs of that day, of the last term before, and of the next term after, across gaps.

    It looks at all terms, or at those in `among`.
    """
    on = on or clock.today()
    everyone = _near(on) if among is None else among
    past = [term for term in everyone if term.ends < on]
    future = [term for term in everyone if term.starts > on]
    last = max(past, key=lambda term: term.ends, default=None)
    following = min(future, key=lambda term: term.starts, default=None)
    return Troika(
        outgoing=[term for term in past if last and _overlap(term, last)],
        current=[term for term in everyone if term.starts <= on <= term.ends],
        incoming=[term for term in future if following and _overlap(term, following)],
    )


def _near(on: dt.date) -> list[Chairmanship]:
    """Returns the terms of that day, and those that share a day with the last before or the next after."""
    by_start = Chairmanship.objects.order_by("starts", "agency__acronym")
    last = by_start.filter(ends__lt=on).order_by("-ends", "starts", "agency__acronym").values("starts")[:1]
    following = by_start.filter(starts__gt=on).values("ends")[:1]
    return list(
        all_terms().filter(
            Q(starts__lte=on, ends__gte=on)
            | Q(ends__lt=on, ends__gte=Subquery(last))
            | Q(starts__gt=on, starts__lte=Subquery(following))
        )
    )


def terms_before(term: Chairmanship) -> list[Chairmanship]:
    """Returns the chairs of the last term that was over when this one began."""
    return troika(term.starts).outgoing


def terms_after(term: Chairmanship) -> list[Chairmanship]:
    """Returns the chairs of the next term that began when this one was over."""
    return troika(term.ends).incoming


def successors(term: Chairmanship, among: list[Chairmanship] | None = None) -> list[Chairmanship]:
    """Returns who has the chair after this term: on the next day, else the next across a gap.

    It looks at all terms, or at those in `among`.
    """
    on = troika(term.ends + dt.timedelta(days=1), among)
    return [other for other in on.current if other != term] or on.incoming


def terms_beside(term: Chairmanship) -> list[Chairmanship]:
    """Returns the other terms that share a day with this one: co-chairs, or an interim."""
    return list(all_terms().filter(starts__lte=term.ends, ends__gte=term.starts).exclude(pk=term.pk))


def place(term: Chairmanship) -> int | None:
    """Returns which chair this is, counted from one. Co-chairs share a place; an interim has none (None)."""
    among = with_term(term)
    return places(among)[among.index(term)]


def places(among: list[Chairmanship]) -> list[int | None]:
    """Returns which chair each of these terms is; they must be ordered by their first day.

    What is left of a term after an interim within it counts as the same term.
    """
    counted, starts, found = 0, None, []
    for term in among:
        if term.capacity == Chairmanship.Capacity.INTERIM:
            found.append(None)
            continue
        counted, starts = counted + (term.starts != starts and not _goes_on(term, among)), term.starts
        found.append(counted)
    return found


def _goes_on(term: Chairmanship, among: list[Chairmanship]) -> bool:
    day = dt.timedelta(days=1)
    interims = [
        one.starts
        for one in among
        if one.capacity == Chairmanship.Capacity.INTERIM and one.ends + day == term.starts
    ]
    return any(
        one.ends + day in interims and (one.agency_id, one.capacity) == (term.agency_id, term.capacity)
        for one in among
    )


def with_term(term: Chairmanship) -> list[Chairmanship]:
    """Returns all terms with this one, which is not saved, or not with these values."""
    others = [other for other in terms() if other.pk != term.pk]
    return sorted([*others, term], key=lambda one: (one.starts, one.agency.acronym))


def line(among: list[Chairmanship] | None = None) -> list[Chairmanship | Gap]:
    """Returns the terms in order with the gaps between them. After the last term there is no gap.

    It looks at all terms, or at those in `among`, ordered by their first day.
    """
    entries: list[Chairmanship | Gap] = []
    until = None
    for term in terms() if among is None else among:
        if until and term.starts > until + dt.timedelta(days=1):
            entries.append(Gap(until + dt.timedelta(days=1), term.starts - dt.timedelta(days=1)))
        entries.append(term)
        until = max(until or term.ends, term.ends)
    return entries


def _overlap(one: Chairmanship, other: Chairmanship) -> bool:
    return one.starts <= other.ends and other.starts <= one.ends
