"""A reply by the link of a mail on a telephone: it is said by link, revoked, and asked for again."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from foundation.dates import clock
from foundation.web import links as web_links
from meetings.convening import actions as convening_actions
from meetings.invitations import links
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("mail_in_rows")]

MARCH = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)


def looked_at(somebody) -> None:
    assert somebody.complaints == []
    assert somebody.findings() == []
    somebody.complaints.clear()


def test_special_assistant_replies_by_link_and_asks_for_a_new_one_once_it_is_revoked(history, traveller):
    with clock.moved_to(MARCH):
        chair = factories.person_of("IOM", name="M. Chair")
        head, ana = factories.user(name="Jane Doe"), factories.user(name="Ana Diaz")
        factories.appointment(head, "ILO", role="principal")
        factories.appointment(ana, "ILO", role="assistant")
        meeting = convening_actions.plan_meeting(
            date=factories.date("2007-04-21"), level="principals", city="Geneva",
            time=dt.time(15), timezone="Europe/Zurich", by=chair,
        )  # fmt: skip
        meeting = convening_actions.call_meeting(meeting, by=chair)
        invitation = meeting.invitations.get(person=head)
        address = f"/meetings/reply/{links.link_of(invitation, ana)}/"
        assistant = traveller()
        page = assistant.goes_to(address)
        expect(page.get_by_text("Ana Diaz, you reply as special assistant, for Jane Doe.")).to_be_visible()
        expect(page.get_by_text("This link works until Saturday 21 April 2007, 15:00")).to_be_visible()
        looked_at(assistant)
        page.get_by_role("button", name="Attending", exact=True).click()
        page.get_by_text("Your reply: attending.").wait_for()

        secretary = traveller()
        page = secretary.logs_in(chair.email)
        secretary.goes_to(f"/meetings/{meeting.pk}/invitations/")
        expect(page.get_by_text("Ana Diaz, special assistant, for Jane Doe, by link")).to_be_visible()
        looked_at(secretary)

    with clock.moved_to(MARCH + dt.timedelta(hours=1)):
        web_links.revoke(web_links.PERSON, ana.pk, by=chair)
        page = assistant.goes_to(address)
        expect(page.get_by_text("This link was revoked on")).to_be_visible()
        assistant.complaints.clear()  # that the page is gone
        assert assistant.findings() == []
        page.get_by_role("button", name="Send me a new link").click()
        expect(page.get_by_role("status")).to_contain_text("we have sent a new one")
