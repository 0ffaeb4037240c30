"""The secretariat plans the chairs to come, in a browser."""

import datetime as dt

import pytest

from chairmanship.rotation import rotation
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

SAM = "sam@example.org"
TODAY = dt.date(2027, 3, 1)


@pytest.fixture
def today():
    with clock.moved_to(TODAY):
        factories.secretariat(name="Sam Secretary", email=SAM)
        for acronym in ("IOM", "ILO", "WHO", "FAO"):
            factories.membership(acronym, "2003")
        factories.term("IOM", "2027-01-01", "2027-06-30")
        factories.term("ILO", "2027-07-01", "2027-12-31")
        factories.meeting("2027-09-14")
        yield


def line():
    return [f"{term.agency} {term.starts}" for term in rotation.terms()]


def test_chairs_are_planned_ahead_and_swapped(traveller, today):
    sam = traveller()
    page = sam.logs_in(SAM)
    sam.goes_to("/chair/")
    page.get_by_role("link", name="Plan rotation").click()
    assert sam.findings() == []
    page.get_by_role("link", name="Plan the next terms").click()
    for row, agency, months in ((0, "WHO", "6"), (1, "FAO", "12")):
        page.locator(f"#id_row{row}-agency").fill(agency)
        page.locator(f"#id_row{row}-months").fill(months)
    page.get_by_role("button", name="Preview changes").click()
    page.get_by_role("cell", name="1 July 2028 to 30 June 2029").wait_for()
    assert sam.findings() == []
    assert len(line()) == 2  # nothing is kept yet
    page.get_by_role("button", name="Save changes").click()
    page.get_by_text("Saved. 2 terms changed.").wait_for()
    assert line()[2:] == ["WHO 2028-01-01", "FAO 2028-07-01"]

    page.get_by_role("link", name="Swap two terms").click()
    page.wait_for_load_state()  # what one chooses before the scripts have come is shown with the next change
    page.get_by_label("Second term").select_option(label="WHO, 1 January to 30 June 2028")
    page.get_by_text(
        "meeting of 14 September 2027, already convened"
    ).wait_for()  # shown as soon as it is chosen
    assert sam.findings() == []
    page.get_by_role("button", name="Save changes").click()
    page.get_by_text("Saved. 2 terms changed.").wait_for()
    assert line()[1:3] == ["WHO 2027-07-01", "ILO 2028-01-01"]
    assert sam.findings() == []
    assert sam.complaints == []
