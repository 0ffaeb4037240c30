"""Who is invited, what their mails and calendars say, and how they answer."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from icalendar import Calendar

from agencies.models import Appointment, Membership
from foundation.dates import clock
from foundation.verbs import Refused
from meetings.agenda import actions as agenda_actions
from meetings.convening import actions as convening_actions
from meetings.invitations import links as invitation_links
from meetings.invitations import queries as invitation_queries
from meetings.invitations.actions import invitations, replies
from meetings.minutes import actions as minutes_actions
from meetings.models import GuestInvitation, Invitation, Meeting
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]

HOUR = {"time": dt.time(15), "timezone": "Europe/Zurich", "city": "Geneva", "length": 120}


@pytest.fixture
def principal(people):
    person = factories.user(name="P. Rincipal", email="principal@ilo.example.org")
    factories.appointment(person, "ILO", role="principal")
    return person


def calendar_of(message):
    [content] = [content for content, kind in message.alternatives if kind.startswith("text/calendar")]
    return Calendar.from_ical(content)


def calendar_entry(message):
    """The calendar entry of a mail, with its method."""
    calendar = calendar_of(message)
    return calendar["method"], calendar.walk("VEVENT")[0]


def mails_to(person, words=""):
    return [one for one in mail.outbox if one.to == [person.email] and words in one.subject]


def link_in(message):
    return re.search(r"http\S+?(/meetings/reply/\S+)", message.body)[1]


def guest_of(meeting, **fields):
    return GuestInvitation.objects.create(
        meeting=meeting, organization="Partner", email="guest@example.org", state="invited", **fields
    )


def change(meeting, people, **changes):
    meeting.refresh_from_db()
    return convening_actions.change_meeting(
        meeting, changes=changes, revision=meeting.revision, by=people["chair"]
    )


def test_working_level_invites_focal_points_and_principals_level_principals(plan, people, principal):
    working = plan(**HOUR)
    assert {one.person for one in working.invitations.all()} == {
        people[who] for who in ("chair", "outgoing", "incoming", "member")
    }
    principals = plan(day="2007-04-24", level="principals", **HOUR)
    invited = {one.agency.acronym: one.person for one in principals.invitations.all()}
    assert invited["ILO"] == principal
    assert invited["UNHCR"] == people["outgoing"]  # who has no principal in the register is not left out
    [copy] = mails_to(people["member"], "Your principal is invited")
    assert "/meetings/reply/" not in copy.body


def test_nobody_is_invited_who_is_of_no_member_or_no_longer_acts(plan, people):
    gone = factories.user(name="G. One")
    factories.appointment(gone, "ILO", ends="2007-03-15")
    meeting = plan(**HOUR)
    assert not meeting.invitations.filter(
        person__in=[gone, people["outsider"], people["secretariat"]]
    ).exists()


def test_invitation_is_a_request_at_the_hour_and_zone_of_the_place(plan, people):
    meeting = plan(**HOUR)
    [message] = mails_to(people["member"], "Invitation")
    assert "Tuesday 10 April 2007, 15:00–17:00 (Geneva time, UTC+2)" in message.body  # summer by then
    method, event = calendar_entry(message)
    assert (method, event["sequence"], event["status"]) == ("REQUEST", 0, "CONFIRMED")
    assert event["dtstart"].params["TZID"] == "Europe/Zurich"
    [zone] = calendar_of(message).walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/Zurich"
    assert dt.timedelta(hours=2) in {one["tzoffsetto"].td for one in zone.subcomponents}
    assert event["dtstart"].dt.astimezone(dt.UTC) == dt.datetime(2007, 4, 10, 13, tzinfo=dt.UTC)
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(hours=2)
    assert event["uid"].startswith(f"meeting-{meeting.pk}@")
    assert people["member"].email in event["attendee"]


def test_entry_lasts_as_long_over_the_change_of_the_clock(plan, people):
    plan(day="2007-03-25", time=dt.time(1), timezone="Europe/Zurich", length=120)
    event = calendar_entry(mails_to(people["member"])[0])[1]
    assert event["dtstart"].dt.isoformat() == "2007-03-25T01:00:00+01:00"
    assert event["dtend"].dt.isoformat() == "2007-03-25T04:00:00+02:00"


def test_day_without_an_hour_is_an_entry_of_that_day(plan, people):
    plan()
    event = calendar_entry(mails_to(people["member"])[0])[1]
    assert (event["dtstart"].dt, event["dtend"].dt) == (dt.date(2007, 4, 10), dt.date(2007, 4, 11))


def test_move_tells_everybody_what_changed_and_asks_anew(plan, people):
    meeting = plan(**HOUR)
    invitation = meeting.invitations.get(person=people["member"])
    replies.answer(invitation, reply="coming", by=None)
    change(meeting, people, time=dt.time(16), venue="Palais")
    [message] = mails_to(people["member"], "Changed")
    assert "16:00–18:00 (Geneva time, UTC+2), instead of Tuesday 10 April 2007, 15:00–17:00" in message.body
    assert "Palais, Geneva, instead of Geneva" in message.body
    method, event = calendar_entry(message)
    first = calendar_entry(mails_to(people["member"], "Invitation")[0])[1]
    assert (method, event["uid"], event["sequence"]) == ("REQUEST", first["uid"], 1)
    assert event["dtstart"].dt.hour == 16
    invitation.refresh_from_db()
    assert invitation.reply == ""
    change(meeting, people, venue="Room XX")
    assert calendar_entry(mails_to(people["member"], "Changed")[1])[1]["sequence"] == 2


def test_answer_stands_where_only_the_room_changes_and_a_title_tells_nobody(plan, people):
    meeting = plan(**HOUR)
    invitation = meeting.invitations.get(person=people["member"])
    replies.answer(invitation, reply="coming", by=None)
    change(meeting, people, title="Towards the Forum")
    assert mails_to(people["member"], "Changed") == []
    change(meeting, people, venue="Palais")
    invitation.refresh_from_db()
    assert invitation.reply == "coming"


def test_cancelled_meeting_takes_the_entry_out_and_a_new_call_brings_it_back(plan, people):
    meeting = plan(**HOUR)
    guest_of(meeting)
    convening_actions.cancel_meeting(meeting, by=people["chair"], reason="The Forum was moved.")
    [message] = mails_to(people["member"], "Cancelled")
    assert "The Forum was moved." in message.body
    method, event = calendar_entry(message)
    assert (method, event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 1)
    convening_actions.plan_again(meeting, by=people["chair"])
    convening_actions.call_meeting(meeting, by=people["chair"])
    for email in (people["member"].email, "guest@example.org"):
        method, event = calendar_entry([one for one in mail.outbox if one.to == [email]][-1])
        assert (method, event["status"], event["sequence"]) == ("REQUEST", "CONFIRMED", 2)
    change(meeting, people, venue="Palais")
    assert calendar_entry(mails_to(people["member"], "Changed")[0])[1]["sequence"] == 3


def test_meeting_that_is_called_again_asks_anew(plan, people):
    meeting = plan(**HOUR)
    invitation = meeting.invitations.get(person=people["member"])
    replies.answer(invitation, reply="represented", represented_by="A. Deputy", by=None)
    guest_of(meeting, reply="coming")
    convening_actions.cancel_meeting(meeting, by=people["chair"])
    convening_actions.plan_again(meeting, by=people["chair"])
    convening_actions.call_meeting(meeting, by=people["chair"])
    invitation.refresh_from_db()
    assert (invitation.reply, invitation.represented_by, invitation.replied_at) == ("", "", None)
    assert meeting.guest_invitations.get().reply == ""


def test_focal_points_of_principals_hear_of_a_move_and_a_cancellation(plan, people, principal):
    meeting = plan(level="principals", **HOUR)
    change(meeting, people, time=dt.time(16))
    [message] = mails_to(people["member"], "Changed")
    assert (
        "There are changes to the principals meeting of 10 April 2007, to which your principal is invited"
        in message.body
    )
    assert "/meetings/reply/" not in message.body
    assert not any(kind.startswith("text/calendar") for _, kind in message.alternatives)
    convening_actions.cancel_meeting(meeting, by=people["chair"], reason="The hall is closed.")
    assert "The hall is closed." in mails_to(people["member"], "Cancelled")[0].body


def test_guest_who_is_invited_is_told_of_a_move_too(plan, people):
    meeting = plan(**HOUR)
    guest_of(meeting)
    change(meeting, people, time=dt.time(16))
    assert [one.subject for one in mail.outbox if one.to == ["guest@example.org"]] == [f"Changed: {meeting}"]


def test_who_is_appointed_later_is_invited_once_and_who_goes_is_told(plan, people):
    meeting = plan(**HOUR)
    late = factories.person_of("ILO", name="L. Ate")
    assert invitations.invite_who_is_missing() == 1
    assert invitations.invite_who_is_missing() == 0
    assert calendar_entry(mails_to(late)[0])[0] == "REQUEST"
    Appointment.objects.filter(person=late).update(ends=dt.date(2007, 3, 2))
    invitations.invite_who_is_missing()
    assert invitations.invite_who_is_missing() == 0
    assert calendar_entry(mails_to(late, "Invitation withdrawn")[0])[0] == "CANCEL"
    assert late not in {one.person for one in Invitation.objects.valid()}
    assert meeting.invitations.get(person=late).withdrawn_at


def test_who_comes_back_is_asked_anew(plan, people):
    meeting = plan(**HOUR)
    late = factories.person_of("ILO", name="L. Ate")
    invitations.invite_who_is_missing()
    replies.answer(meeting.invitations.get(person=late), reply="coming", by=None)
    acts = Appointment.objects.filter(person=late)
    for ends in (dt.date(2007, 3, 2), None):
        acts.update(ends=ends)
        invitations.invite_who_is_missing()
    back = meeting.invitations.get(person=late)
    assert (back.withdrawn_at, back.reply, back.replied_at) == (None, "", None)
    assert len(mails_to(late, "Invitation:")) == 2


def test_agency_that_leaves_before_the_day_is_no_longer_invited(plan, people):
    meeting = plan(**HOUR)
    Membership.objects.filter(agency__acronym="ILO").update(ends="2007-03-15")
    assert invitations.invite_who_is_missing() == 0
    assert meeting.invitations.get(person=people["member"]).withdrawn_at
    assert mails_to(people["member"], "Invitation withdrawn")


def test_who_stands_in_stays_invited_when_a_principal_is_appointed(plan, people):
    meeting = plan(level="principals", **HOUR)
    head = factories.user(name="P. Rincipal")
    factories.appointment(head, "ILO", role="principal")
    assert invitations.invite_who_is_missing() == 1
    assert {one.person for one in meeting.invitations.filter(agency__acronym="ILO", withdrawn_at=None)} == {
        people["member"],
        head,
    }


def test_chair_invites_who_is_missing_now(plan, people, as_):
    meeting = plan(**HOUR)
    browser, address = as_("chair"), f"/meetings/{meeting.pk}/invitations/"
    assert "after the invitations went out" not in browser.get(address).text
    late = factories.person_of("ILO", name="L. Ate")
    assert "1 person was appointed after the invitations went out" in browser.get(address).text
    page = browser.post(f"{address}now/", follow=True).text
    assert "1 person is invited." in page
    assert "after the invitations went out" not in page
    assert len(mails_to(late, "Invitation:")) == 1
    assert "Everybody has already been invited." in browser.post(f"{address}now/", follow=True).text


def test_chair_sends_an_invitation_again_and_hears_where_that_cannot_be(plan, people, as_):
    meeting = plan(**HOUR)
    invitation = meeting.invitations.get(person=people["member"])
    browser, address = as_("chair"), f"/meetings/{meeting.pk}/invitations/{invitation.pk}/again/"
    assert "Invitation sent to L. Member again." in browser.post(address, follow=True).text
    first, second = mails_to(people["member"], "Invitation")
    opened = [invitation_links.invitation_of(link_in(one).split("/")[3]) for one in (first, second)]
    assert opened == [invitation, invitation]
    invitation.withdrawn_at = clock.now()
    invitation.save()
    assert "is no longer invited" in browser.post(address, follow=True).text
    assert len(mails_to(people["member"], "Invitation")) == 2


def test_entry_holds_the_video_link_and_who_is_invited_may_know(plan, people):
    plan(by_video=True, video_address="https://video.example.org/77", **HOUR)
    event = calendar_entry(mails_to(people["member"])[0])[1]
    assert "Video link: https://video.example.org/77" in event["description"]
    assert "/meetings/reply/" in event["url"]


def test_meeting_of_today_without_an_hour_invites_and_takes_answers_until_the_day_is_over(plan, people):
    meeting = plan(day="2007-03-01")
    [invitation] = meeting.invitations.filter(person=people["member"])
    assert mails_to(people["member"], "Invitation")
    replies.answer(invitation, reply="coming", by=None)
    assert meeting.has_begun  # its minutes can be written at once
    with clock.moved_to(dt.datetime(2007, 3, 2, 9, tzinfo=dt.UTC)), pytest.raises(Refused, match="over"):
        replies.answer(invitation, reply="not_coming", by=None)


def test_meeting_of_today_with_minutes_is_the_next_one_no_more(plan, people):
    meeting = plan(day="2007-03-01")
    assert Meeting.objects.ahead().first() == meeting
    item = agenda_actions.add_item(meeting, title="Remittances", by=people["chair"])
    minutes_actions.write_minutes(item, text="It was said.", revision=item.revision, by=people["chair"])
    assert Meeting.objects.ahead().first() != meeting
    assert meeting in Meeting.objects.behind()


def test_meeting_that_came_with_an_archive_invites_nobody(people):
    factories.meeting("2007-04-10")
    assert invitations.invite_who_is_missing() == 0


# Answers -----------------------------------------------------------------------------------------------


def test_link_answers_without_a_login_and_looking_changes_nothing(plan, people):
    meeting = plan(presides="The Director General", purpose="To agree on the workplan.", **HOUR)
    link = link_in(mails_to(people["member"])[0])
    browser = Client()
    invitation = meeting.invitations.get(person=people["member"])
    page = browser.get(link).text
    for shown in (
        "L. Member is invited for ILO.",
        "Chaired by The Director General.",
        "agree on the workplan",
    ):
        assert shown in page
    invitation.refresh_from_db()
    assert invitation.reply == ""
    assert "Your reply: attending remotely" in browser.post(link, {"reply": "remotely"}, follow=True).text
    invitation.refresh_from_db()
    assert (invitation.reply, invitation.replied_by, invitation.by_link) == (
        "remotely",
        people["member"],
        True,
    )
    page = browser.post(link, {"reply": "represented"})
    assert page.status_code == 400
    assert "Please name your representative" in page.text
    browser.post(link, {"reply": "represented", "represented_by": "A. Deputy"})
    invitation.refresh_from_db()
    assert (invitation.reply, invitation.represented_by) == ("represented", "A. Deputy")


@pytest.mark.parametrize("ends", ["cancelled", "over", "withdrawn"])
def test_link_ends_with_the_meeting_and_with_the_invitation(plan, people, ends):
    meeting = plan(**HOUR)
    invitation = meeting.invitations.get(person=people["member"])
    link = link_in(mails_to(people["member"])[0])
    if ends == "cancelled":
        convening_actions.cancel_meeting(meeting, by=people["chair"])
    if ends == "withdrawn":
        meeting.invitations.update(withdrawn_at=clock.now())
    moment = dt.datetime(2007, 4, 10, 13, tzinfo=dt.UTC)
    with clock.moved_to(moment if ends == "over" else clock.now()):
        for method in (Client().get, Client().post):
            assert method(link, {"reply": "coming"}).status_code == 410
    invitation.refresh_from_db()
    assert invitation.reply == ""


def test_link_of_another_kind_or_cut_off_opens_nothing(plan):
    meeting = plan(**HOUR)
    link = invitation_links.link_of(meeting.invitations.first())
    for broken in (link[:-1], f"{link}x", "nothing"):
        assert Client().get(f"/meetings/reply/{broken}/").status_code == 410


def test_answer_in_the_portal_is_one_click_and_leaves_what_awaits(plan, people, as_):
    meeting = plan(**HOUR)
    browser = as_("member")
    home = browser.get("/").text
    assert "Reply to your invitation to" in home
    invitation = meeting.invitations.get(person=people["member"])
    address = f"/meetings/{meeting.pk}/invitations/{invitation.pk}/"
    assert f'action="{address}"' in home  # answered on the home page itself, which is where it leads back to
    page = browser.post(address, {"reply": "coming", "then": "home"}, follow=True)
    assert page.redirect_chain == [("/", 302)]
    assert "Your reply has been sent to the chair." in page.text
    assert "Reply to your invitation to" not in browser.get("/").text


def test_focal_point_answers_for_its_principal_and_for_nobody_else(plan, people, principal, as_):
    meeting = plan(level="principals", **HOUR)
    browser = as_("member")
    own, other = meeting.invitations.get(person=principal), meeting.invitations.exclude(person=principal)[0]
    assert "Reply for P. Rincipal to the invitation to the principals meeting" in browser.get("/").text
    address = "/meetings/{}/invitations/{}/"
    assert browser.post(address.format(meeting.pk, other.pk), {"reply": "coming"}).status_code == 403
    browser.post(address.format(meeting.pk, own.pk), {"reply": "not_coming"})
    own.refresh_from_db()
    assert (own.reply, own.replied_by) == ("not_coming", people["member"])
    [message] = mails_to(principal, "Reply entered for you: not attending")
    assert "L. Member entered your reply" in message.body


def test_chair_enters_what_came_by_telephone_and_sees_by_whom(plan, people, as_):
    meeting = plan(**HOUR)
    invitation = meeting.invitations.get(person=people["member"])
    address = f"/meetings/{meeting.pk}/invitations/{invitation.pk}/"
    page = as_("chair").post(address, {"reply": "coming", "then": "list"}, follow=True)
    assert "entered by M. Chair" in page.text
    assert "Entered by M. Chair" in as_("member").get(f"/meetings/{meeting.pk}/").text
    assert "1 attending" in page.text
    assert mails_to(people["member"], "Reply entered for you")


def test_who_is_silent_is_reminded_once_a_day(plan, people, as_):
    meeting = plan(**HOUR)
    replies.answer(meeting.invitations.get(person=people["outgoing"]), reply="coming", by=None)
    assert replies.remind(meeting, by=people["chair"]) == 3
    assert replies.remind(meeting, by=people["chair"]) == 0
    assert mails_to(people["member"], "Will you attend?")
    assert not mails_to(people["outgoing"], "Will you attend?")
    with clock.moved_to(clock.now() + dt.timedelta(days=1)):
        assert replies.remind(meeting, by=people["chair"]) == 3


def test_practical_facts_are_for_the_invited(plan, people, as_):
    meeting = plan(dial_in="+41 22 000, code 77", room_contact="Ms Door, extension 5", **HOUR)
    factories.appointment(people["outsider"], "ILO", role="staff")
    for who, told in (("member", True), ("chair", True), ("secretariat", True)):
        assert ("code 77" in as_(who).get(f"/meetings/{meeting.pk}/").text) == told, who
    stranger = factories.user(name="S. Tranger")
    factories.appointment(stranger, "UNDP", role="staff")
    browser = Client()
    browser.force_login(stranger)
    page = browser.get(f"/meetings/{meeting.pk}/").text
    assert "Geneva" in page
    assert "code 77" not in page
    assert "Ms Door" not in page


def test_many_invitations_ask_as_often_as_none(plan, people, as_):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    meeting = plan(**HOUR)
    browser = as_("chair")

    def queries(path):
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        return len(asked)

    paths = [f"/meetings/{meeting.pk}/invitations/", f"/meetings/{meeting.pk}/"]
    for path in paths:
        browser.get(path)  # what is kept from page to page is kept now
    few = [queries(path) for path in paths]
    for number in range(30):
        Invitation.objects.create(meeting=meeting, person=factories.user(name=f"P. {number}"), role="staff")
    assert [queries(path) for path in paths] == few


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], []),
        (["coming"], ["1 attending"]),
        ([""], ["1 has not replied"]),
        (
            ["", "not_coming", "coming", "", "remotely", "represented", "coming"],
            ["2 attending", "1 attending remotely", "1 represented", "1 not attending", "2 have not replied"],
        ),
    ],
)
def test_replies_are_counted_none_one_and_many(given, said):
    assert invitation_queries.counted([Invitation(reply=reply) for reply in given]) == said


def test_invitation_asks_in_its_first_sentence_and_lists_only_what_all_members_may_read(people, plan):
    meeting = plan(items=["Remittances", "Principals alone"], published=True, **HOUR)
    meeting.agenda.filter(title="Principals alone").update(restricted="principals")
    mail.outbox.clear()
    invitations.invite(meeting)
    invitation = meeting.invitations.filter(withdrawn_at=None).select_related("person", "agency").first()
    invitations.send(invitation, batch="")
    [message] = mails_to(invitation.person, "Invitation")[-1:]
    greeting, first, *_ = message.body.split("\n\n")
    assert greeting == f"Dear {invitation.person.name},"
    assert f"Please reply: will {invitation.agency} attend?" in " ".join(first.split())
    assert "- 1. Remittances\n" in message.body
    assert "Principals alone" not in message.body


def test_invited_participant_reads_only_their_items_in_the_mail(house):
    house.restrict("Principals alone")
    guest = house.invite(items=[house.item("Remittances")])
    invitations.send(guest, batch="")
    body = mails_to(guest, "Invitation")[-1].body
    assert "Remittances" in body
    assert "Adoption" not in body
    assert "Principals alone" not in body
