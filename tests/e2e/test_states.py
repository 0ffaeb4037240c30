"""Pages in the states that a plain visit does not show: the report's, an open menu, and what went wrong."""

import datetime as dt

import pytest
from django.db import transaction
from playwright.sync_api import expect

from chairmanship.handover.actions import reports
from chairmanship.handover.report import Made
from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.files.pdf import Pdf
from foundation.models import Job
from gmg_portal import views
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

REPORT = "/chair/iom-2007-01/report/versions/"


@pytest.fixture
def term(history, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.CELERY_TASK_ALWAYS_EAGER = False  # the test is the worker
    return Chairmanship.objects.by_slug("iom-2007-01")


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("foundation.jobs.outbox.wake", lambda pk: True)


def made(report):
    """As if a worker had made it."""
    Job.objects.unfinished().update(finished_at=clock.now())
    report.refresh_from_db()
    pdf = Pdf(content=b"%PDF-", pages=11)
    with transaction.atomic():
        files = Made(full=pdf, summary=pdf, public=None)
        reports.keep_report(report, as_at=dt.date(2012, 8, 31), facts=report.facts, made=files)
    report.refresh_from_db()


def test_report_page_in_each_of_its_states(term, traveller):
    somebody, wrong = traveller(), {}
    admin = factories.admin(name="Ada Admin")
    page = somebody.logs_in(admin.email)

    def looks(state, words):
        page.goto(somebody.address + REPORT)
        page.get_by_text(words).first.wait_for()
        for opener in page.get_by_text("Issue this version").all():
            opener.click()
        if found := somebody.findings():
            wrong[state] = found

    looks("nothing yet", "Create report")
    report = reports.request_report(term, by=admin)
    looks("under way", "The report is being created.")
    Job.objects.unfinished().update(failed_at=clock.now(), error="The disk is full.")
    looks("failed", "The disk is full.")
    reports.request_report(term, by=admin)
    made(report)
    looks("made", "Update draft")
    reports.issue_report(report, by=admin)
    looks("just issued", "Its final PDF is being created.")
    made(report)
    looks("issued", "There is no newer draft.")
    assert wrong == {}
    assert somebody.complaints == []


def test_menu_and_what_went_wrong(term, traveller, monkeypatch):
    somebody, wrong = traveller(), {}

    def looks(state):
        if found := somebody.findings():
            wrong[state] = found

    page = somebody.goes_to("/login/")
    page.get_by_label("E-mail").fill("nobody@example.org")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.locator(".alert-danger").wait_for()
    looks("refused login")
    expect(page.get_by_label("E-mail")).to_have_value("nobody@example.org")

    ben = factories.person_of("UNDP", name="Ben of a Very Long Name That Does Not End")
    somebody.logs_in_by_the_page(ben.email)
    for size, menu in (("desktop", "Ben of"), ("phone", "Menu")):
        somebody.sees(size, "light")
        page.get_by_text(menu).first.click()
        page.get_by_role("button", name="Sign out").wait_for()
    looks("menu")
    somebody.goes_to(REPORT)
    page.get_by_role("heading", name="You do not have access to this page").wait_for()
    looks("forbidden")

    def broken(day):
        raise RuntimeError("on purpose")

    monkeypatch.setattr(views, "powers_of", broken)
    somebody.goes_to("/")
    page.get_by_role("heading", name="Something went wrong").wait_for()
    looks("broken")
    assert wrong == {}


def test_report_is_made_by_the_keyboard_alone(term, visitor):
    somebody = visitor()
    page = somebody.logs_in(factories.admin().email)

    def presses_to(words):
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == words:
                assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                return page.keyboard.press("Enter")
        raise AssertionError(f"The keyboard does not reach “{words}”.")

    page.goto(f"{somebody.address}/chair/iom-2007-01/")
    presses_to("Skip to content")
    expect(page.locator("#content")).to_be_focused()
    page.reload()
    presses_to("Handover report")
    page.wait_for_url("**/report/")
    presses_to("Check and issue")
    page.wait_for_url(f"**{REPORT}")
    presses_to("Create report")
    page.get_by_text("The report is being created.").wait_for()
    assert term.reports.get().requested_by_id
