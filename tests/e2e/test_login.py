"""From the login to home, as the people of the demo do it, at both widths."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from agencies.accounts import actions as account_actions
from agencies.models import User
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

LOGINS = ["focal", "chair", "incoming", "secretariat"]
WEIGHT = 100_000  # bytes on the wire at the first load, with everything


def somebody_new() -> User:
    person = User.objects.create_user("ida@example.org", name="Ida Imagined")
    factories.appointment(person, "IOM", "staff")
    return person


def wrong(somebody) -> list[str]:
    """What is wrong with the page now."""
    found = somebody.findings() + somebody.complaints
    if somebody.page.locator("h1").count() != 1:
        found.append("not one heading")
    return found


def test_each_demo_login_comes_home(demo, traveller):
    found = {}
    for login in LOGINS:
        somebody = traveller()
        page = somebody.logs_in_by_the_page(f"{login}@example.org")
        page.get_by_role("heading", name="Your to-do list").wait_for()
        page.get_by_text("This is a demonstration").wait_for()
        found[login] = wrong(somebody)
    assert found == {login: [] for login in LOGINS}


def test_pages_of_the_login_and_documents_are_accessible_light_and_fit(demo, traveller):
    link = account_actions.token(somebody_new())
    paths = ["/login/", "/password/forgotten/", "/password/forgotten/sent/", f"/invitation/{link}/",
             "/password/forgotten/1-x/", "/login/closed/", "/documents/"]  # fmt: skip
    private = ["/me/", "/password/", "/logout/", "/documents/", "/documents/?kind=report"]
    found = {}
    stranger = traveller(weighs=True)
    for path in paths:
        stranger.goes_to(path)
        found[path] = wrong(stranger) + ["heavy"] * (stranger.weight() > WEIGHT)
        stranger.complaints.clear()
    somebody = traveller()
    somebody.logs_in("focal@example.org")
    for path in private:
        somebody.goes_to(path)
        found[f"{path} inside"] = wrong(somebody)
    somebody.goes_to("/documents/").locator("main li a.entry").first.click()
    found["document"] = wrong(somebody)
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_window_that_is_used_again_knows_nothing_of_who_used_it(demo, visitor):
    somebody = visitor()
    somebody.logs_in("focal@example.org")
    page = somebody.goes_to("/me/")
    page.evaluate("for (const kept of [localStorage, sessionStorage]) kept.setItem('a', 'b')")
    assert somebody.window.is_wiped(somebody.address)
    somebody.goes_to("/me/")
    expect(page.get_by_label("Password")).to_be_visible()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_invited_person_chooses_a_password_and_logs_out_and_in_again(demo, visitor):
    person = somebody_new()
    account_actions.invite(person, by=None)
    somebody = visitor("phone")
    page = somebody.goes_to(re.search(r"//[^/]+(/invitation/\S+)", mail.outbox[-1].body)[1])
    page.get_by_label("Password", exact=False).first.fill("a-long-password")
    page.get_by_label("Repeat password").fill("a-long-password")
    page.get_by_role("button", name="Open account").click()
    page.get_by_text("Welcome, Ida Imagined").wait_for()
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You are signed out.").wait_for()
    somebody.logs_in_by_the_page("ida@example.org")
    page.get_by_role("heading", name="Your to-do list").wait_for()


def test_forgotten_password_is_asked_for_and_replaced(demo, visitor):
    somebody = visitor()
    page = somebody.goes_to("/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail").fill("chair@example.org")
    page.get_by_role("button", name="Send link").click()
    page.get_by_role("heading", name="Check your e-mail").wait_for()
    somebody.goes_to(re.search(r"http[^/]+//[^/]+(/password/forgotten/\S+)", mail.outbox[-1].body)[1])
    page.locator("[name=password1]").fill("another-quiet-word")
    page.locator("[name=password2]").fill("another-quiet-word")
    page.get_by_role("button", name="Save and sign in").click()
    page.get_by_text("Your password has been changed.").wait_for()
    assert somebody.complaints == []
