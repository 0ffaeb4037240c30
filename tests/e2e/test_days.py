"""A date is typed in words, chosen in the browser's calendar, or said back in words."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from chairmanship.outside.models import Occasion
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

SAM = "sam@example.org"


@pytest.fixture
def today():
    with clock.moved_to(dt.date(2027, 3, 1)):
        factories.membership("IOM", "2003")
        factories.term("IOM", "2027-01-01", "2027-06-30")
        factories.person_of("IOM", name="Sam", email=SAM)
        yield


def choose(page, label: str, day: str) -> None:
    """Chooses a day in the calendar. A browser without a window draws none, so its field is set."""
    field = page.locator(".day").filter(has=page.get_by_label(label)).locator("[type=date]")
    field.evaluate(
        """(field, day) => {
            field.value = day;
            field.dispatchEvent(new Event("change", { bubbles: true }));
        }""",
        day,
    )


def test_day_is_typed_chosen_and_said_back(visitor, today):
    sam = visitor()
    page = sam.logs_in(SAM)
    sam.goes_to("/outside/")
    page.get_by_role("link", name="Add event").click()
    begins, ends = page.get_by_label("From"), page.get_by_label("To")
    expect(page.get_by_role("button", name=re.compile("Calendar ?: From"))).to_be_visible()
    assert sam.findings() == []

    begins.fill("09.07.2027")
    ends.focus()
    expect(begins).to_have_value("9 July 2027")
    ends.fill("2027-07-11")
    begins.focus()
    expect(ends).to_have_value("11 July 2027")
    choose(page, "To", "2027-07-12")
    expect(ends).to_have_value("12 July 2027")
    page.get_by_role("button", name=re.compile("Calendar ?: To")).press("Enter")
    assert page.locator(".day [type=date]").last.input_value() == "2027-07-12"
    page.keyboard.press("Escape")

    ends.fill("31.6.2027")
    page.get_by_label("Forum").fill("Friends of the Forum")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("There is no such day. Write the date as 14 May 2027.").wait_for()
    expect(ends).to_have_value("31.6.2027")
    assert sam.findings() == []
    ends.fill("Mon 12 July 2027")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("9 to 12 July 2027").first.wait_for()
    assert Occasion.objects.get().ends == dt.date(2027, 7, 12)
    assert sam.complaints == []
