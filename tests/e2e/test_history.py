"""Seeing what happened: from a page to its history, and from the menu to all changes."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_somebody_saves_is_read_in_the_history_and_among_all_changes(visitor):
    sam = factories.secretariat(name="Sam Secretary")
    factories.membership("ILO", "2003")
    somebody = visitor()
    somebody.logs_in(sam.email)
    page = somebody.goes_to("/members/ilo/change/")
    page.get_by_label("Headquarters").fill("Geneva")
    page.get_by_label("Mandate").fill("Social justice.\nDecent work.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="History of changes").click()
    page.get_by_text("Sam Secretary set the headquarters to “Geneva”.").wait_for()
    page.get_by_text("Show what changed").click()
    page.get_by_text("Decent work.").wait_for()
    assert somebody.findings() == []

    page.get_by_text("Sam Secretary").first.click()  # the menu under the name
    page.get_by_role("link", name="Changes", exact=True).first.click()
    page.get_by_label("Kind").select_option("Agencies")
    page.get_by_role("combobox", name="Person").fill("Sam Secretary")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_text("Sam Secretary set the headquarters to “Geneva”.").wait_for()
    assert somebody.findings() == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    assert "Sam Secretary set the headquarters to “Geneva”." in download.value.path().read_text("utf-8-sig")
