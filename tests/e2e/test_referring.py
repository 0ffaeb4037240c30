"""A text with an objection goes to the principals, who adopt it. Its deadline at a weekend is asked about."""

import datetime as dt

import pytest

from documents.clearance import actions as clearance_actions
from documents.library import actions as library_actions
from documents.models import Round
from documents.versions import actions as version_actions
from foundation.dates import clock
from meetings.followup import actions as followup_actions
from meetings.models import AgendaItem
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("mail_in_rows")]

OPENS = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def group(history):
    """IOM chairs, UNHCR leads, ILO is asked; the principals meet on 2 May."""
    with clock.moved_to(OPENS):
        people = {one: factories.person_of(one, name=f"Focal of {one}") for one in ("IOM", "ILO", "UNHCR")}
        document = library_actions.begin(
            title="A note on remittances", kind="other", lead=factories.agency("UNHCR"), by=people["UNHCR"]
        )
        version_actions.write_text(document, text="What is sent home helps.", after=0, by=people["UNHCR"])
        meeting = factories.meeting(
            "2007-05-03",
            level="principals",
            stage="called",
            agenda_state="private",
            title="Principals in May",
        )
        yield people | {"document": document, "meeting": meeting}


def sound(somebody) -> None:
    assert somebody.complaints == []
    assert somebody.findings() == []


def test_text_with_an_objection_is_referred_to_the_principals_and_adopted_by_them(group, traveller):
    document, lead, chair = group["document"], traveller(), traveller()
    page = lead.logs_in(group["UNHCR"].email)
    lead.goes_to(f"/documents/{document.pk}/clearance/")
    page.get_by_label("Deadline").fill("2007-03-17")
    page.get_by_role("button", name="Ask agencies").click()
    page.get_by_text("Saturday 17 March is at the weekend.").wait_for()
    sound(lead)
    page.get_by_role("button", name="Choose Monday 19 March").click()
    page.get_by_text("The agencies have been asked.").wait_for()
    clearance = Round.objects.get().clearances.get(agency__acronym="ILO")
    clearance_actions.reply(clearance, reply="objection", words="It costs too much.", by=group["ILO"])

    page = chair.logs_in(group["IOM"].email)
    chair.goes_to(document.get_absolute_url())
    sound(chair)
    page.get_by_label("Meeting", exact=True).select_option(str(group["meeting"].pk))
    page.get_by_role("button", name="Add to agenda for decision").click()
    page.get_by_text("The document is on the agenda of “Principals in May”").wait_for()
    item = AgendaItem.objects.get(document=document)
    assert item.summary == "Objections on 1 March 2007: ILO."
    followup_actions.record_decision(item, text="The note is adopted.", by=group["IOM"])
    chair.goes_to(document.get_absolute_url())
    sound(chair)
    page.get_by_role("button", name="Record as adopted by the meeting").click()
    page.get_by_text("The document is recorded as adopted by the meeting.").wait_for()
    sound(chair)
