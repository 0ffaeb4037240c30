"""Writing the minutes: the editor, a paste from Word, and what happens when something goes wrong."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from foundation.dates import clock
from foundation.text import rich
from meetings.agenda import actions as agenda_actions
from meetings.convening import actions as convening_actions
from meetings.minutes import actions as minutes_actions
from meetings.models import AgendaItem
from tests import factories
from tests.e2e.walking import comes_to
from tests.foundation.text import pasted

pytestmark = pytest.mark.django_db(transaction=True)

MARCH = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)
SAVED = re.compile(r"\bSaved \d\d:\d\d")
SAVING = re.compile(r"/minutes/\d+/$")
FIELD = "Minutes on Adoption of the agenda"
# In which the editor draws what was typed last.
TWO_FRAMES = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
})"""
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "the text without its looks");
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
}"""


@pytest.fixture
def held(history):
    """A meeting that was held, of which the chair writes the minutes."""
    chair = factories.person_of("IOM", name="M. Chair")
    with clock.moved_to(MARCH):
        meeting = convening_actions.plan_meeting(
            date=factories.date("2007-02-15"), level="working", city="Geneva", by=chair
        )
        meeting.agenda.all().delete()
        convening_actions.call_meeting(meeting, by=chair)
        for title in ("Adoption of the agenda", "Any other business"):
            agenda_actions.add_item(meeting, title=title, by=chair)
        yield {"chair": chair, "meeting": meeting.pk, "item": meeting.agenda.first().pk}


def opens(somebody, held):
    somebody.logs_in(held["chair"].email)
    return somebody.goes_to(f"/meetings/{held['meeting']}/minutes/")


def saved(held) -> str:
    """What is saved, without the ids of its blocks."""
    return re.sub(r' data-id="\w+"', "", AgendaItem.objects.get(pk=held["item"]).minutes)


def test_editor_writes_rich_text_that_stands_as_it_was_written(held, traveller):
    somebody = traveller()
    page = opens(somebody, held)
    field = page.get_by_label(FIELD)
    field.click()
    assert somebody.findings() == []
    page.keyboard.type("It was ")
    page.get_by_role("button", name="Bold").click()
    expect(page.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("adopted.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Bulleted list").click()
    page.keyboard.type("as sent")
    page.keyboard.press("Enter")
    page.keyboard.type("see ")
    page.keyboard.press("Control+k")
    page.get_by_role("textbox", name="Web address").fill("gmg.example/a")
    assert somebody.findings() == []
    page.get_by_role("button", name="Add link").click()
    wanted = (
        "<p>It was <strong>adopted.</strong></p><ul><li><p>as sent</p></li>"
        '<li><p>see <a href="https://gmg.example/a">https://gmg.example/a</a></p></li></ul>'
    )
    comes_to(page, wanted, lambda: saved(held))
    page.get_by_role("status").get_by_text(SAVED).wait_for()
    revision = AgendaItem.objects.get(pk=held["item"]).revision
    page.reload()
    page.get_by_label(FIELD).get_by_text("as sent").wait_for()
    page.get_by_role("button", name="Save all minutes").first.click()
    page.get_by_text(SAVED).first.wait_for()
    assert saved(held) == wanted
    assert AgendaItem.objects.get(pk=held["item"]).revision == revision  # there was nothing new
    page.goto(f"{somebody.address}/meetings/{held['meeting']}/")
    expect(page.locator(".minutes-read li")).to_have_count(2)
    assert somebody.findings() == []
    assert somebody.complaints == []


@pytest.mark.parametrize("source", ["Word", "Outlook", "Google Docs", "LibreOffice"])
def test_paste_goes_in_clean(held, visitor, source):
    given, wanted = pasted.ALL[source]
    somebody = visitor()
    page = opens(somebody, held)
    page.get_by_label(FIELD).click()
    page.evaluate(PASTE, given)
    page.get_by_role("status").get_by_text(SAVED).wait_for()
    assert saved(held) == wanted
    assert somebody.complaints == []


def test_text_typed_before_a_crash_is_offered_again(held, visitor):
    somebody = visitor(own=True)
    page = opens(somebody, held)
    # Not by set_offline: a closed page goes on for a moment, and once on line again saves it after all.
    somebody.context.route(SAVING, lambda route: route.abort())
    page.get_by_label(FIELD).fill("Typed on the train.")
    page.get_by_role("status").get_by_text("the portal is not responding").wait_for()
    page.close(run_before_unload=False)
    page = somebody.page = somebody.context.new_page()
    page.goto(f"{somebody.address}/meetings/{held['meeting']}/minutes/")
    offered = page.locator(".kept")
    offered.get_by_text("was not saved").wait_for()
    somebody.context.unroute(SAVING)
    offered.get_by_text("Typed on the train.").wait_for()
    assert somebody.findings() == []
    page.get_by_label("Minutes on Any other business").click()
    page.reload()  # not answered yet: it is offered until it is
    page.locator(".kept").get_by_role("button", name="Restore text").click()
    page.get_by_role("status").get_by_text(SAVED).wait_for()
    assert saved(held) == "<p>Typed on the train.</p>"
    page.reload()
    page.get_by_label(FIELD).wait_for()
    expect(page.locator(".kept")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kept:'))") == []


def test_text_typed_before_a_crash_can_be_thrown_away(held, visitor):
    somebody = visitor(own=True)
    page = opens(somebody, held)
    somebody.context.route(SAVING, lambda route: route.abort())
    page.get_by_label(FIELD).fill("Never mind.")
    page.get_by_role("status").get_by_text("the portal is not responding").wait_for()
    page.goto("about:blank")
    somebody.context.unroute(SAVING)
    page.goto(f"{somebody.address}/meetings/{held['meeting']}/minutes/")
    page.locator(".kept").get_by_text("Never mind.").wait_for()
    page.get_by_role("button", name="Discard text").click()
    page.reload()
    page.get_by_label(FIELD).wait_for()
    expect(page.locator(".kept")).to_have_count(0)


def test_login_that_ended_loses_nothing_typed(held, visitor):
    somebody = visitor()
    page = opens(somebody, held)
    Session.objects.all().delete()
    page.get_by_label(FIELD).fill("Typed after the login had ended.")
    page.get_by_role("status").get_by_text("you are no longer signed in").wait_for()
    assert somebody.findings() == []
    with somebody.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another tab; this page then saves your text.").click()
    other = opened.value
    other.get_by_label("E-mail").fill(held["chair"].email)
    other.get_by_label("Password").fill("a-long-password")
    other.get_by_role("main").get_by_role("button", name="Sign in").click()
    other.wait_for_url(lambda url: "/login/" not in url)
    page.get_by_role("status").get_by_text(SAVED).wait_for()
    assert saved(held) == "<p>Typed after the login had ended.</p>"
    page.get_by_label(FIELD).fill("And then saved by the button.")
    with page.expect_navigation():  # with the token of the new login
        page.get_by_role("button", name="Save all minutes").first.click()
    page.get_by_text(SAVED).first.wait_for()
    assert saved(held) == "<p>And then saved by the button.</p>"


def test_two_who_write_at_once_are_merged_and_choose_where_both_changed_the_same(held, visitor):
    factories.person_of("IOM", name="N. Notes", email="notes@example.org")
    item = AgendaItem.objects.get(pk=held["item"])
    base = "<p>ILO reported</p><p>IOM thanked</p>"
    minutes_actions.write_minutes(item, text=base, revision=0, by=held["chair"])
    carla, nora = visitor(own=True), visitor(own=True)
    hers = opens(carla, held)
    nora.logs_in("notes@example.org")
    others = nora.goes_to(f"/meetings/{held['meeting']}/minutes/")
    write_after(hers, "ILO reported", " at length")
    hers.get_by_role("status").get_by_text(SAVED).wait_for()
    write_after(others, "IOM thanked", " all")
    said = "M. Chair changed other paragraphs meanwhile. Both changes are saved."
    others.get_by_role("status").get_by_text(said).first.wait_for()
    expect(others.get_by_label(FIELD)).to_contain_text("ILO reported at length")
    others.keyboard.type(" of them")  # the cursor is where it was
    comes_to(others, ["ILO reported at length", "IOM thanked all of them"], lambda: paragraphs(held))
    others.get_by_role("status").get_by_text(SAVED).wait_for()

    write_after(hers, "IOM thanked", " ILO")
    hers.get_by_role("status").get_by_text("has changed the same paragraph").first.wait_for()
    with hers.expect_navigation():
        hers.get_by_role("button", name="Save all minutes").first.click()
    hers.get_by_text("N. Notes changed the same paragraph while you were writing").wait_for()
    assert carla.findings() == []
    hers.get_by_role("radio", name="Keep both").check()
    with hers.expect_navigation():
        hers.get_by_role("button", name="Save with these choices").click()
    assert paragraphs(held) == ["ILO reported at length", "IOM thanked all of them", "IOM thanked ILO"]
    assert [one for one in carla.complaints if "409 (Conflict)" not in one] == []
    assert nora.complaints == []


def write_after(page, words, more) -> None:
    page.get_by_label(FIELD).get_by_text(words).click()
    page.keyboard.press("End")
    page.keyboard.type(more)


def paragraphs(held) -> list[str]:
    return rich.plain(saved(held)).split("\n\n")


def test_rich_minutes_can_be_written_on_without_javascript(held, visitor):
    item = AgendaItem.objects.get(pk=held["item"])
    minutes_actions.write_minutes(
        item, text="<p>One <strong>word</strong>.</p><p>Two.</p>", revision=0, by=held["chair"]
    )
    somebody = visitor()
    somebody.logs_in(held["chair"].email)
    context = somebody.context.browser.new_context(java_script_enabled=False)
    context.add_cookies(somebody.context.cookies())
    page = context.new_page()
    page.goto(f"{somebody.address}/meetings/{held['meeting']}/minutes/")
    page.get_by_role("strong").get_by_text("word").wait_for()
    before = AgendaItem.objects.get(pk=held["item"])
    with page.expect_navigation():
        page.get_by_role("button", name="Save all minutes").first.click()
    after = AgendaItem.objects.get(pk=held["item"])
    assert (after.minutes, after.revision) == (before.minutes, before.revision)  # nobody wrote
    page.get_by_label(FIELD).fill("One <word>.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save all minutes").first.click()
    assert saved(held) == "<p>One <strong>word</strong>.</p><p>Two.</p><p>One &lt;word&gt;.</p>"
    context.close()


def test_decisions_and_actions_are_one_key_away(held, visitor):
    somebody = visitor()
    page = opens(somebody, held)
    page.get_by_label(FIELD).click()
    page.keyboard.type("It was adopted.")
    page.keyboard.press("F2")
    page.evaluate(TWO_FRAMES)  # nobody types faster
    page.keyboard.type("The agenda is adopted.")
    page.keyboard.press("F4")
    page.keyboard.type("Send it round.")
    assert somebody.findings() == []
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**#item-{held['item']}")
    page.get_by_text("Decision · The agenda is adopted.").wait_for()
    expect(page.locator("summary:focus")).to_be_visible()  # one stands where one was
    page.keyboard.press("F4")
    page.keyboard.type("And file it.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("And file it.").wait_for()
    item = AgendaItem.objects.get(pk=held["item"])
    assert [decision.text for decision in item.decisions.all()] == ["The agenda is adopted."]
    assert [action.text for action in item.actions.all()] == ["Send it round.", "And file it."]
    assert "It was adopted." in item.minutes
