"""An applicant writes on its page: what is saved is seen to be, and what is not saved is not lost."""

import pytest
from playwright.sync_api import expect

from agencies.applications import links as application_links
from agencies.applications.actions import applying
from agencies.models import Dossier, Question
from foundation.text import rich
from tests import factories
from tests.e2e.walking import looked_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dossier(db):
    factories.first_edition()
    return factories.dossier()


def words(name):
    return rich.plain(Dossier.objects.get().words.get(name, ""))


def editor(page, number):
    """Returns where the answer to a question is written."""
    return page.get_by_role("textbox", name=Question.objects.get(number=number).text)


def test_what_is_not_saved_is_said_where_one_types_tried_again_and_not_left_unasked(dossier, visitor):
    somebody, name = visitor("phone", own=True), Question.objects.get(number=4).key
    page = somebody.goes_to(f"/apply/{application_links.link_of(dossier)}/")
    field, here = editor(page, 4), page.locator(f"#saved-{name}")
    question = Question.objects.get(number=4).text
    expect(page.locator("#missing")).to_contain_text(question)
    field.fill("Data.")
    expect(here).to_contain_text("Saved")
    expect(here).to_be_in_viewport()
    expect(page.locator("#missing")).not_to_contain_text(question)
    looked_at(somebody)

    somebody.context.set_offline(True)
    field.press_sequentially(" And people.")
    expect(here).to_contain_text("Not saved: the portal is not responding.")
    expect(here).to_be_in_viewport()
    expect(page.locator("#saved")).to_contain_text("Not saved")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.href = '/members/'")
    expect(field).to_have_text("Data. And people.")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Save", exact=True).last.click()  # which leads nowhere now
    expect(field).to_have_text("Data. And people.")
    assert words(name) == "Data."

    somebody.context.set_offline(False)
    expect(here).to_contain_text("Saved")
    assert words(name) == "Data. And people."
    page.goto(f"{somebody.address}/apply/")
    assert asked == ["beforeunload"]


def test_two_texts_that_clash_are_brought_together_by_one_press(dossier, visitor):
    somebody, name = visitor(), Question.objects.get(number=1).key
    page = somebody.goes_to(f"/apply/{application_links.link_of(dossier)}/")
    applying.write(dossier, {name: "From Ana."}, was={})
    field, clash = editor(page, 1), page.locator(f"#clash-{name}")
    field.fill("From Ben.")
    expect(clash).to_contain_text("From Ana.")
    expect(page.locator(f"#saved-{name}")).to_have_text("Not saved until you press Save.")
    # What is written now is not saved over their text while one looks at it: neither after a pause nor when
    # one goes on.
    page.evaluate("""() => {
      window.begun = [];
      document.addEventListener("htmx:beforeRequest", (event) => begun.push(!event.defaultPrevented));
    }""")
    field.fill("From Ana and Ben.")
    somebody.waits_until("begun.length >= 1")
    field.blur()
    somebody.rests()
    assert page.evaluate("begun.some(Boolean)") is False
    expect(clash).to_contain_text("From Ana.")
    assert words(name) == "From Ana."
    looked_at(somebody)
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved. You can close this page")).to_be_visible()
    assert words(name) == "From Ana and Ben."


def test_press_waits_for_the_answer_to_what_is_being_saved(dossier, visitor):
    somebody, name, held = visitor(own=True), Question.objects.get(number=1).key, []
    page = somebody.goes_to(f"/apply/{application_links.link_of(dossier)}/")
    page.route("**/save/**", lambda route: held.append((route, route.fetch())), times=1)
    editor(page, 1).fill("Data.")
    while not held:
        page.wait_for_timeout(5)
    editor(page, 1).fill("Data. And people.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    for route, answer in held:
        route.fulfill(response=answer)
    expect(page.get_by_text("Saved. You can close this page")).to_be_visible()
    assert words(name) == "Data. And people."
