"""What the invited are to be told in a minute: taken back, or told once where it changes again meanwhile."""

import datetime as dt

import pytest
from auditlog.models import LogEntry
from icalendar import Calendar

from agencies.models import Agency
from foundation.dates import clock
from foundation.models import Mail
from foundation.verbs import Refused
from meetings.convening import actions as convening_actions
from meetings.convening import undo
from meetings.invitations import mail as invitation_mail
from meetings.invitations.actions import guests, invitations
from meetings.models import Meeting
from meetings.requests import actions as request_actions
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("march", "mail_in_rows"),
]

HOUR = {"time": dt.time(15), "timezone": "Europe/Zurich", "city": "Geneva", "length": 120}


@pytest.fixture
def house(plan, people):
    class House:
        meeting = plan(**HOUR)
        chair = people["chair"]
        member = people["member"]
        invitation = meeting.invitations.get(person=people["member"])

        @property
        def now(self):
            return Meeting.objects.get(pk=self.meeting.pk)

        def change(self, **changes):
            now = self.now
            return convening_actions.change_meeting(
                now, changes=changes, revision=now.revision, by=self.chair
            )

        def cancel(self, reason=""):
            return convening_actions.cancel_meeting(self.meeting, by=self.chair, reason=reason)

        def call(self):
            return convening_actions.call_meeting(self.meeting, by=self.chair)

        def take_back(self):
            return undo.take_back(self.meeting, by=self.chair)

        def answers(self, reply, represented_by=""):
            self.invitation.reply, self.invitation.represented_by = reply, represented_by
            self.invitation.replied_at = clock.now()
            self.invitation.save()

        def reply(self):
            self.invitation.refresh_from_db()
            return self.invitation.reply, self.invitation.represented_by, bool(self.invitation.replied_at)

        def waits(self, email=None):
            """The mails that the member, or somebody else, is going to get, the first first."""
            found = Mail.objects.unsent().order_by("pk")
            return [one for one in found if one.to == [email or self.member.email]]

        def subjects(self):
            return [one.subject.partition(":")[0] for one in self.waits()]

    return House()


def mark_as_sent():
    """The minute is over."""
    Mail.objects.unsent().update(sent_at=clock.now())


def test_call_is_undone_within_the_minute(house):
    assert invitation_mail.waiting(house.meeting).people == 4
    words = house.take_back()
    assert "4 people will not be notified. The meeting is planned" in words
    assert (house.now.stage, house.now.called_at) == ("planned", None)
    assert not house.now.invitations.exists()
    assert not Mail.objects.unsent().exists()


def test_cancellation_is_undone(house):
    mark_as_sent()
    house.cancel()
    assert house.subjects() == ["Cancelled"]
    assert "The meeting is no longer cancelled." in house.take_back()
    assert house.now.stage == "called"
    assert house.waits() == []


def test_after_the_minute_it_is_too_late(house):
    mark_as_sent()
    with pytest.raises(Refused, match="too late"):
        house.take_back()
    assert house.now.stage == "called"


def test_move_is_undone_with_the_answers_that_it_forgot(house):
    mark_as_sent()
    house.answers("represented", "A. Deputy")
    house.change(
        date=factories.date("2007-04-11"), time=dt.time(10), length=None, by_video=True, venue="Palais"
    )
    assert house.reply() == ("", "", False)
    assert "The meeting has its previous date, time and place again." in house.take_back()
    now = house.now
    assert {name: getattr(now, name) for name in HOUR} == HOUR
    assert (now.date.iso, now.by_video, now.venue) == ("2007-04-10", False, "")
    assert house.reply() == ("represented", "A. Deputy", True)
    assert house.waits() == []


def test_move_that_somebody_heard_of_stays(house):
    mark_as_sent()
    house.change(time=dt.time(16))
    first = house.waits()[0]
    Mail.objects.filter(pk=first.pk).update(sent_at=clock.now())
    assert "1 person has already been notified. The meeting was not changed back." in house.take_back()
    assert house.now.time == dt.time(16)


def test_move_is_not_undone_onto_another_meeting(house):
    mark_as_sent()
    house.change(time=dt.time(16))
    convening_actions.plan_meeting(level="working", date=factories.date("2007-04-10"), by=house.chair, **HOUR)
    with pytest.raises(Refused, match="already a meeting of this level"):
        house.take_back()
    assert house.now.time == dt.time(16)
    assert house.subjects() == ["Changed"]


def test_two_moves_within_the_minute_are_told_as_one(house):
    mark_as_sent()
    house.answers("coming")
    house.change(time=dt.time(16))
    house.change(venue="Palais")
    [message] = house.waits()
    assert "16:00–18:00 (Geneva time, UTC+2), instead of Tuesday 10 April 2007, 15:00" in message.text
    assert "Palais, Geneva, instead of Geneva" in message.text
    assert "Please reply again: will you attend" in message.text
    event = Calendar.from_ical(message.calendar).walk("VEVENT")[0]
    assert event["sequence"] == house.now.sequence
    assert house.reply()[0] == ""
    house.take_back()
    assert (house.now.time, house.now.venue, house.reply()[0]) == (dt.time(15), "", "coming")


def test_move_there_and_back_within_the_minute_is_told_to_nobody(house):
    mark_as_sent()
    house.answers("coming")
    house.change(time=dt.time(16))
    house.change(time=dt.time(15))
    assert house.waits() == []
    assert house.reply()[0] == "coming"
    house.change(venue="Palais")
    [message] = house.waits()
    assert "Date and time" not in message.text
    assert house.reply()[0] == "coming"


def test_move_after_the_minute_is_told_apart_from_the_one_before(house):
    mark_as_sent()
    house.change(time=dt.time(16))
    mark_as_sent()
    house.change(time=dt.time(17))
    [message] = house.waits()
    assert "17:00–19:00 (Geneva time, UTC+2), instead of Tuesday 10 April 2007, 16:00" in message.text


def test_who_has_not_heard_of_the_call_is_invited_to_the_meeting_as_it_is_now(house):
    house.change(time=dt.time(16))
    assert house.subjects() == ["Invitation"]
    [message] = house.waits()
    assert "16:00–18:00" in message.text
    assert Calendar.from_ical(message.calendar).walk("VEVENT")[0]["dtstart"].dt.hour == 16
    assert "The meeting is planned" in house.take_back()
    assert house.now.stage == "planned"


def test_agency_that_asked_hears_of_the_call_once(people, plan):
    request = request_actions.ask(
        asked_by=Agency.objects.get(acronym="ILO"),
        subject="Remittances",
        by=people["member"],
        level="working",
    )
    meeting = convening_actions.call_at_once(
        level="working", date=factories.date("2007-04-10"), request=request, by=people["chair"], **HOUR
    )
    convening_actions.change_meeting(
        meeting, changes={"time": dt.time(16)}, revision=meeting.revision, by=people["chair"]
    )
    told = [one.subject for one in Mail.objects.unsent() if "as you requested" in one.subject]
    assert len(told) == 1
    request.refresh_from_db()
    assert request.answer == "called"
    convening_actions.cancel_meeting(meeting, by=people["chair"])
    request.refresh_from_db()
    assert (request.answer, request.meeting) == ("", None)


def test_meeting_cancelled_before_anybody_heard_of_it_is_told_to_nobody(house, as_):
    page = as_("chair").get(f"/meetings/{house.meeting.pk}/cancel/").text
    assert "nobody will be notified, because no invitations have gone out" in page
    house.cancel()
    assert not Mail.objects.unsent().exists()
    assert house.now.stage == "cancelled"
    assert as_("member").get(f"/meetings/{house.meeting.pk}/").status_code == 404
    convening_actions.plan_again(house.meeting, by=house.chair)
    house.call()
    assert house.subjects() == ["Invitation"]


def test_guest_who_was_invited_within_the_minute_hears_of_the_cancellation(house):
    guests.invite(house.meeting, by=house.chair, organization="Partner", email="guest@example.org")
    house.cancel("The Forum was moved.")
    assert house.waits() == []
    invited, cancelled = house.waits("guest@example.org")
    first, last = (Calendar.from_ical(one.calendar).walk("VEVENT")[0] for one in (invited, cancelled))
    assert (last["status"], first["uid"]) == ("CANCELLED", last["uid"])
    assert last["sequence"] > first["sequence"]


def test_second_call_that_is_taken_back_leaves_what_the_members_knew(house, as_):
    mark_as_sent()
    house.cancel()
    mark_as_sent()
    convening_actions.plan_again(house.meeting, by=house.chair)
    house.call()
    assert house.subjects() == ["Invitation"]
    house.take_back()
    assert house.now.invitations.count() == 4
    house.cancel()
    assert house.waits() == []
    assert as_("member").get(f"/meetings/{house.meeting.pk}/").status_code == 200


def test_nobody_is_invited_to_what_may_yet_be_taken_back(house):
    late = factories.person_of("ILO", name="L. Ate")
    assert invitations.invite_who_is_missing() == 0
    mark_as_sent()
    assert invitations.invite_who_is_missing() == 1
    assert [one.subject.partition(":")[0] for one in house.waits(late.email)] == ["Invitation"]


def test_what_could_be_put_back_is_not_kept_longer_than_it_can(house):
    mark_as_sent()
    house.answers("represented", "A. Deputy")
    house.change(time=dt.time(16))
    invitations.invite_who_is_missing()
    assert house.now.undo
    mark_as_sent()
    invitations.invite_who_is_missing()
    assert house.now.undo is None


def test_history_holds_no_names_of_who_comes(house):
    mark_as_sent()
    house.answers("represented", "A. Deputy")
    house.change(time=dt.time(16))
    entries = LogEntry.objects.get_for_object(house.now)
    assert "A. Deputy" not in str([one.changes for one in entries])
