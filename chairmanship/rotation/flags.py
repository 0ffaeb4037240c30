"""What the line of chairs needs in time: a successor, and chairs that are members."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Membership
from chairmanship.rotation import rotation
from chairmanship.rotation.plan import Effect, Line
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.dates.shown import period
from foundation.text.words import listed

SOON = dt.timedelta(days=183)  # so long before a term ends somebody is to be named


def flags() -> list[Effect]:
    """Returns what is missing or will not hold, each with the page on which to correct it."""
    today = clock.today()
    terms = list(rotation.all_terms().filter(ends__gte=today))
    return [*_nobody_next(terms, today), *outsiders(terms)]


def _nobody_next(terms, today):
    """The running term ends and nobody follows; or there is a gap, today or in what is planned."""
    order = reverse("chairmanship:plan_order")
    if not terms:
        yield Effect(_("Nobody chairs the Group, and no next chair is named."), order, warns=True)
        return
    running = [term for term in terms if term.starts <= today]
    last = max(terms, key=lambda term: term.ends)
    if running and last in running and last.ends - today <= SOON:
        who = listed(term.agency for term in running)
        yield Effect(
            _("The term of %(agencies)s ends on %(day)s, and no next chair is named.")
            % {"agencies": who, "day": PartialDate.of(last.ends)},
            order,
            warns=True,
        )
    if not running:
        first = min(term.starts for term in terms)
        yield Effect(
            _("Nobody chairs the Group until %(day)s.")
            % {"day": PartialDate.of(first - dt.timedelta(days=1))},
            reverse("chairmanship:plan_interim"),
            warns=True,
        )
    for entry in rotation.line(terms):
        if isinstance(entry, rotation.Gap) and entry.starts - today <= SOON:
            yield Effect(_unnamed(entry), reverse("chairmanship:plan_interim"), warns=True)


def _unnamed(gap) -> str:
    if gap.starts == gap.ends:
        return _("No chair is named for %(day)s.") % {"day": PartialDate.of(gap.starts)}
    return _("No chair is named for the period from %(period)s.") % {"period": period(gap.starts, gap.ends)}


def outsiders(terms: Line) -> list[Effect]:
    """Returns those of the terms whose agency is not a member on all of their days."""
    memberships = list(Membership.objects.all())
    found = []
    for term in terms:
        mine = [one for one in memberships if one.agency_id == term.agency_id]
        if any(_holds(one, term.starts) and _holds(one, term.ends) for one in mine):
            continue
        last = max((one.ends for one in mine if one.ends), key=lambda ends: ends.latest, default=None)
        if any(one.ends is None for one in mine):
            last = None
        found.append(
            Effect(
                _outside(mine, last) % {"agency": term.agency, "date": last, "period": term.period},
                reverse("agencies:agency_detail", args=[term.agency.slug]),
                warns=True,
            )
        )
    return found


def _outside(memberships: list[Membership], last: PartialDate | None) -> str:
    """Why an agency with these memberships, of which the last ended then, is not a member in its term."""
    if not memberships:
        return _("%(agency)s is not a member of the Group. Its term is planned for %(period)s.")
    if last is None:
        return _("%(agency)s is not a member of the Group for its whole term, planned for %(period)s.")
    if last.latest >= clock.today():
        if last.day:
            return _("%(agency)s leaves the Group on %(date)s. Its term is planned for %(period)s.")
        return _("%(agency)s leaves the Group in %(date)s. Its term is planned for %(period)s.")
    if last.day:
        return _("%(agency)s left the Group on %(date)s. Its term is planned for %(period)s.")
    return _("%(agency)s left the Group in %(date)s. Its term is planned for %(period)s.")


def _holds(membership: Membership, day) -> bool:
    """Whether it may hold on that day, as far as is known."""
    return membership.starts.earliest <= day and (not membership.ends or membership.ends.latest >= day)
