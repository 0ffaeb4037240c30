"""The chair writes in the report: a drafted sentence is taken over, sections are moved and left out."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from chairmanship.handover.report import gather
from chairmanship.models import Chairmanship
from foundation.dates import clock
from tests import factories
from tests.e2e.test_editor import tool, unfold

pytestmark = pytest.mark.django_db(transaction=True)

JUNE = dt.datetime(2007, 6, 11, 9, 30, tzinfo=dt.UTC)
REPORT = "/chair/iom-2007-01/report/"
SAVED = re.compile(r"\bSaved \d\d:\d\d")


def test_chair_writes_in_the_report_and_chooses_what_is_in_it(history, traveller):
    somebody = traveller()
    with clock.moved_to(JUNE):
        page = somebody.logs_in(factories.person_of("IOM", name="M. Chair").email)
        somebody.goes_to(REPORT)
        page.get_by_role("link", name=re.compile(r"Edit ?: Meetings")).click()
        page.wait_for_load_state()
        field = page.get_by_role("textbox", name="Meetings")
        expect(field).to_contain_text("The Group held")
        field.locator("p").first.click()
        page.keyboard.press("End")
        page.keyboard.type(" All of them were short.")
        page.keyboard.press("Enter")
        page.keyboard.type("Minutes were kept")
        unfold(page)
        tool(page, "Footnote").click()
        expect(page.get_by_role("textbox", name=re.compile("^Footnote"))).to_be_focused()
        page.keyboard.type("By IOM.")
        page.keyboard.press("Escape")
        page.get_by_role("status").get_by_text(SAVED).wait_for()
        assert somebody.findings() == []
        page.get_by_role("button", name="Save and close").click()

        meetings = page.locator("section#meetings")
        expect(meetings).to_contain_text("All of them were short.")
        meetings.get_by_text("You changed this paragraph").click()
        meetings.get_by_role("button", name="Use the portal’s text").wait_for()
        expect(meetings.locator("table").first).to_contain_text("22 January 2007")

        meetings.get_by_text("Move, leave out, earlier texts").click()
        meetings.get_by_role("button", name="Move up").click()
        page.wait_for_url("**#meetings")
        place = "sections => sections.map(one => one.id)"
        order = page.locator("section.written").evaluate_all(place)
        assert order.index("meetings") < order.index("term")
        page.get_by_role("button", name=re.compile(r"Add ?: Decisions and action points")).click()
        page.get_by_text("“Decisions and action points” is in the report.").wait_for()
        challenges = page.locator("section#challenges")
        challenges.get_by_text("Move, leave out, earlier texts").click()
        challenges.get_by_role("button", name="Leave out of the report").click()
        page.get_by_text("“Challenges” is left out of the report.").wait_for()
        page.get_by_role("button", name=re.compile(r"Bring back ?: Challenges")).wait_for()
        assert somebody.findings() == []
        facts = gather(Chairmanship.objects.by_slug("iom-2007-01"), as_at=JUNE.date())
    sections = {one["slug"]: one for one in facts["sections"]}
    assert "challenges" not in sections
    assert list(sections).index("meetings") < list(sections).index("term")
    text = "".join(block["text"] for block in sections["meetings"]["blocks"])
    assert "All of them were short." in text
    assert 'Minutes were kept<span class="footnote">By IOM.</span>' in text
    assert somebody.complaints == []
