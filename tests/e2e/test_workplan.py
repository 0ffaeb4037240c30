"""The workplan: the chair adds and agrees, the lead says how it goes, both see what became of it."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

MARCH = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)


def looked_at(somebody):
    assert somebody.findings() == []
    assert somebody.complaints == []


def test_chair_adds_and_agrees_lead_reports_and_both_compare(history, traveller, live_server):
    chair, lead = factories.person_of("IOM", name="M. Chair"), factories.person_of("ILO", name="L. Lead")
    with clock.moved_to(MARCH):
        theirs = traveller()
        page = theirs.logs_in(chair.email)
        page = theirs.goes_to("/workplan/")
        looked_at(theirs)
        page.get_by_role("link", name="Add activity").click()
        looked_at(theirs)
        page.get_by_label("Title", exact=False).first.fill("A handbook on planning")
        page.get_by_role("combobox", name="Lead agency").fill("ILO")
        page.get_by_label("From", exact=True).fill("January 2007")
        page.get_by_label("To", exact=True).fill("June 2008")
        page.get_by_label("Outputs", exact=True).fill("The handbook")
        page.get_by_role("button", name="Add activity").click()
        page.get_by_role("heading", name="A handbook on planning", level=1).wait_for()
        expect(page.locator("main .facts").first).to_contain_text(
            "late: was due to begin by January 2007", use_inner_text=True
        )
        looked_at(theirs)
        theirs.goes_to("/workplan/agreed/")
        page.get_by_role("button", name="Record workplan as agreed").click()
        page.get_by_text("Workplan recorded as agreed.").wait_for()

        somebody = traveller()
        page = somebody.logs_in(lead.email)
        somebody.goes_to("/workplan/")
        page.get_by_role("link", name="A handbook on planning").click()
        page.get_by_label("Note").fill("The first draft is with the members.")
        page.get_by_label("Status").select_option("under way")
        page.get_by_role("button", name="Save update").click()
        page.get_by_text("L. Lead, 1 March 2007").wait_for()
        looked_at(somebody)

        page = theirs.goes_to("/workplan/timeline/?when=all")
        looked_at(theirs)
        expect(page.get_by_role("row", name="A handbook on planning").get_by_text("under way")).to_have_count(
            1
        )
        page.get_by_role("link", name="Agreed workplans").click()
        page.get_by_role("main").get_by_role("link", name="IOM, January to June 2007").click()
        row = page.get_by_role("row", name="A handbook on planning")
        expect(row.get_by_role("cell").first).to_contain_text("planned", use_inner_text=True)
        expect(row.get_by_role("cell").last).to_contain_text("under way", use_inner_text=True)
        looked_at(theirs)

        page = theirs.goes_to("/workplan/passing-on/iom-2007-01/")
        page.get_by_label("Note for the next chair: A handbook on planning").fill(
            "The printers wait for the cover."
        )
        looked_at(theirs)
        page.get_by_role("button", name="Save notes").click()
        page.get_by_text("Notes saved.").wait_for()
        page = somebody.goes_to("/chair/iom-2007-01/")
        expect(page.get_by_role("main")).to_contain_text(
            "The printers wait for the cover.", use_inner_text=True
        )
