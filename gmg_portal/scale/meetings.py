"""The terms and meetings of a year of the invented past, with all that a meeting has."""

import datetime as dt
from collections.abc import Iterator

from chairmanship.models import Chairmanship, Circular
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text import rich
from gmg_portal.scale import words
from gmg_portal.scale.year import Year
from meetings.models import (
    Action,
    AgendaItem,
    Asked,
    Attendance,
    Comment,
    Correction,
    Decision,
    Invitation,
    ItemPurpose,
    Meeting,
    MinutesVersion,
    Proposal,
)

A_YEAR = 60  # meetings
INVITED = 35  # people
OPEN = 50  # one action point in so many is open
KINDS = ("adoption", "minutes", "arising")
REPLIES = ("coming", "coming", "coming", "remotely", "represented", "not_coming", "")


def add_terms(year: Year, chairs: tuple[int, int]) -> None:
    """Adds both terms of the year, chaired by the members at these places."""
    middle = (year.first.replace(day=1) + dt.timedelta(days=184)).replace(day=1)
    spans = ((year.first, middle - dt.timedelta(days=1)), (middle, year.last))
    terms = year.make(
        Chairmanship(
            agency=year.members[chair],
            starts=starts,
            ends=ends,
            theme=words.title(year.dice),
            objective=words.rich(year.dice, 1),
        )
        for chair, (starts, ends) in zip(chairs, spans, strict=True)
    )
    year.make(
        Circular(
            subject=words.title(year.dice),
            text=(text := words.rich(year.dice, 3)),
            words=rich.plain(text),
            sent_at=year.moment(term.starts + dt.timedelta(days=days)),
            sent_by=year.focal_points[chair],
            chair=term.agency,
            to_members="all",
            to_organizations="none",
            people=len(year.members),
        )
        for chair, term in zip(chairs, terms, strict=True)
        for days in (10, 60, 110)
    )


def add(year: Year) -> None:
    """Adds the meetings with their agendas, minutes, decisions, action points and people."""
    days = _weekdays(year)
    meetings = year.make(_meeting(year, number, day) for number, day in enumerate(days))
    items = year.make(_items(year, meetings))
    year.make(
        Decision(
            item=item,
            position=0,
            text=words.plain(year.dice, 1 + (number % 9 == 0)),
            state="done" if number % 3 else "",
        )
        for number, item in enumerate(items)
        if item.position % 2 == 0
    )
    year.make(_actions(year, items))
    year.make(_proposals(year, items))
    year.make(_comments(year, items))
    year.make(_corrections(year, items))
    year.make(ItemPurpose(item=item, purpose=year.dice.choice(year.purposes)) for item in items[::6])
    year.make(_invitations(year, meetings))
    year.make(_attendance(year, meetings))


def add_revisions(year: Year) -> None:
    """Adds earlier texts of the minutes of the year."""
    year.make(
        MinutesVersion(
            item=item,
            number=number,
            text=words.rich(year.dice, number),
            by=year.people[number],
            begun_at=year.moment(year.last),
            saved_at=year.moment(year.last, 10),
        )
        for item in year.made[AgendaItem]
        for number in (1, 2)
    )


def _weekdays(year: Year) -> list[dt.date]:
    step = (year.last - year.first).days / A_YEAR
    days = (year.first + dt.timedelta(days=int(step * number)) for number in range(A_YEAR))
    return [day if day.weekday() < 5 else day + dt.timedelta(days=7 - day.weekday()) for day in days]


def _meeting(year: Year, number: int, day: dt.date) -> Meeting:
    def moment(days: int) -> dt.datetime:
        return year.moment(day + dt.timedelta(days=days))

    return Meeting(
        level="working" if number % 6 else "principals",
        kind="regular" if number % 5 else "ad_hoc",
        date=PartialDate.of(day),
        time=dt.time(9 + number % 8),
        timezone="Europe/Zurich",
        city=("Geneva", "New York", "Vienna")[number % 3],
        by_video=True,
        length=120,
        called_at=moment(-30),
        published_at=moment(-21),
        topics_until=moment(-25),
        papers_until=moment(-7),
        agenda_state="adopted",
        minutes="adopted",
        circulated_at=moment(5),
        circulations=1,
        comments_until=moment(15),
        adopted_on=PartialDate.of(day + dt.timedelta(days=15)),
    )


def _items(year: Year, meetings: list[Meeting]) -> Iterator[AgendaItem]:
    for number, meeting in enumerate(meetings):
        size = 13 + (number * 7) % 10  # 13 to 22
        for position in range(size):
            kind = KINDS[position] if position < len(KINDS) else "next" if position == size - 1 else ""
            yield AgendaItem(
                meeting=meeting,
                position=position,
                title=words.title(year.dice),
                kind=kind,
                asked="" if kind else (Asked.DISCUSSION, Asked.DECISION)[position % 2],
                length=20,
                proposed_by=None if kind else year.members[(number + position) % len(year.members)],
                summary="" if position % 5 else words.plain(year.dice, 3),
                minutes=words.rich(year.dice, 8 if position == 9 else 1 + position % 3),
                restricted="members" if position == 11 else "",
                changed_at=meeting.published_at,
            )


def _actions(year: Year, items: list[AgendaItem]) -> Iterator[Action]:
    """Yields them. What is still open is with an agency of today, due in the past or to come."""
    today = clock.today()
    for number, item in enumerate(item for item in items if item.position % 2):
        is_open = number % OPEN == 0
        due = today + dt.timedelta(days=year.dice.randint(-400, 200)) if is_open else year.last
        yield Action(
            item=item,
            position=0,
            text=words.plain(year.dice, 1 + (number % 9 == 0)),
            agency=year.dice.choice(year.today if is_open else year.members),
            due=PartialDate.of(due),
            done=not is_open,
            report="" if is_open else words.plain(year.dice, 1),
            reported_at=None if is_open else item.meeting.comments_until,
            reported_by=None if is_open else year.people[number % len(year.people)],
        )


def _proposals(year: Year, items: list[AgendaItem]) -> Iterator[Proposal]:
    for item in items:
        if item.position == 4:
            meeting = item.meeting
            yield Proposal(
                title=item.title,
                proposed_by=item.proposed_by,
                proposed_at=meeting.called_at,
                meeting=meeting,
                item=item,
                reason=words.plain(year.dice, 2),
                asked=item.asked,
                answer=Proposal.Answer.TAKEN_UP,
                answered_at=meeting.topics_until,
                answered_by=year.focal_points[0],
            )


def _comments(year: Year, items: list[AgendaItem]) -> Iterator[Comment]:
    for item in items:
        if item.position == 5:
            place = item.pk % len(year.members)
            yield Comment(
                meeting=item.meeting,
                item=item,
                text=words.plain(year.dice, 2),
                by=year.focal_points[place],
                agency=year.members[place],
                at=item.meeting.circulated_at,
                taken_in=item.pk % 3 > 0,
                answered_at=item.meeting.comments_until,
                answered_by=year.focal_points[0],
            )


def _corrections(year: Year, items: list[AgendaItem]) -> Iterator[Correction]:
    for item in items:
        if item.position == 6 and item.meeting_id % 10 == 0:
            yield Correction(
                meeting=item.meeting,
                item=item,
                number=1,
                before=item.minutes,
                after=item.minutes.replace("members", "agencies"),
                reason=words.plain(year.dice, 1),
                at=item.meeting.comments_until,
                by=year.focal_points[0],
            )


def _invitations(year: Year, meetings: list[Meeting]) -> Iterator[Invitation]:
    principals = [
        (person, agency, "principal") for person, agency in zip(year.principals, year.members, strict=True)
    ]
    focal = [
        (person, agency, "focal_point")
        for person, agency in zip(year.focal_points, year.members, strict=True)
    ]
    for meeting in meetings:
        whom = principals + focal if meeting.level == "principals" else focal + principals
        for number, (person, agency, role) in enumerate(whom[:INVITED]):
            reply = REPLIES[(number + meeting.pk) % len(REPLIES)]
            yield Invitation(
                meeting=meeting,
                person=person,
                agency=agency,
                role=role,
                invited_at=meeting.called_at,
                reply=reply,
                replied_at=meeting.topics_until if reply else None,
                replied_by=person if reply else None,
            )


def _attendance(year: Year, meetings: list[Meeting]) -> Iterator[Attendance]:
    for meeting in meetings:
        for position, agency in enumerate(year.members):
            yield Attendance(
                meeting=meeting, position=position, agency=agency, present=(position + meeting.pk) % 6 > 0
            )
