"""Until when topics, the agenda and the papers of a meeting are wanted, and who owes them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from agencies.models import Agency
from chairmanship import rotation
from foundation import clock
from meetings import places
from meetings.models import AgendaItem, Meeting, Proposal, Rhythm

HOUR = dt.time(18)  # in the Group's zone, where only a number of days is known
CALL = dt.timedelta(days=14)  # for so long topics are called for
SOON = dt.timedelta(days=3)


@dataclass(frozen=True)
class Deadlines:
    """As the chair says for the meeting, else as the Group usually has it; none where that is not known."""

    topics: dt.datetime | None = None
    agenda: dt.datetime | None = None
    papers: dt.datetime | None = None


def of(meeting: Meeting, rhythm: Rhythm | None = None) -> Deadlines:
    rhythm = rhythm or Rhythm.current()
    return Deadlines(
        topics=meeting.topics_until or _usual(meeting, rhythm.topics_days),
        agenda=_usual(meeting, rhythm.agenda_days),
        papers=meeting.papers_until or _usual(meeting, rhythm.papers_days),
    )


def _usual(meeting: Meeting, days: int) -> dt.datetime | None:
    """So many days before; none of a meeting that was called so late that the moment had passed."""
    if not (days and meeting.date.day and meeting.called_at):
        return None
    until = places.in_zone(meeting.date.earliest - dt.timedelta(days=days), HOUR)
    return until if until > meeting.called_at else None


def stage_of_topics(until: dt.datetime | None) -> str:
    """`call`, `soon`, or nothing before and after."""
    if until is None or not until - CALL <= clock.now() < until:
        return ""
    return "call" if clock.now() < until - SOON else "soon"


def stage_of(until: dt.datetime | None) -> str:
    """`soon`, or `late` from the moment on; nothing before."""
    if until is None or clock.now() < until - SOON:
        return ""
    return "soon" if clock.now() < until else "late"


def silent(meetings: list[Meeting]) -> dict[int, set[int]]:
    """The members of today that have put no topic to each of these meetings, by the meeting's key.

    A topic that waits for the next suitable meeting counts for each; who chairs on the day is not asked.
    """
    if not meetings:
        return {}
    members = set(Agency.objects.members().values_list("pk", flat=True))
    ahead = set(Meeting.objects.ahead().values_list("pk", flat=True))
    terms = rotation.terms()
    found = {
        one.pk: members - {term.agency_id for term in terms if term.starts <= one.date.earliest <= term.ends}
        for one in meetings
    }
    keys = list(found)
    undecided = Q(answer__in=Proposal.UNDECIDED)
    put = Proposal.objects.exclude(answer=Proposal.Answer.WITHDRAWN).filter(
        Q(meeting__in=keys) | Q(item__meeting__in=keys) | undecided
    )
    for agency, meeting, of_item, answer in put.values_list(
        "proposed_by", "meeting", "item__meeting", "answer"
    ):
        adrift = answer in Proposal.UNDECIDED and meeting not in ahead
        for key in keys if adrift else {meeting, of_item} & found.keys():
            found[key].discard(agency)
    return found


def papers_owed(meetings):
    """The items of agendas that are out, for which an agency is to bring a paper and has not."""
    return (
        AgendaItem.objects.filter(meeting__in=meetings, paper_by__isnull=False, papers=None)
        .exclude(meeting__agenda_state=Meeting.Agenda.PRIVATE)
        .exclude(meeting__stage=Meeting.Stage.PLANNED)
        .select_related("paper_by", "meeting")
        .order_by("meeting", "position")
    )


def running():
    """The meetings ahead that were called here: what came with an archive wants nothing of anybody."""
    return Meeting.objects.told().ahead().filter(called_at__isnull=False)
