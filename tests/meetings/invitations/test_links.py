"""Replies by the link of an invitation: shown, confirmed, revoked and renewed; and special assistants."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.signing import dumps
from django.test import Client
from django.urls import reverse

from foundation.dates import clock
from foundation.models import RevokedLink
from meetings.followup import links as action_links
from meetings.invitations import links
from meetings.invitations.actions import guests, invitations
from meetings.invitations.awaiting import awaiting
from tests import factories
from tests.meetings.invitations.guests import HOUR, WHO, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]


def mails_to(email, words=""):
    return [one for one in mail.outbox if one.to == [email] and words in one.subject]


def link_in(message):
    return re.search(r"http\S+?(/meetings/reply/\S+)", message.body)[1]


def later(**delta):
    return clock.moved_to(clock.now() + dt.timedelta(**delta))


@pytest.fixture
def office(people):
    """ILO has a principal, who never signs in, and a special assistant."""
    head = factories.user(name="Jane Doe", email="head@ilo.example.org")
    factories.appointment(head, "ILO", role="principal")
    ana = factories.user(name="Ana Diaz", email="ana@ilo.example.org")
    factories.appointment(ana, "ILO", role="assistant")
    return {"head": head, "ana": ana}


@pytest.fixture
def invited(plan, people):
    meeting = plan(**HOUR)
    people["colleague"] = factories.person_of("ILO", name="C. Olleague", email="colleague@ilo.example.org")
    invitation = meeting.invitations.get(person=people["member"])
    return invitation, link_in(mails_to(people["member"].email)[0])


def test_reply_by_link_is_shown_as_such_and_confirmed_to_the_person_and_their_colleagues(
    invited, people, as_
):
    invitation, link = invited
    Client().post(link, {"reply": "remotely"})
    [own] = mails_to(people["member"].email, "Reply sent by link")
    [other] = mails_to(people["colleague"].email, "Reply sent by link")
    for letter in own, other:
        assert "came by link: attending remotely." in letter.body
        assert "Sent by the link of: L. Member." in letter.body
    assert "If this was not you" in own.body
    assert link_in(own)
    assert "/meetings/reply/" not in other.body  # the link of one person is for that person
    page = as_("chair").get(reverse("meetings:invitation_list", args=[invitation.meeting_id])).text
    assert "L. Member, by link" in page
    history = as_("chair").get(reverse("history", args=["meetings", invitation.meeting_id])).text
    assert "L. Member, by link, set the reply of L. Member (ILO) to attending remotely." in history


def test_same_reply_pressed_again_is_confirmed_once(invited, people):
    for _ in range(8):
        Client().post(invited[1], {"reply": "coming"})
    assert len(mails_to(people["member"].email, "Reply sent by link")) == 1


@pytest.mark.usefixtures("mail_in_rows")
def test_two_replies_within_the_minute_are_confirmed_as_one(plan, people):
    from tests.meetings.invitations.guests import mails_to as waiting_to

    invitation = plan(**HOUR).invitations.get(person=people["member"])
    link = reverse("meetings:reply", args=[links.link_of(invitation)])
    for reply in ("coming", "not_coming"):
        Client().post(link, {"reply": reply})
    [told] = [one for one in waiting_to(people["member"].email) if "by link" in one.subject]
    assert "not attending" in told.text


def test_reply_in_the_portal_is_not_by_link(invited, people, as_):
    invitation, link = invited
    Client().post(link, {"reply": "coming"})
    address = reverse("meetings:invitation_answer", args=[invitation.meeting_id, invitation.pk])
    as_("member").post(address, {"reply": "not_coming"})
    assert not fresh(invitation).by_link
    page = as_("chair").get(reverse("meetings:invitation_list", args=[invitation.meeting_id])).text
    assert "by link" not in page


def test_page_and_mail_say_until_when_the_link_works(invited, people):
    invitation, link = invited
    until = links.ends_in_words(invitation)
    assert until.startswith("Tuesday 10 April 2007, 15:00")
    assert f"It works until {until}." in mails_to(people["member"].email)[0].body
    assert f"This link works until {until}." in Client().get(link).text
    with clock.moved_to(links.ends(invitation)):
        assert Client().get(link).status_code == 410


def test_revoked_link_replies_nothing_and_sends_a_new_one_to_the_address_on_record(invited, people, as_):
    invitation, link = invited
    with later(seconds=1):
        address = reverse("meetings:invitation_revoke", args=[invitation.meeting_id, invitation.pk])
        assert "are revoked" in as_("chair").post(address, follow=True).text
    with later(minutes=1):
        page = Client().get(link)
        assert (page.status_code, "Send me a new link" in page.text) == (410, True)
        assert not mails_to(people["member"].email, "Your new link")  # a scanner that looks sends nothing
        for _ in range(3):
            assert "we have sent a new one" in Client().post(link, {"reply": "coming"}).text
        assert fresh(invitation).reply == ""
        [letter] = mails_to(people["member"].email, "Your new link")
        Client().post(link_in(letter), {"reply": "coming"})
        assert fresh(invitation).reply == "coming"


def test_invitation_sent_again_brings_a_link_that_works(invited, people):
    invitation, link = invited
    with later(seconds=1):
        links.links.revoke("invitation", invitation.pk, by=people["chair"])
        invitations.send_again(invitation, by=people["chair"])
        assert Client().get(link).status_code == 410
        assert Client().get(link_in(mails_to(people["member"].email)[-1])).status_code == 200


def test_all_links_of_a_person_are_revoked_on_their_page(invited, people, as_):
    invitation, link = invited
    with later(seconds=1):
        page = (
            as_("secretariat")
            .post(reverse("people:links_revoke", args=[people["member"].pk]), follow=True)
            .text
        )
        assert "Last revoked:" in page
        assert Client().post(link, {"reply": "coming"}).status_code == 410
    assert RevokedLink.objects.get().by == people["secretariat"].pk
    assert fresh(invitation).reply == ""


def test_link_ends_with_the_appointment_before_the_hourly_run_has_noticed(invited, people):
    invitation, link = invited
    people["member"].appointments.update(ends="2007-02-28")
    page = Client().post(link, {"reply": "coming"})
    assert (page.status_code, fresh(invitation).reply) == (410, "")
    assert "you no longer act for ILO" in page.text
    assert "Send me a new link" not in page.text


def test_links_of_other_purposes_open_no_invitation(invited, people, plan):
    invitation, link = invited
    for text in (dumps([invitation.pk, people["member"].pk], salt="documents.clearance"),
                 action_links.links.signed(action_links.SALT, invitation.pk, people["member"].pk),
                 link.split("/")[3][:-1], link.split("/")[3].replace("W", "V", 1)):  # fmt: skip
        address = reverse("meetings:reply", args=[text])
        assert Client().get(address).status_code == 410
        assert Client().post(address, {"reply": "coming"}).status_code == 410
    assert fresh(invitation).reply == ""


def test_link_in_a_mail_of_an_earlier_version_still_works(invited):
    address = reverse("meetings:reply", args=[dumps(["member", invited[0].pk], salt=links.SALT)])
    Client().post(address, {"reply": "coming"})
    assert (fresh(invited[0]).reply, fresh(invited[0]).by_link) == ("coming", True)


# Invited participants


def test_reply_of_a_participant_is_confirmed_to_them_and_the_chair(plan, people, as_):
    guest = guests.invite(plan(**HOUR), by=people["chair"], **WHO)
    link = reverse("meetings:reply", args=[links.link_of(guest)])
    mail.outbox.clear()
    Client().post(link, {"reply": "coming"})
    assert {one.to[0] for one in mail.outbox} == {WHO["email"], people["chair"].email}
    assert (
        "attending, by link" in as_("chair").get(reverse("meetings:guest_list", args=[guest.meeting_id])).text
    )


def test_link_of_a_participant_is_revoked_and_renewed_to_the_address_on_record(plan, people, as_):
    guest = guests.invite(plan(**HOUR), by=people["chair"], **WHO)
    link = reverse("meetings:reply", args=[links.link_of(guest)])
    with later(seconds=1):
        as_("chair").post(reverse("meetings:guest_revoke", args=[guest.meeting_id, guest.pk]))
        assert Client().get(link).status_code == 410
        Client().post(link)
        [letter] = mails_to(WHO["email"], "Your new link")
        assert Client().get(link_in(letter)).status_code == 200


def test_link_that_went_to_a_wrong_address_sends_nothing(plan, people):
    guest = guests.invite(plan(**HOUR), by=people["chair"], **WHO)
    link = reverse("meetings:reply", args=[links.link_of(guest)])
    type(guest).objects.filter(pk=guest.pk).update(email="right@ec.example.org")
    mail.outbox.clear()
    assert "If this link can be renewed" in Client().post(link).text
    assert mail.outbox == []


# Special assistants


def test_special_assistant_replies_for_the_principal_by_a_link_of_their_own(plan, people, office, as_):
    meeting = plan(level="principals", **HOUR)
    invitation = meeting.invitations.get(person=office["head"])
    [copy] = mails_to("ana@ilo.example.org")
    assert "because you are a special assistant of Jane Doe, who is invited" in copy.body
    assert not [kind for _content, kind in copy.alternatives if kind.startswith("text/calendar")]
    link = link_in(copy)
    assert link != link_in(mails_to("head@ilo.example.org")[0])
    assert "Ana Diaz, you reply as special assistant, for Jane Doe." in Client().get(link).text
    Client().post(link, {"reply": "coming"})
    page = as_("chair").get(reverse("meetings:invitation_list", args=[meeting.pk])).text
    assert "Ana Diaz, special assistant, for Jane Doe, by link" in page
    for email in ("ana@ilo.example.org", "head@ilo.example.org", people["member"].email):
        [told] = mails_to(email, "Reply sent by link")
        assert "Sent by the link of: Ana Diaz, special assistant, for Jane Doe." in told.body
    Client().post(link_in(mails_to("head@ilo.example.org")[0]), {"reply": "not_coming"})
    assert not fresh(invitation).as_assistant


def test_special_assistant_replies_in_the_portal_and_home_shows_what_awaits_the_principal(plan, office, as_):
    meeting = plan(level="principals", **HOUR)
    invitation = meeting.invitations.get(person=office["head"])
    [awaited] = awaiting(office["ana"])
    assert awaited.sentence == f"Reply for Jane Doe to the invitation to {meeting.named}."
    browser = Client()
    browser.force_login(office["ana"])
    address = reverse("meetings:invitation_answer", args=[meeting.pk, invitation.pk])
    page = browser.post(address, {"reply": "coming"}, follow=True).text
    assert "Ana Diaz, special assistant, for Jane Doe" in page
    assert "by link" not in page
    assert list(awaiting(fresh(office["ana"]))) == []
    assert mails_to("head@ilo.example.org", "Reply entered for you: attending")


@pytest.mark.parametrize("whose", ["ana", "head"])
def test_powers_of_a_special_assistant_end_with_either_appointment(plan, office, whose):
    meeting = plan(level="principals", **HOUR)
    invitation, link = (
        meeting.invitations.get(person=office["head"]),
        link_in(mails_to("ana@ilo.example.org")[0]),
    )
    office[whose].appointments.update(ends="2007-02-28")
    assert Client().post(link, {"reply": "coming"}).status_code == 410
    assert fresh(invitation).reply == ""


def test_special_assistant_gets_the_reminder_and_the_change_too(plan, people, office):
    from meetings.convening import actions as convening_actions
    from meetings.invitations.actions import replies

    meeting = plan(level="principals", **HOUR)
    mail.outbox.clear()
    replies.remind(meeting, by=people["chair"])
    assert "special assistant of Jane Doe" in mails_to("ana@ilo.example.org", "Will you attend?")[0].body
    convening_actions.change_meeting(
        meeting, changes={"city": "Rome"}, revision=meeting.revision, by=people["chair"]
    )
    assert mails_to("ana@ilo.example.org", "Changed:")
    convening_actions.cancel_meeting(meeting, by=people["chair"])
    assert mails_to("ana@ilo.example.org", "Cancelled:")


def test_principals_who_have_no_address_are_reached_through_their_assistant(plan, people, office):
    office["head"].email = None
    office["head"].save()
    meeting = plan(level="principals", **HOUR)
    Client().post(link_in(mails_to("ana@ilo.example.org")[0]), {"reply": "coming"})
    assert meeting.invitations.get(person=office["head"]).reply == "coming"
