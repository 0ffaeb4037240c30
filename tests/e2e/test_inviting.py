"""A call, its mail, an answer without a login, and what the chair sees of it; a move and a cancellation."""

import datetime as dt
import re

import pytest

from foundation.dates import clock
from foundation.models import Mail
from meetings.convening import actions as convening_actions
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("mail_in_rows")]

MARCH = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def group(history):
    with clock.moved_to(MARCH):
        chair, member = (
            factories.person_of("IOM", name="M. Chair"),
            factories.person_of("ILO", name="L. Member"),
        )
        meeting = convening_actions.plan_meeting(
            date=factories.date("2007-04-20"), level="working", city="Geneva", venue="Palais, room VII",
            time=dt.time(15), timezone="Europe/Zurich", length=120, dial_in="+41 22 000 00 00",
            room_contact="Ms Door, extension 5", presides="The Deputy Director General of IOM", by=chair,
        )  # fmt: skip
        yield {"chair": chair, "member": member, "meeting": meeting}


def looked_at(somebody) -> None:
    assert somebody.complaints == []
    assert somebody.findings() == []


def link_to(person) -> str:
    mail = Mail.objects.filter(to=[person.email], private=True).first()
    return re.search(r"http\S+?(/meetings/reply/\S+)", mail.text)[1]


def test_call_is_answered_by_the_link_of_the_mail_and_the_chair_sees_it(group, traveller):
    place = f"/meetings/{group['meeting'].pk}/"
    chair, member, reader = traveller(), traveller(), traveller()
    page = chair.logs_in(group["chair"].email)
    chair.goes_to(place)
    page.get_by_role("button", name="Convene meeting").click()
    page.get_by_text("2 people will be notified in a minute").wait_for()
    looked_at(chair)

    page = reader.goes_to(link_to(group["member"]))
    page.get_by_text("Ms Door, extension 5").wait_for()
    looked_at(reader)
    page.get_by_text("Send a representative").click()
    page.get_by_label("Name of the representative").fill("A. Deputy")
    page.get_by_role("button", name="Send representative").click()
    page.get_by_text("Your reply: represented by A. Deputy.").wait_for()
    looked_at(reader)

    chair.goes_to(place + "invitations/")
    chair.page.get_by_text("represented by A. Deputy").wait_for()
    chair.page.get_by_text("Enter a reply or invite again: L. Member").click()
    chair.page.get_by_role("button", name="Send invitation again").locator("visible=true").wait_for()
    looked_at(chair)

    page = member.logs_in(group["member"].email)
    member.goes_to(place)
    page.get_by_text("You are invited for ILO.").wait_for()
    page.get_by_role("button", name="Attending remotely").click()
    page.get_by_role("button", name="Attending remotely", pressed=True).wait_for()
    looked_at(member)


def test_cancellation_asks_for_a_sentence_closes_the_link_and_can_be_taken_back(group, traveller):
    convening_actions.call_meeting(group["meeting"], by=group["chair"])
    Mail.objects.update(sent_at=clock.now())  # the minute of the call is over
    link = link_to(group["member"])
    chair, reader = traveller(), traveller()
    page = chair.logs_in(group["chair"].email)
    chair.goes_to(f"/meetings/{group['meeting'].pk}/cancel/")
    looked_at(chair)
    page.get_by_label("Reason").fill("The Forum was moved.")
    page.get_by_role("button", name="Cancel meeting").click()
    page.get_by_role("button", name="Undo").wait_for()
    looked_at(chair)
    reader.goes_to(link).get_by_text("This meeting was cancelled.").wait_for()
    assert reader.findings() == []
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("The meeting is no longer cancelled.").wait_for()
    reader.goes_to(link).get_by_role("button", name="Not attending").wait_for()
