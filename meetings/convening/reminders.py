"""Reminders before a meeting: of topics, the agenda and papers. Only those who owe something get one.

Each person gets each reminder once. If the worker was stopped, only the reminder for today goes out. If a
meeting or a deadline is moved to another day, its reminders start again.
"""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency, User
from agencies.people.mail import focal_points, tell
from chairmanship.rotation.offices import chairs_people
from foundation.dates import clock, hours
from foundation.mail.backend import address
from foundation.mail.letters import RECALL
from foundation.models import Told
from foundation.text import sorting
from foundation.text.words import listed
from meetings.agenda import mail as agenda_mail
from meetings.agenda import papers
from meetings.calendar import deadlines
from meetings.calendar.models import Rhythm
from meetings.meeting import places
from meetings.meeting.models import Meeting
from meetings.proposals import queries as proposal_queries


def remind_of_meetings() -> int:
    """Queues the reminders that are due. Returns how many people are reminded."""
    rhythm, count = Rhythm.current(), 0
    # A meeting that was convened within the last minute can still be undone.
    for pk in deadlines.running().filter(called_at__lte=clock.now() - RECALL).values_list("pk", flat=True):
        with transaction.atomic():
            meeting = Meeting.objects.select_for_update().get(pk=pk)
            if meeting.stage == Meeting.Stage.CALLED and not meeting.is_over:
                due = deadlines.deadlines_of(meeting, rhythm)
                count += _topics(meeting, due.topics)
                count += _agenda(meeting, due.agenda)
                count += _papers(meeting, due.papers)
    return count


def _topics(meeting: Meeting, until) -> int:
    """Reminds the focal points of members that have proposed nothing. Returns how many people."""
    stage = deadlines.stage_of_topics(until)
    if not stage:
        return 0
    agencies = Agency.objects.filter(pk__in=proposal_queries.silent([meeting])[meeting.pk]).order_by(
        "acronym"
    )
    people = dict.fromkeys(person for agency in agencies for person in focal_points(agency))
    return _tell(
        [one for one in people if _once("topics", stage, meeting, meeting.topics_until, one)],
        meeting,
        "topics",
        (
            _("Last days to propose topics: %(meeting)s")
            if stage == "soon"
            else _("Call for topics: %(meeting)s")
        )
        % {"meeting": meeting},
        why=_(
            "You receive this e-mail because you are a focal point of a member that has not "
            "proposed a topic for this meeting."
        ),
        link=f"{reverse('proposals:propose')}?meeting={meeting.pk}",
        until=until,
    )


def _agenda(meeting: Meeting, until) -> int:
    """Reminds the chair's people while the agenda is not published. Returns how many."""
    stage = deadlines.stage_of(until)
    if not stage or meeting.agenda_state != Meeting.Agenda.PRIVATE:
        return 0
    return _tell(
        [one for one in chairs_people() if _once("agenda", stage, meeting, None, one)],
        meeting,
        "agenda",
        (_("Agenda overdue: %(meeting)s") if stage == "late" else _("Agenda to publish: %(meeting)s"))
        % {"meeting": meeting},
        why=_("You receive this e-mail because you act for the chair."),
        link=reverse("meetings:agenda", args=[meeting.pk]),
        until=until,
        late=stage == "late",
    )


def _papers(meeting: Meeting, until) -> int:
    """Reminds those who act for an agency that is to bring a paper, if they may see the item. Returns how
    many.
    """
    stage = deadlines.stage_of(until)
    owed: dict[User, list] = {}
    for item in papers.papers_owed([meeting]) if stage else ():
        for person in agenda_mail.people_of(item.paper_by, item):
            if _once("papers", stage, meeting, meeting.papers_until, person, f"-{item.pk}"):
                owed.setdefault(person, []).append(item)
    count = 0
    for person, items in owed.items():
        place = f"item-{items[0].pk}" if len(items) == 1 else "agenda"
        agencies = sorting.ordered({str(item.paper_by) for item in items})
        count += _tell(
            [person],
            meeting,
            "papers",
            (_("Papers overdue: %(meeting)s") if stage == "late" else _("Papers due: %(meeting)s"))
            % {"meeting": meeting},
            why=ngettext(
                "You receive this e-mail because you act for %(agencies)s, which is to provide a paper.",
                "You receive this e-mail because you act for %(agencies)s, which are to provide papers.",
                len(agencies),
            )
            % {"agencies": listed(agencies)},
            link=f"{meeting.get_absolute_url()}#{place}",
            until=until,
            late=stage == "late",
            items=items,
        )
    return count


def _once(what: str, stage: str, meeting: Meeting, said, person: User, more: str = "") -> bool:
    """Returns whether the person is to be told now: once for each day of the deadline, or of the meeting."""
    day = said.astimezone(clock.zone()).date() if said else meeting.date
    return Told.once(f"{what}-{stage}", f"{meeting.pk}-{day}{more}", person.pk)


def _tell(people, meeting: Meeting, what: str, subject: str, *, why: str, link: str, until, **context) -> int:
    return tell(
        people,
        subject=subject,
        template=f"meetings/convening/mail/{what}_reminder.txt",
        context={
            "meeting": meeting,
            "when": places.when(meeting),
            "until": hours.moment(until),
            **context,
        },
        why=why,
        link=address(link),
    )
