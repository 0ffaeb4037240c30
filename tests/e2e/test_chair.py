"""The chair's journey: from a date to minutes that stand, and to the report that is left behind."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from foundation.dates import clock
from meetings.agenda import actions as agenda_actions
from meetings.attendance import actions as attendance_actions
from meetings.convening import actions as convening_actions
from meetings.followup import actions as followup_actions
from meetings.minutes import actions as minutes_actions
from meetings.models import AgendaItem, Meeting
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

MARCH = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)
WEIGHT = 100_000  # bytes on the wire at the first load, with everything


def test_chair_plans_calls_publishes_writes_circulates_and_hands_over(
    history, visitor, live_server, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    chair, member = factories.person_of("IOM", name="M. Chair"), factories.person_of("ILO", name="L. Member")
    with clock.moved_to(MARCH):
        somebody = visitor()
        somebody.logs_in(chair.email)
        page = somebody.goes_to("/")
        page.get_by_role("link", name="Meetings").first.click()
        page.get_by_role("link", name="Plan a meeting").click()
        page.get_by_label("Date").fill("14 March 2007")
        page.get_by_label("Start time").fill("10:00")
        page.get_by_label("City").fill("Geneva")
        page.get_by_role("button", name="Plan meeting").click()
        expect(page.locator("main .facts")).to_contain_text("10:00 (Geneva time)", use_inner_text=True)
        page.get_by_role("button", name="Convene meeting").click()
        page.get_by_role("link", name="Edit agenda").click()
        for title in ("Statement to the General Assembly", "Website of the Group"):
            page.get_by_label("New item").fill(title)
            page.get_by_label("Minutes").fill("30")
            page.get_by_role("button", name="Add item").click()
            page.locator(".agenda-items").get_by_role("link", name=title, exact=True).wait_for()
        page.get_by_role("button", name="Up Website of the Group").click()
        page.get_by_role("status").get_by_text("is now item 3, in position 3 of 6").wait_for(state="attached")
        grip = page.get_by_role("button", name="Website of the Group, or move it with the arrow keys")
        grip.focus()
        grip.press("ArrowDown")
        page.get_by_role("status").get_by_text("is now item 4, in position 4 of 6").wait_for(state="attached")
        row = page.locator(".agenda-items > li").filter(has_text="Website of the Group")
        row.locator(".grip").drag_to(
            page.locator(".agenda-items > li").first, target_position={"x": 40, "y": 4}
        )
        page.get_by_role("status").get_by_text("is now item 1, in position 1 of 6").wait_for(state="attached")
        page.get_by_role("button", name="Down Website of the Group").click()
        page.get_by_role("status").get_by_text("is now item 2, in position 2 of 6").wait_for(state="attached")
        page.get_by_role("button", name="Publish agenda").click()
        page.get_by_text("Members can read it now").wait_for()
        meeting = Meeting.objects.get(date="2007-03-14")
        order = list(AgendaItem.objects.filter(meeting=meeting).values_list("title", flat=True))
        assert order == [
            "Adoption of the agenda", "Website of the Group", "Matters arising",
            "Statement to the General Assembly", "Any other business", "Next meeting",
        ]  # fmt: skip

    with clock.moved_to(dt.datetime(2007, 3, 14, 11, tzinfo=dt.UTC)):
        page.reload()
        page.get_by_role("link", name="Write minutes").first.click()
        page.wait_for_load_state()
        page.get_by_role("button", name="ILO", exact=True).click()
        page.locator("[aria-pressed=true]").get_by_text("ILO").wait_for()
        page.wait_for_load_state()  # the editor takes the place of the field with the scripts
        section = page.locator(".written").filter(has_text="Statement to the General Assembly")
        section.get_by_label("Minutes on").fill("The text was read line by line.")
        page.get_by_role("status").get_by_text("Saved").wait_for()
        section.get_by_text("Add a decision or an action").click()
        section.get_by_label("Decision", exact=True).fill("The statement is agreed.")
        section.get_by_label("Action point", exact=True).fill("Send it to New York.")
        section.get_by_label("Responsible").select_option(label="UNHCR")
        section.get_by_label("Due").fill("4 May 2007")
        section.get_by_role("button", name="Save").click()
        page.get_by_text("UNHCR · by 4 May 2007 · Send it to New York.").wait_for()
        page.get_by_role("link", name="Circulate minutes").click()
        page.get_by_text("Nothing is written on “Any other business”.").wait_for()
        page.get_by_label("Comments by").fill("28 March 2007")
        page.get_by_role("button", name="Circulate").click()
        page.get_by_text("until Wednesday 28 March, 18:00 (Geneva time)").first.wait_for()

        reader = visitor("phone").logs_in(member.email)
        reader.goto(page.url)
        reader.get_by_text("The text was read line by line.").wait_for()
        entry = reader.locator(".agenda-read > li").nth(3)
        entry.get_by_text("Comment on this item").click()
        entry.get_by_label("Your comment").fill("It was read twice.")
        entry.get_by_role("button", name="Send comment").click()
        reader.get_by_text("Comment sent to the chair.").wait_for()
        page.reload()
        page.get_by_text("It was read twice.").wait_for()

    with clock.moved_to(dt.datetime(2007, 3, 28, 16, 0, 1, tzinfo=dt.UTC)):  # 18:00 in Geneva
        page.reload()
        page.get_by_text("minutes adopted").wait_for()
        expect(page.get_by_role("link", name="Write minutes")).to_have_count(0)
        page.goto(f"{live_server.url}/chair/iom-2007-01/")
        page.get_by_role("link", name="Handover report").click()
        page.get_by_text("The meetings took one decision and agreed on one action point.").wait_for()
        page.get_by_role("link", name=re.compile(r"Edit ?: Ideas discussed")).click()
        page.wait_for_load_state()
        page.get_by_role("textbox", name="Ideas discussed").fill("A longer term.\n\nA stronger troika.")
        page.get_by_role("button", name="Save and close").click()
        page.get_by_text("Saved. The next version of the report will include it.").wait_for()
        page.get_by_role("link", name="Check and issue").click()
        page.get_by_role("button", name="Create report").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download version 1").click()
        assert download.value.suggested_filename == "gmg-handover-report-iom-2007-01-v1-draft.pdf"


@pytest.fixture
def busy(history):
    """A chair with meetings in every state."""
    chair = factories.person_of("IOM", name="M. Chair")
    with clock.moved_to(MARCH):
        plan = {"level": "working", "city": "Geneva", "by": chair}
        planned = convening_actions.plan_meeting(date=factories.date("2007-04"), **plan)
        ahead = convening_actions.plan_meeting(
            date=factories.date("2007-03-14"), time=dt.time(10), timezone="Europe/Zurich", length=90, **plan
        )
        held = convening_actions.plan_meeting(
            date=factories.date("2007-02-15"), title="Before the Forum", **plan
        )
        for meeting in (ahead, held):
            meeting.agenda.all().delete()
            convening_actions.call_meeting(meeting, by=chair)
            for title in ("Adoption of the agenda", "A matter with a rather long title that needs its place"):
                agenda_actions.add_item(meeting, title=title, asked="decision", length=50, by=chair)
        item = held.agenda.first()
        minutes_actions.write_minutes(item, text="It was adopted.\n\nAnd read.", revision=0, by=chair)
        followup_actions.record_decision(item, text="The agenda is adopted.", by=chair)
        followup_actions.record_action(
            item, text="Send it", agency=factories.agency("ILO"), due=factories.date("2007-02-20"), by=chair
        )
        attendance_actions.mark(held, agency=factories.agency("ILO"), how="present", by=chair)
        minutes_actions.comment(held, text="Well put.", item=item, agency=factories.agency("ILO"), by=chair)
        minutes_actions.circulate_minutes(held, until=MARCH + dt.timedelta(days=9), by=chair)
    return {"chair": chair, "planned": planned.pk, "ahead": ahead.pk, "held": held.pk, "item": item.pk}


PAGES = [
    "/meetings/",
    "/meetings/?q=nothing",
    "/meetings/plan/",
    "/meetings/decisions/",
    "/meetings/actions/",
    "/meetings/{planned}/",
    "/meetings/{ahead}/",
    "/meetings/{ahead}/change/",
    "/meetings/{ahead}/agenda/",
    "/meetings/{planned}/agenda/",
    "/meetings/{held}/",
    "/meetings/{held}/agenda/{item}/",
    "/meetings/{held}/minutes/",
    "/meetings/{held}/minutes/circulate/",
    "/chair/iom-2007-01/report/",
    "/chair/iom-2007-01/report/?edit=meetings",
    "/chair/iom-2007-01/report/versions/",
]


def test_pages_of_the_journey_are_accessible_light_and_fit_the_screen(busy, traveller):
    wrong = {}
    with clock.moved_to(MARCH):
        somebody = traveller(weighs=True)
        somebody.logs_in(busy["chair"].email)
        for path in PAGES:
            page = somebody.goes_to(path.format(**busy))
            found = somebody.findings() + somebody.complaints
            if (weight := somebody.weight()) > WEIGHT:
                found.append(f"{weight} bytes")
            if page.locator("h1").count() != 1:
                found.append("not one heading")
            if found:
                wrong[path] = found
            somebody.complaints.clear()
    assert wrong == {}


def test_agenda_and_minutes_work_without_javascript(busy, visitor):
    with clock.moved_to(MARCH):
        somebody = visitor()
        somebody.logs_in(busy["chair"].email)
        context = somebody.context.browser.new_context(java_script_enabled=False)
        context.add_cookies(somebody.context.cookies())
        page = context.new_page()
        page.goto(f"{somebody.address}/meetings/{busy['ahead']}/agenda/")
        page.get_by_role("button", name="Down Adoption").click()
        expect(page.locator(".agenda-items > li").first).to_contain_text("long title", use_inner_text=True)
        page.goto(f"{somebody.address}/meetings/{busy['held']}/minutes/")
        page.get_by_label("Minutes on Adoption").fill("Without a script.")
        page.get_by_role("button", name="UNHCR", exact=True).click()
        expect(page.get_by_text("Without a script.", exact=True)).to_be_visible()
        expect(page.get_by_label("Minutes on Adoption")).to_have_value("")
        expect(page.get_by_role("button", name="UNHCR", exact=True)).to_have_attribute("aria-pressed", "true")
        context.close()
