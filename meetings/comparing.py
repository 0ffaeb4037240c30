"""What the meetings count in terms that are compared. What is for principals only is counted nowhere."""

from collections import Counter, defaultdict

from chairmanship.rotation.measures import Figure, Measure, Terms, belongs, counted
from foundation.dates import clock
from meetings.agenda.models import AgendaItem
from meetings.attendance.models import Attendance
from meetings.calendar import planning
from meetings.calendar.models import Rhythm
from meetings.followup.models import Action, Decision
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting

Level = Meeting.Level


def _meetings(level):
    """Those of a level that took place."""
    held = Meeting.objects.told().filter(level=level, date__earliest__lte=clock.today())
    return [(one.term_id, one.date, one) for one in held]


def of_which_something_is_known(terms: Terms) -> Terms:
    """The terms of which any meeting is recorded: of the others nobody knows, and nothing is nought."""
    rows = [row for level in Level for row in _meetings(level)]
    return [term for term in terms if any(belongs([term], own, date) for own, date, _ in rows)]


def held(level):
    return lambda terms: counted(of_which_something_is_known(terms), _meetings(level))


def rhythm_kept(terms: Terms) -> dict[int, Figure]:
    """Of the quarters of a term that are over, those in which the Group met as its rhythm has it.

    A quarter is of the term in which its middle lies. The rhythm is the one of today.
    """
    rhythm, today = Rhythm.current(), clock.today()
    meetings = list(Meeting.objects.told())
    found = {}
    for term in of_which_something_is_known(terms):
        quarter, kept, every = planning.Quarter.of(term.starts), 0, 0
        while quarter.starts <= term.ends and quarter.ends < today:
            middle = quarter.starts + (quarter.ends - quarter.starts) / 2
            if term.starts <= middle <= term.ends:
                there = Counter(one.level for one in planning.regular_of(quarter, meetings, rhythm))
                every += 1
                kept += (
                    there[Level.PRINCIPALS] >= rhythm.principals_a_quarter
                    and there[Level.WORKING] >= rhythm.working_a_quarter
                )
            quarter = quarter.next
        if every:
            found[term.pk] = Figure(kept, every)
    return found


def _of_items(model):
    rows = model.objects.for_audience(Audience.MEMBERS).filter(
        item__meeting__in=Meeting.objects.with_open_words()
    )
    return [
        (one.item.meeting.term_id, one.item.meeting.date, one) for one in rows.select_related("item__meeting")
    ]


def decided(terms: Terms) -> dict[int, Figure]:
    return counted(of_which_something_is_known(terms), _of_items(Decision))


def _timed():
    """The actions of which it is known whether they were closed in time: a day, and a word or its passing."""
    today = clock.today()
    return [
        row
        for row in _of_items(Action)
        if (action := row[2]).due and (action.reported_at if action.done else action.due.latest < today)
    ]


def _in_time(action: Action) -> bool:
    if not (action.done and action.reported_at):
        return False
    return action.reported_at.astimezone(clock.zone()).date() <= action.due.latest


def closed(terms: Terms) -> dict[int, Figure]:
    return counted(terms, _timed(), is_counted=_in_time)


def closed_by(terms: Terms) -> dict[int, Figure]:
    mine = [one for own, date, one in _timed() if one.agency_id and belongs(terms, own, date)]
    every = Counter(one.agency_id for one in mine)
    done = Counter(one.agency_id for one in mine if _in_time(one))
    return {pk: Figure(done[pk], count) for pk, count in every.items()}


def _attendance():
    """Who was there or had said that they would not be, one line for each agency at a meeting."""
    rows = Attendance.objects.filter(present__isnull=False, meeting__in=Meeting.objects.told())
    there = {}
    for one in rows.select_related("meeting"):
        before = there.get((one.meeting_id, one.agency_id))
        if before is None or one.present:
            there[one.meeting_id, one.agency_id] = one
    return [(one.meeting.term_id, one.meeting.date, one) for one in there.values()]


def attended(terms: Terms) -> dict[int, Figure]:
    return counted(terms, _attendance(), is_counted=lambda one: one.present)


def attended_by(terms: Terms) -> dict[int, Figure]:
    mine = [one for own, date, one in _attendance() if belongs(terms, own, date)]
    every, there = Counter(), Counter()
    for one in mine:
        every[one.agency_id] += 1
        there[one.agency_id] += one.present
    return {pk: Figure(there[pk], count) for pk, count in every.items()}


def purposes(terms: Terms) -> dict[int, set]:
    """The purposes that items of agendas served."""
    found = defaultdict(set)
    items = AgendaItem.objects.for_audience(Audience.MEMBERS).filter(
        meeting__in=Meeting.objects.with_open_words()
    )
    for item in items.select_related("meeting").prefetch_related("purposes"):
        for term in belongs(terms, item.meeting.term_id, item.meeting.date):
            found[term.pk] |= {purpose.pk for purpose in item.purposes.all()}
    return found


MEASURES = [
    Measure(
        "rhythm", 10, "Rhythm kept",
        "Of the quarters that are over, those in which both levels met as the rhythm has it.", rhythm_kept,
    ),
    Measure("principals", 15, "Principals met", "Meetings of principals.", held(Level.PRINCIPALS)),
    Measure("working", 16, "Working level met", "Meetings at working level.", held(Level.WORKING)),
    Measure(
        "attendance", 18, "Attendance", "Of the agencies that were expected, those that came.",
        attended, attended_by,
    ),
    Measure("decisions", 20, "Decisions", "What the Group decided.", decided),
    Measure(
        "actions", 30, "Actions closed in time",
        "Of the actions with a day by which they were due, those reported done by then.", closed, closed_by,
    ),
]  # fmt: skip
