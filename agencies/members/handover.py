"""The chapters of the handover report on the members."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from agencies.register.models import Membership
from foundation.dates.partial import PartialDate
from foundation.handover.chapters import Chapter
from foundation.text import sorting
from foundation.text.words import listed


def _rows(memberships, day_of) -> list[dict]:
    """Returns the memberships as facts. An agency has the name of the day that `day_of` returns for it."""
    return [
        {
            "agency": (then := membership.agency.as_of(day_of(membership))).acronym,
            "name": then.name,
            "headquarters": membership.agency.headquarters,
            "from": str(membership.starts),
            "to": str(membership.ends or ""),
        }
        for membership in sorted(
            memberships.select_related("agency"), key=lambda m: (sorting.key(m.agency.acronym), m.starts)
        )
    ]


def _joining(membership: Membership) -> dt.date:
    return membership.starts.latest


def members(term, as_at) -> dict:
    """Returns how many members the term began and ended with, and who joined and left.

    While the term lasts, the end is the day of the report. Returns {} if there were no members.
    """
    until = max(term.starts, min(as_at, term.ends))
    first, last = Membership.objects.on(term.starts), Membership.objects.on(until)
    perhaps = Membership.objects.perhaps_on(until)
    touching = Membership.objects.touching(term.starts, until)
    joined = touching.filter(starts__earliest__gte=term.starts)
    left = touching.filter(ends__isnull=False, ends__latest__lte=until)
    facts = {
        "first": {
            "day": str(PartialDate.of(term.starts)),
            "count": first.values("agency").distinct().count(),
        },
        "last": {"day": str(PartialDate.of(until)), "count": last.values("agency").distinct().count()},
        "lasts": as_at < term.ends,
        "names": listed(row["agency"] for row in _rows(last, lambda row: until)),
        "perhaps": listed(row["agency"] for row in _rows(perhaps, lambda row: until)),
        "joined": _rows(joined, _joining),
        "left": _rows(left, lambda membership: membership.ends.earliest),
    }
    return facts if touching.exists() else {}


def joined_since(term, as_at) -> list[dict]:
    """Returns the members that joined after the term, as known on the day of the report."""
    since = Membership.objects.filter(starts__earliest__gt=term.ends, starts__earliest__lte=as_at)
    return _rows(since, _joining)


def members_with_dates(term, as_at) -> list[dict]:
    """Returns the members of the term, each with the dates of its membership."""
    return _rows(Membership.objects.touching(term.starts, term.ends), lambda row: term.ends)


CHAPTERS = [
    Chapter("members", "overview", 20, _("Members"), "agencies/members/handover/members.html", members),
    Chapter(
        "joined-since", "since", 10, _("New members"),
        "agencies/members/handover/joined_since.html", joined_since,
    ),
    Chapter(
        "members-with-dates", "annexes", 10, _("Members and dates of membership"),
        "agencies/members/handover/members_with_dates.html", members_with_dates,
    ),
]  # fmt: skip
