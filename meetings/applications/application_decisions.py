"""What the Group decided on applications: for their steps and PDFs, and for the terms in which it decided."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from agencies.applications.progress import Decided
from agencies.models import Application
from chairmanship.models import Chairmanship
from meetings.applications.models import ApplicationDecision
from meetings.meeting.models import Meeting


def decisions_of(applications: Iterable[Application]) -> dict[int, list[Decided]]:
    """Returns the decisions on applications by their keys, the earliest first."""
    return _told(ApplicationDecision.objects.filter(application__in=list(applications)))


def decided_in(term: Chairmanship) -> dict[int, list[Decided]]:
    """Returns the decisions of a term by the keys of the applications, the earliest first.

    They were taken at its meetings or, where no meeting is recorded, on its days.
    """
    at_meeting = Q(meeting__in=Meeting.objects.of_term(term))
    on_a_day = Q(meeting=None, date__range=(term.starts, term.ends))
    return _told(ApplicationDecision.objects.filter(at_meeting | on_a_day))


def _told(rows) -> dict[int, list[Decided]]:
    found = defaultdict(list)
    for one in rows.select_related("meeting"):
        told = Decided(
            outcome=one.outcome,
            date=one.date,
            where=one.where,
            reason=one.reason,
            is_withheld=one.is_withheld,
        )
        found[one.application_id].append(told)
    return dict(found)
