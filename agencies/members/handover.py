"""The chapters of the handover report on the members."""

from django.utils.translation import gettext_lazy as _

from agencies.register.models import Membership
from foundation.dates.partial import PartialDate
from foundation.handover.chapters import Chapter
from foundation.text.words import listed


def _rows(memberships) -> list[dict]:
    return [
        {
            "agency": membership.agency.acronym,
            "name": membership.agency.name,
            "headquarters": membership.agency.headquarters,
            "from": str(membership.starts),
            "to": str(membership.ends or ""),
        }
        for membership in sorted(
            memberships.select_related("agency"), key=lambda m: (m.agency.acronym.casefold(), m.starts)
        )
    ]


def members(term, as_at) -> dict:
    """Returns how many members the term began and ended with, and who joined and left.

    While the term lasts, the end is the day of the report. Returns {} if there were no members.
    """
    until = max(term.starts, min(as_at, term.ends))
    first, last = Membership.objects.on(term.starts), Membership.objects.on(until)
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
        "names": listed(row["agency"] for row in _rows(last)),
        "perhaps": listed(row["agency"] for row in _rows(Membership.objects.perhaps_on(until))),
        "joined": _rows(joined),
        "left": _rows(left),
    }
    return facts if touching.exists() else {}


def joined_since(term, as_at) -> list[dict]:
    """Returns the members that joined after the term, as known on the day of the report."""
    return _rows(Membership.objects.filter(starts__earliest__gt=term.ends, starts__earliest__lte=as_at))


def members_with_dates(term, as_at) -> list[dict]:
    """Returns the members of the term, each with the dates of its membership."""
    return _rows(Membership.objects.touching(term.starts, term.ends))


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
