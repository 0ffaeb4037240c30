"""The chair's people outside the Group, the troika's page and the comparison, in a browser."""

import datetime as dt

import pytest

from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

CARLA = "carla@example.org"
TODAY = dt.date(2027, 3, 1)


@pytest.fixture
def today():
    with clock.moved_to(TODAY):
        for acronym in ("IOM", "ILO"):
            factories.membership(acronym, "2003")
        factories.term("IOM", "2027-01-01", "2027-06-30")
        factories.term("ILO", "2027-07-01", "2027-12-31")
        factories.person_of("IOM", name="Carla Chair", email=CARLA)
        factories.meeting("2027-02-10")
        yield


def test_chair_keeps_what_lies_outside_and_writes_for_the_troika(traveller, today):
    carla = traveller()
    page = carla.logs_in(CARLA)
    carla.goes_to("/outside/")
    page.get_by_role("link", name="Add event").click()
    page.get_by_label("Forum").fill("Friends of the Forum")
    page.get_by_label("From").fill("2027-03-01")
    page.get_by_label("Deadlines").fill("2027-03-08 Send the text")
    assert carla.findings() == []
    page.get_by_role("button", name="Save").click()
    page.get_by_text("By 8 March 2027").wait_for()
    assert carla.findings() == []

    page.get_by_role("link", name="Add statement or briefing").click()
    page.get_by_label("Text as delivered").fill("Excellencies.")
    assert carla.findings() == []
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Publish text").click()
    page.get_by_text("The text is published. Everybody can read it.").wait_for()
    assert carla.findings() == []

    carla.goes_to("/chair/troika/")
    assert carla.findings() == []
    page.get_by_role("link", name="Write note").click()
    page.get_by_label("Title").fill("Between us")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Between us").wait_for()

    for address in ("/", "/outside/", "/outside/said/", "/chair/troika/", "/chair/compare/"):
        carla.goes_to(address)
        assert carla.findings() == [], address
    assert carla.complaints == []
