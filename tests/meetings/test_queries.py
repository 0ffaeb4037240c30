"""Every page of meetings asks the database as often for three rows of everything as for three hundred."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Appointment, User
from chairmanship.models import Circular
from foundation.dates import clock
from foundation.models import Job, Mail
from meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Comment,
    Decision,
    GuestInvitation,
    Invitation,
    Meeting,
    MeetingRequest,
    MinutesVersion,
    Paper,
    Proposal,
    Support,
)
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]

WIRE = 100_000  # bytes of a page as it is sent


@pytest.fixture
def house(people, plan):
    class House:
        chair, focal = people["chair"], people["member"]
        ilo, iom = Agency.objects.get(acronym="ILO"), Agency.objects.get(acronym="IOM")
        ahead = plan(day="2007-04-16", published=True, city="Geneva", time=dt.time(15), length=120)
        held = plan(day="2007-02-19", published=True)
        filled = 0

        def __init__(self):
            self.proposal = Proposal.objects.create(
                title="Seen alone", proposed_by=self.ilo, entered_by=self.focal
            )

        def holds(self, total):
            """Fills the house up to that many rows of everything."""
            numbers, self.filled = range(self.filled, total), total
            self._people(numbers)
            self._around(numbers)
            self._items(numbers)
            self._letters(numbers)
            Meeting.objects.filter(pk=self.held.pk).update(
                minutes="circulated",
                circulations=1,
                circulated_at=clock.now(),
                comments_until=clock.now() + dt.timedelta(days=14),
            )

        def _people(self, numbers):
            readers = User.objects.bulk_create(
                User(email=f"reader{n}@example.org", name=f"Reader {n}") for n in numbers
            )
            Appointment.objects.bulk_create(
                Appointment(person=one, agency=self.ilo, role="focal_point", starts=dt.date(2000, 1, 1))
                for one in readers
            )
            Invitation.objects.bulk_create(
                Invitation(
                    meeting=meeting, person=one, agency=self.ilo, reply="coming", replied_by=self.chair
                )
                for one in readers
                for meeting in (self.ahead, self.held)
            )

        def _around(self, numbers):
            """More meetings, behind and ahead, what is asked for, who is a guest, and who came."""
            # None between the two of the house: the one that was held stays the last before the one ahead.
            months = [1, *range(5, 13)]
            Meeting.objects.bulk_create(
                Meeting(
                    level="working", city="Geneva", called_at=clock.now(), time=dt.time(7, n % 60),
                    date=factories.date(f"2007-{months[n % 9]:02}-{n // 9 % 28 + 1:02}"),
                )
                for n in numbers
            )  # fmt: skip
            MeetingRequest.objects.bulk_create(
                MeetingRequest(subject=f"Crisis {n}", asked_by=self.ilo, entered_by=self.focal)
                for n in numbers
            )
            GuestInvitation.objects.bulk_create(
                GuestInvitation(
                    meeting=meeting, organization=f"Institute {n}", asked_by=self.ilo, entered_by=self.focal,
                    state="asked" if n % 2 else "invited",
                )
                for n in numbers
                for meeting in (self.ahead, self.held)
            )  # fmt: skip
            Attendance.objects.bulk_create(
                Attendance(
                    meeting=self.held,
                    agency=self.ilo,
                    position=n,
                    name=f"Reader {n}",
                    how="present",
                    present=True,
                )
                for n in numbers
            )

        def _items(self, numbers):
            """Items with all that hangs on them, on the agenda ahead and in the minutes of before."""
            for meeting in (self.ahead, self.held):
                first = meeting.agenda.count()
                items = AgendaItem.objects.bulk_create(
                    AgendaItem(
                        meeting=meeting, position=first + at, title=f"Topic {n}", proposed_by=self.ilo,
                        minutes="<p>Said.</p>" if meeting == self.held else "", length=5,
                    )
                    for at, n in enumerate(numbers)
                )  # fmt: skip
                Paper.objects.bulk_create(Paper(item=item, position=0, title="Note") for item in items)
                taken = Proposal.objects.bulk_create(
                    Proposal(
                        title=item.title, proposed_by=self.ilo, entered_by=self.chair, on_behalf=True,
                        answer="taken_up", answered_at=clock.now(), item=item, meeting=meeting,
                    )
                    for item in items
                )  # fmt: skip
                waiting = Proposal.objects.bulk_create(
                    Proposal(
                        title=f"Wish {n}", proposed_by=self.ilo, entered_by=self.chair, on_behalf=True,
                        meeting=self.ahead if n % 2 else None,
                    )
                    for n in numbers
                )  # fmt: skip
                Support.objects.bulk_create(
                    Support(proposal=one, agency=self.iom, by=self.chair, words="We too.")
                    for one in [*taken, *waiting]
                )
            # Of the minutes, the items of the meeting that was held: they come last.
            lines = {"position": 0}
            Decision.objects.bulk_create(Decision(item=item, text="Agreed.", **lines) for item in items)
            Action.objects.bulk_create(
                Action(item=item, text="Send it.", agency=self.ilo, due=factories.date("2007-02-20"), **lines)
                for item in items
            )
            MinutesVersion.objects.bulk_create(
                MinutesVersion(item=self.held.agenda.first(), number=n + 1, text=f"Text {n}", by=self.chair)
                for n in numbers
            )
            Comment.objects.bulk_create(
                Comment(
                    meeting=self.held, item=item, text="Well.", by=self.chair, agency=self.ilo, on_behalf=True
                )
                for item in items
            )

        def _letters(self, numbers):
            mails = Mail.objects.bulk_create(
                Mail(to=[f"reader{n}@example.org"], subject=f"Letter {n}", text="Dear", sender="a@b.example")
                for n in numbers
            )
            Job.objects.bulk_create(
                Job(kind=Mail.JOB, subject=one.pk, failed_at=clock.now()) for one in mails
            )
            Circular.objects.bulk_create(
                Circular(subject=f"Circular {n}", text="Dear", to_members="all", to_organizations="none",
                         people=1, sent_by=self.chair)
                for n in numbers
            )  # fmt: skip

    return House()


def addresses(house) -> dict:
    ahead, held = f"/meetings/{house.ahead.pk}", f"/meetings/{house.held.pk}"
    anybody = [
        "/",
        "/me/",
        "/meetings/",
        "/meetings/year/",
        "/meetings/requests/",
        "/meetings/decisions/",
        "/meetings/decisions/?as=xlsx",
        "/meetings/actions/",
        "/meetings/actions/?as=csv",
        "/proposals/",
        "/proposals/new/",
        f"/proposals/{house.proposal.pk}/",
        "/people/contacts/",
        "/circulars/",
        f"{ahead}/",
        f"{ahead}/guests/",
        f"{ahead}/guests/add/",
        f"{held}/",
    ]
    desk = [
        "/proposals/waiting/",
        f"{ahead}/agenda/",
        f"{ahead}/change/",
        f"{ahead}/cancel/",
        f"{ahead}/invitations/",
        f"{ahead}/attendance/",
        f"{held}/attendance/",
        f"{held}/participants/",
        f"{held}/minutes/",
        f"{held}/minutes/circulate/",
        f"{held}/minutes/{house.held.agenda.first().pk}/versions/",
        "/circulars/write/",
    ]
    return {
        "member": anybody,
        "chair": anybody + desk,
        "secretariat": [*anybody, f"{ahead}/invitations/", "/mail/", "/people/"],
        "visitor": ["/"],
    }


@pytest.mark.parametrize("rows", [12, pytest.param(300, marks=pytest.mark.slow)])
def test_many_rows_of_everything_ask_as_often_as_three(house, as_, rows):
    def asked():
        counts = {}
        for who, paths in addresses(house).items():
            browser = as_(who)
            for path in paths:
                with CaptureQueriesContext(connection) as queries:
                    answer = browser.get(path, headers={"accept-encoding": "gzip"})
                size = len(answer.getvalue())
                fits = answer.status_code == 200 and size < WIRE
                counts[who, path] = len(queries) if fits else f"{answer.status_code}, {size} bytes"
        return counts

    house.holds(3)
    asked()  # what is kept from page to page is kept now
    few = asked()
    house.holds(rows)
    many = asked()
    assert {
        place: (few[place], many[place])
        for place in few
        if few[place] != many[place] or not isinstance(many[place], int)
    } == {}
