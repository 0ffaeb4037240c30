"""Reminders before a meeting: of topics, the agenda and papers. Only those who owe something get one.

Each person gets each reminder once. If the worker was stopped, only the reminder for today goes out. If a
meeting or a deadline is moved to another day, its reminders start again.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency, User
from agencies.people.mail import OnDuty, tell
from chairmanship.rotation.offices import chairs_people
from foundation.dates import clock, hours
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.mail.letters import RECALL
from foundation.models import Told
from foundation.text import sorting
from foundation.text.words import listed
from meetings.agenda import mail as agenda_mail
from meetings.agenda import papers
from meetings.agenda.models import AgendaItem
from meetings.calendar import deadlines
from meetings.calendar.models import Rhythm
from meetings.meeting import places
from meetings.meeting.models import Meeting
from meetings.meeting.threads import thread_of
from meetings.proposals import queries as proposal_queries


@dataclass(frozen=True)
class Owed:
    """What a person is to be reminded of before a meeting, and the key under which that is recorded."""

    meeting: Meeting
    stage: str
    until: dt.datetime
    person: User
    key: tuple[str, str, int]
    item: AgendaItem | None = None


def remind_of_meetings() -> int:
    """Queues the reminders that are due. Returns how many people are reminded."""
    # A meeting that was convened within the last minute can still be undone.
    running = deadlines.running().filter(called_at__lte=clock.now() - RECALL)
    owed = [one for ones in _owed(list(running)).values() for one in ones]
    untold = Told.untold(one.key for one in owed)
    due = {one.meeting.pk for one in owed if one.key in untold}
    return sum(_remind(pk) for pk in sorted(due))


@transaction.atomic
def _remind(pk: int) -> int:
    meeting = Meeting.objects.select_for_update().get(pk=pk)
    if meeting.stage != Meeting.Stage.CALLED or meeting.is_over:
        return 0
    owed = {what: [one for one in ones if Told.once(*one.key)] for what, ones in _owed([meeting]).items()}
    return sum(tell(owed[what]) for what, tell in TELLS.items() if owed[what])


def _owed(meetings: list[Meeting]) -> dict[str, list[Owed]]:
    """Returns what people owe to these meetings now: topics, the agenda, papers. It asks once for all."""
    rhythm, on_duty = Rhythm.current(), OnDuty()
    due = {one: deadlines.deadlines_of(one, rhythm) for one in meetings if not one.is_over}
    return {
        "topics": list(_topics({one: known.topics for one, known in due.items()}, on_duty)),
        "agenda": list(_agenda({one: known.agenda for one, known in due.items()})),
        "papers": list(_papers({one: known.papers for one, known in due.items()}, on_duty)),
    }


def _topics(until: dict[Meeting, dt.datetime | None], on_duty: OnDuty) -> Iterator[Owed]:
    """Yields the focal points of members that have proposed nothing."""
    stages = {one: stage for one, at in until.items() if (stage := deadlines.stage_of_topics(at))}
    silent = proposal_queries.silent(list(stages))
    agencies = list(Agency.objects.order_by("acronym")) if any(silent.values()) else []
    for meeting, stage in stages.items():
        members = [one for one in agencies if one.pk in silent[meeting.pk]]
        for person in dict.fromkeys(person for agency in members for person in on_duty.focal_points(agency)):
            key = _key("topics", stage, meeting, meeting.topics_until, person)
            yield Owed(meeting, stage, until[meeting], person, key)


def _agenda(until: dict[Meeting, dt.datetime | None]) -> Iterator[Owed]:
    """Yields the chair's people while the agenda is not published."""
    stages = {
        one: stage
        for one, at in until.items()
        if one.agenda_state == Meeting.Agenda.PRIVATE and (stage := deadlines.stage_of(at))
    }
    people = chairs_people() if stages else []
    for meeting, stage in stages.items():
        for person in people:
            key = _key("agenda", stage, meeting, None, person)
            yield Owed(meeting, stage, until[meeting], person, key)


def _papers(until: dict[Meeting, dt.datetime | None], on_duty: OnDuty) -> Iterator[Owed]:
    """Yields those who act for an agency that is to bring a paper, if they may see the item."""
    stages = {one.pk: (one, stage) for one, at in until.items() if (stage := deadlines.stage_of(at))}
    for item in papers.papers_owed(list(stages)) if stages else ():
        meeting, stage = stages[item.meeting_id]
        for person in agenda_mail.people_of(item.paper_by, item, on_duty):
            key = _key("papers", stage, meeting, meeting.papers_until, person, f"-{item.pk}")
            yield Owed(meeting, stage, until[meeting], person, key, item)


def _key(what: str, stage: str, meeting: Meeting, said, person: User, more: str = "") -> tuple[str, str, int]:
    """Returns the key: a person is told once for each day of the deadline, or of the meeting."""
    day = said.astimezone(clock.zone()).date() if said else meeting.date
    return f"{what}-{stage}", f"{meeting.pk}-{day}{more}", person.pk


def _tell_topics(owed: list[Owed]) -> int:
    first = owed[0]
    return _tell(
        owed,
        "topics",
        (
            _("Last days to propose topics: %(meeting)s")
            if first.stage == "soon"
            else _("Call for topics: %(meeting)s")
        ),
        why=_(
            "You receive this e-mail because you are a focal point of a member that has not "
            "proposed a topic for this meeting."
        ),
        link=f"{reverse('proposals:propose')}?meeting={first.meeting.pk}",
        kind=Kind.AGENDAS,
    )


def _tell_agenda(owed: list[Owed]) -> int:
    first = owed[0]
    return _tell(
        owed,
        "agenda",
        _("Agenda overdue: %(meeting)s") if first.stage == "late" else _("Agenda to publish: %(meeting)s"),
        why=_("You receive this e-mail because you act for the chair."),
        link=reverse("meetings:agenda", args=[first.meeting.pk]),
        kind=Kind.WORK,
        late=first.stage == "late",
    )


def _tell_papers(owed: list[Owed]) -> int:
    of_person: dict[User, list[Owed]] = {}
    for one in owed:
        of_person.setdefault(one.person, []).append(one)
    return sum(_tell_papers_of(ones) for ones in of_person.values())


def _tell_papers_of(owed: list[Owed]) -> int:
    first, items = owed[0], [one.item for one in owed]
    place = f"item-{items[0].pk}" if len(items) == 1 else "agenda"
    agencies = sorting.ordered({str(item.paper_by) for item in items})
    return _tell(
        [first],
        "papers",
        _("Papers overdue: %(meeting)s") if first.stage == "late" else _("Papers due: %(meeting)s"),
        why=ngettext(
            "You receive this e-mail because you act for %(agencies)s, which is to provide a paper.",
            "You receive this e-mail because you act for %(agencies)s, which are to provide papers.",
            len(agencies),
        )
        % {"agencies": listed(agencies)},
        link=f"{first.meeting.get_absolute_url()}#{place}",
        kind=Kind.ACTIONS,
        late=first.stage == "late",
        items=items,
    )


TELLS = {"topics": _tell_topics, "agenda": _tell_agenda, "papers": _tell_papers}


def _tell(owed: list[Owed], what: str, subject: str, *, why: str, link: str, kind: str, **context) -> int:
    meeting = owed[0].meeting
    return tell(
        [one.person for one in owed],
        subject=subject % {"meeting": meeting},
        template=f"meetings/convening/mail/{what}_reminder.txt",
        context={
            "meeting": meeting,
            "when": places.when(meeting),
            "until": hours.moment(owed[0].until),
            **context,
        },
        why=why,
        link=address(link),
        kind=kind,
        thread=thread_of(meeting),
        deadline=owed[0].until,
    )
