"""Choosing one of many: by keyboard while one types, and without JavaScript from a list in a second step."""

import datetime as dt
import os

import pytest
from playwright.sync_api import expect

from foundation.dates import clock
from meetings.models import AgendaItem, Decision
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

MARCH = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)


def looked_at(somebody):
    assert somebody.findings() == []
    assert somebody.complaints == []


def seen(page, name):
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png")


@pytest.fixture
def activity(history):
    for month in (1, 2, 3):
        met = factories.meeting(f"2006-{month:02}-20", minutes="adopted", city="Geneva")
        item = AgendaItem.objects.create(meeting=met, position=0, title="The common note")
        Decision.objects.create(item=item, position=0, text=f"The note of month {month} goes ahead.")
    factories.meeting("2006-05-10", title="A workshop on data", city="Manila")
    return factories.activity(lead="ILO", starts="2007", status="planned")


def test_meeting_and_decision_are_chosen_with_the_keyboard(activity, traveller):
    lead = factories.person_of("ILO", name="L. Lead")
    with clock.moved_to(MARCH):
        theirs = traveller()
        theirs.logs_in(lead.email)
        page = theirs.goes_to(activity.get_absolute_url())
        page.get_by_text("Link a meeting or decision").click()
        field = page.get_by_role("combobox", name="Meeting")
        field.press("ArrowDown")
        options = page.get_by_role("listbox").get_by_role("option")
        expect(options.first).to_be_visible()
        field.fill("2006 geneva")
        expect(options).to_have_count(3)
        expect(page.get_by_role("status").filter(has_text="3 matches.")).to_have_count(1)
        seen(page, "open")
        looked_at(theirs)
        field.press("ArrowDown")
        field.press("ArrowDown")
        expect(options.nth(1)).to_have_attribute("aria-selected", "true")
        field.press("Escape")
        expect(options.first).to_be_hidden()
        expect(field).to_have_value("2006 geneva")
        field.fill("workshop")
        expect(options).to_have_count(1)
        field.press("ArrowDown")
        field.press("Enter")
        expect(field).to_have_value("A workshop on data, 10 May 2006")
        decision = page.get_by_role("combobox", name="Decision")
        decision.fill("seafarers")
        expect(page.get_by_text("Nothing matches. Try other words.").first).to_be_visible()
        seen(page, "nothing")
        decision.fill("month 2")
        page.get_by_role("option", name="The note of month 2").click()
        expect(decision).to_have_value("20 February 2006: The note of month 2 goes ahead.")
        page.get_by_role("button", name="Add link").click()
        expect(page.get_by_role("link", name="A workshop on data")).to_be_visible()
        expect(page.get_by_role("link", name="Decision of 20 February 2006")).to_be_visible()


def test_without_javascript_one_chooses_from_a_list(activity, traveller, live_server):
    lead = factories.person_of("ILO", name="L. Lead")
    with clock.moved_to(MARCH):
        theirs = traveller()
        theirs.logs_in(lead.email)
        theirs.goes_to(activity.get_absolute_url())
        context = theirs.context.browser.new_context(
            java_script_enabled=False, storage_state=theirs.context.storage_state(), base_url=live_server.url
        )
        page = context.new_page()
        page.goto(activity.get_absolute_url())
        page.get_by_text("Link a meeting or decision").click()
        page.get_by_label("Meeting", exact=True).fill("geneva 2006")
        page.get_by_role("button", name="Add link").click()
        expect(page.get_by_text("Several entries match “geneva 2006”.")).to_be_visible()
        expect(page.get_by_label("Meeting", exact=True)).to_have_value("geneva 2006")
        seen(page, "second-step")
        page.get_by_label("20 February 2006").check()
        page.get_by_role("button", name="Add link").click()
        expect(page.get_by_role("link", name="20 February 2006").first).to_be_visible()
        context.close()
        assert [one.meeting.date.iso for one in activity.meeting_links.all()] == ["2006-02-20"]


def test_several_are_chosen_and_a_list_is_narrowed_on_any_screen(activity, traveller):
    chair = factories.person_of("IOM", name="M. Chair")
    for month in range(1, 13):
        factories.event(day=f"2006-{month:02}-01", forum=f"Forum {month} on migration and development")
    with clock.moved_to(MARCH):
        theirs = traveller()
        theirs.logs_in(chair.email)
        for size, width, height in (("desktop", 1200, 900), ("phone", 390, 844)):
            page = theirs.goes_to(f"{activity.get_absolute_url()}change/")
            page.set_viewport_size({"width": width, "height": height})
            page.get_by_text("Statements, contributions and briefings").first.click()
            field = page.get_by_role("combobox", name="Statements, contributions and briefings")
            field.fill("forum 2006")
            expect(page.get_by_text("There are more.").first).to_be_visible()
            field.scroll_into_view_if_needed()
            seen(page, f"many-{size}")
            field.press("ArrowDown")
            field.press("Enter")
            expect(field).to_have_value("")
            expect(page.get_by_role("checkbox", name="Forum")).to_be_checked()
            page = theirs.goes_to("/meetings/")
            term = page.get_by_role("combobox", name="Chair")
            term.click()
            expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
            seen(page, f"filter-{size}")
            looked_at(theirs)
