"""Every public page, and the report's, as people see them: at both widths, in light and dark."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from chairmanship.handover.actions import reports
from chairmanship.models import Chairmanship
from foundation.jobs import outbox
from tests import factories
from tests.report_facts import Report

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/",
    "/members/?on=2007-06-30",
    "/members/?on=2014-06-30",
    "/members/?on=tomorrow",
    "/members/regional-commissions/",
    "/chair/",
    "/chair/iom-2007-01/",
    "/chair/unesco-2012-01/",
    "/login/",
    "/nowhere/",
]
WEIGHT = 100_000  # bytes on the wire at the first load, with everything


def test_pages_are_accessible_light_and_fit_the_screen(history, traveller):
    wrong, somebody = {}, traveller(weighs=True)
    for path in PAGES:
        page = somebody.goes_to(path)
        found = somebody.findings()
        if (weight := somebody.weight()) > WEIGHT:
            found.append(f"{weight} bytes")
        found += [text for text in somebody.complaints if "404 (Not Found)" not in text]
        if page.locator("h1").count() != 1:
            found.append("not one heading")
        if found:
            wrong[path] = found
        somebody.complaints.clear()
    assert wrong == {}


def test_keyboard_reaches_the_content_the_navigation_and_what_is_focused_is_seen(history, visitor):
    page = visitor().goes_to("/members/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    reached = []
    for _ in range(20):  # each date field has several stops
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("(document.activeElement.textContent || document.activeElement.id).trim()")
        )
    for wanted in ("Chair", "Members", "Sign in", "Show"):
        assert wanted in reached


def test_navigation_folds_on_the_phone_and_opens(history, visitor):
    page = visitor("phone").goes_to("/")
    link = page.get_by_label("Menu").get_by_role("link", name="Members")
    expect(link).not_to_be_visible()
    page.get_by_text("Menu", exact=True).click()
    link.click()
    page.wait_for_url("**/members/")


def test_members_on_a_date_by_the_field_and_by_the_slider(history, visitor):
    somebody = visitor()
    page = somebody.goes_to("/members/")
    page.get_by_label("Members on", exact=True).fill("2007-06-30")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("heading", name="10 members on 30 June 2007").wait_for()
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Members on", exact=True)).to_have_value("30 June 2008")
    page.get_by_role("heading", name="members on").filter(has_text="2008").wait_for()


def test_admin_makes_the_report_and_downloads_it(history, visitor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    somebody = visitor()
    page = somebody.logs_in(factories.admin(name="Ada Admin").email)
    page.goto(f"{somebody.address}/chair/iom-2007-01/")
    page.get_by_role("link", name="Handover report").click()
    page.get_by_role("link", name="Check and issue").click()
    assert somebody.findings() == []
    page.get_by_role("button", name="Create report").click()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="PDF").first.click()
    downloading.value.save_as(tmp_path / "report.pdf")
    assert Report(tmp_path / "report.pdf").holds("Integrating Migration into Development Planning Agendas")
    assert downloading.value.suggested_filename == "gmg-handover-report-iom-2007-01-v1-draft.pdf"
    assert somebody.findings() == []
    assert somebody.complaints == []


def test_progress_of_a_report_shows_by_itself(history, visitor, settings, tmp_path):
    """While a worker is at it the page asks by itself, and shows the end of it."""
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():  # in which the call to the worker is lost
        report = reports.request_report(Chairmanship.objects.by_slug("iom-2007-01"), by=None)
        job = reports.report_job(report)
        transaction.get_connection().run_on_commit.clear()
    somebody = visitor("phone")
    page = somebody.logs_in(factories.admin().email)
    page.goto(f"{somebody.address}/chair/iom-2007-01/report/versions/")
    page.get_by_text("The report is being created.").wait_for()
    assert somebody.findings() == []
    outbox.do(job.pk)
    page.get_by_text("Issue this version").wait_for()
    assert somebody.findings() == []
