"""A guest's way: asked for by a member, invited by the chair, reading by the link, heard in the room."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from foundation.dates import clock
from meetings.agenda import actions as agenda_actions
from meetings.convening import actions as convening_actions
from meetings.invitations import links as invitation_links
from meetings.invitations.actions import guests
from meetings.models import AgendaItem, GuestInvitation
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("mail_in_rows")]

HEARD = re.compile("Present.*European Commission")
MARCH = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)
IN_THE_ROOM = dt.datetime(2007, 4, 21, 13, 30, tzinfo=dt.UTC)


@pytest.fixture
def group(history):
    with clock.moved_to(MARCH):
        chair, member = (
            factories.person_of("IOM", name="M. Chair"),
            factories.person_of("ILO", name="L. Member"),
        )
        meeting = convening_actions.plan_meeting(
            date=factories.date("2007-04-21"), level="working", city="Geneva", venue="Palais, room VII",
            time=dt.time(15), timezone="Europe/Zurich", dial_in="+41 22 000 00 00", by=chair,
        )  # fmt: skip
        meeting = convening_actions.call_meeting(meeting, by=chair)
        for title in ("Adoption of the agenda", "Remittances", "Staff matters"):
            agenda_actions.add_item(meeting, title=title, by=chair)
        AgendaItem.objects.filter(title="Staff matters").update(restricted="members")
        agenda_actions.publish_agenda(meeting, by=chair)
        yield {"chair": chair, "member": member, "meeting": meeting}


def looked_at(somebody) -> None:
    assert somebody.complaints == []
    assert somebody.findings() == []
    somebody.complaints.clear()


def test_guest_is_asked_for_invited_answers_and_is_heard(group, traveller):
    place = f"/meetings/{group['meeting'].pk}/"
    member, chair, guest = traveller(), traveller(), traveller()
    page = member.logs_in(group["member"].email)
    member.goes_to(place)
    page.get_by_role("link", name="See invited participants or request an invitation").click()
    page.get_by_role("link", name="Request an invitation").click()
    page.get_by_label("Organization").fill("European Commission")
    expect(page.get_by_label("Staff matters")).to_have_count(0)
    page.get_by_label("E-mail").fill("guest@ec.example.org")
    page.get_by_label("Remittances").check()
    looked_at(member)
    page.get_by_role("button", name="Send request").click()
    page.get_by_text("Request sent to the chair").wait_for()
    looked_at(member)

    page = chair.logs_in(group["chair"].email)
    chair.goes_to("/")
    page.get_by_text("ILO asks you to invite European Commission").first.wait_for()
    chair.goes_to(place + "guests/")
    page.get_by_role("button", name=re.compile("Invite.*European Commission")).click()
    page.get_by_role("button", name="Undo").wait_for()
    looked_at(chair)

    invited = GuestInvitation.objects.get()
    page = guest.goes_to(f"/meetings/reply/{invitation_links.link_of(invited)}/")
    for shown in ("Remittances", "+41 22 000 00 00", "Palais, room VII"):
        expect(page.get_by_text(shown).first).to_be_visible()
    for hidden in ("Staff matters", "Adoption of the agenda"):
        expect(page.get_by_text(hidden)).to_have_count(0)
    looked_at(guest)
    page.get_by_role("button", name="Attending remotely").click()
    page.get_by_text("Your reply: attending remotely.").wait_for()

    with clock.moved_to(IN_THE_ROOM):
        page = chair.goes_to(place + "attendance/")
        page.get_by_text("Reply: attending remotely").wait_for()
        page.get_by_role("button", name=HEARD).click()
        page.get_by_role("button", name=HEARD, pressed=True).wait_for()
        looked_at(chair)
        assert [one.named for one in group["meeting"].guests.all()] == ["European Commission"]


def test_list_of_participants_is_read_on_any_screen(group, traveller):
    invitation = group["meeting"].invitations.get(person=group["member"])
    invitation.reply = "coming"
    invitation.save()
    guests.invite(
        group["meeting"], by=group["chair"], organization="European Commission", name="E. Guest",
        capacity="Head of the unit for migration and asylum",
    )  # fmt: skip
    chair = traveller()
    chair.logs_in(group["chair"].email)
    page = chair.goes_to(f"/meetings/{group['meeting'].pk}/participants/")
    expect(page.get_by_text("L. Member")).to_be_visible()
    expect(page.get_by_text("Head of the unit")).to_be_visible()
    looked_at(chair)
    chair.goes_to(f"/meetings/{group['meeting'].pk}/guests/add/")
    looked_at(chair)
