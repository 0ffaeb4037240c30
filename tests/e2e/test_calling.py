"""A survey to which five agencies contribute, over a date on which no worker runs."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from documents.contributions import actions as contribution_actions
from documents.contributions import mail as contribution_mail
from documents.library import actions as library_actions
from documents.models import Call, Contribution, Question
from foundation.dates import clock
from foundation.models import Mail
from tests import factories
from tests.foundation.text.test_rich import bare

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("mail_in_rows")]

OPENS = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)
AFTER = dt.datetime(2007, 3, 16, 9, tzinfo=dt.UTC)
FIVE = ("IOM", "ILO", "UNHCR", "OHCHR", "UNODC")


@pytest.fixture
def group(history):
    """IOM chairs and leads; the others are asked."""
    with clock.moved_to(OPENS):
        people = {acronym: factories.person_of(acronym, name=f"Focal of {acronym}") for acronym in FIVE}
        document = library_actions.begin(
            title="A survey of training", kind="survey", lead=factories.agency("IOM"), by=people["IOM"],
            contributors=[factories.agency(one) for one in FIVE],
        )  # fmt: skip
        yield people | {"document": document}


def sound(somebody) -> None:
    assert somebody.complaints == []
    assert somebody.findings() == []


def test_survey_is_asked_for_filled_in_and_put_together_with_the_worker_down(group, traveller):
    lead, ilo, unhcr, ohchr = (traveller() for _ in range(4))

    page = lead.logs_in(group["IOM"].email)
    lead.goes_to(group["document"].get_absolute_url())
    page.get_by_role("link", name="Ask for contributions").click()
    sound(lead)
    page.get_by_label("What you ask for").fill("Which training do you give?")
    page.get_by_label("Entries in a table").check()
    page.get_by_label("Deadline").fill("2007-03-15")
    page.get_by_label("Column 1", exact=True).fill("Training")
    page.get_by_label("Column 2", exact=True).fill("Where")
    page.get_by_label("Type of answer, column 2").select_option("a place")
    page.get_by_label("Column 3", exact=True).fill("For whom")
    page.get_by_label("Type of answer, column 3").select_option("a choice")
    page.get_by_role("button", name="Ask agencies").click()
    page.get_by_text("List the choices").wait_for()
    sound(lead)
    page.get_by_label("Choices, column 3").fill("judges; border guards")
    page.get_by_role("button", name="Ask agencies").click()
    page.get_by_text("The agencies have been asked.").wait_for()
    sound(lead)
    call = Call.objects.get()

    page = ilo.logs_in(group["ILO"].email)
    ilo.goes_to("/")
    page.get_by_role("link", name="Contribute").click()
    page.wait_for_load_state()  # what one types before the scripts have come is saved with the next change
    page.get_by_label("Training").fill("Labour inspection")
    page.get_by_label("Where", exact=True).fill("Manila")
    page.get_by_label("For whom").select_option("judges")
    page.locator("#saved", has_text="Saved").wait_for()  # as one goes
    sound(ilo)
    page.get_by_label("Training").press("Enter")  # saves, and neither hands in nor takes an entry away
    page.get_by_text("Saved, but not submitted yet.").wait_for()
    page.get_by_role("button", name="Save and add entry").click()
    page.get_by_label("Training").nth(1).fill("Fair recruitment")
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Submitted. You can reopen it until the deadline.").wait_for()
    sound(ilo)

    page = unhcr.logs_in(group["UNHCR"].email)
    unhcr.goes_to(contribution_mail.place_of_call(call))
    page.get_by_role("link", name="Contribute").click()
    page.wait_for_load_state()  # what one types before the scripts have come is saved with the next change
    page.get_by_label("Training").fill("Asylum law")
    page.get_by_label("Where", exact=True).fill("Manila")
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Submitted. You can").wait_for()
    page.get_by_role("link", name="Open contribution").click()
    page.get_by_role("button", name="Reopen to edit").click()
    page.get_by_text("Reopened.").wait_for()
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Submitted. You can").wait_for()

    page = ohchr.logs_in(group["OHCHR"].email)
    ohchr.goes_to(contribution_mail.place_of_call(call))
    page.get_by_role("link", name="Contribute").click()
    page.wait_for_load_state()  # what one types before the scripts have come is saved with the next change
    page.get_by_label("Training").fill("Rights at borders")

    with clock.moved_to(AFTER):  # while OHCHR types; and no worker has run
        page.get_by_role("button", name="Submit").click()
        page.get_by_text("The deadline has passed: ").wait_for()
        expect(page.get_by_label("Training").first).to_have_value("Rights at borders")
        sound(ohchr)
        page = lead.goes_to(contribution_mail.place_of_call(call))
        expect(page.locator(".due")).to_contain_text("2 of", use_inner_text=True)
        page.get_by_role("link", name="Enter contribution of UNODC").click()
        page.get_by_label("Training").fill("Against trafficking")
        page.get_by_role("button", name="Submit").click()
        page.get_by_text("entered by Focal of IOM").wait_for()
        sound(lead)
        page.get_by_role("link", name="Read responses").click()
        page.get_by_text("2 agencies").wait_for()
        page.get_by_text("Not mentioned: border guards").wait_for()
        assert "Rights at borders" not in page.inner_text("main")
        sound(lead)
        page.get_by_label("Where", exact=True).select_option("Manila")
        page.get_by_role("button", name="Filter").click()
        page.get_by_text("2 of 4 entries").wait_for()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download Excel").click()
        assert download.value.suggested_filename.endswith(".xlsx")

        contribution_mail.remind()
        contribution_mail.remind()
        assert Mail.objects.filter(subject__startswith="Call for contributions closed").count() == 1
        page.get_by_role("link", name="Use in the document").click()
        sound(lead)
        page.get_by_role("button", name="Save as first version").click()
        page.get_by_text("The responses are now the current version.").wait_for()
        sound(lead)


@pytest.fixture
def ilo(group, visitor):
    """ILO before the page of its contribution: entries of one column."""
    call = contribution_actions.open_call(
        group["document"], kind=Call.Kind.ENTRIES, asks="Say what you do.",
        agencies=[factories.agency("ILO")], questions=[Question("q1", "Training")],
        until=AFTER, timezone="Europe/Zurich", by=group["IOM"],
    )  # fmt: skip
    somebody = visitor(own=True)
    somebody.logs_in(group["ILO"].email)
    somebody.goes_to(contribution_mail.place_of(call.contributions.get()))
    return somebody


def test_button_that_one_stands_on_is_not_pressed_by_saving(ilo):
    ilo.page.get_by_label("Training").fill("Labour inspection")
    ilo.page.get_by_role("button", name="Submit").focus()
    ilo.page.locator("#saved", has_text="Saved").wait_for()
    kept = Contribution.objects.get(agency__acronym="ILO")
    assert (kept.entries, kept.handed_in_at) == ([{"q1": "Labour inspection"}], None)


def test_press_waits_for_the_answer_to_what_is_being_saved(ilo):
    page, held = ilo.page, []
    page.route("**/contributions/**", lambda route: held.append((route, route.fetch())), times=1)
    page.get_by_label("Training").fill("Labour")
    while not held:
        page.wait_for_timeout(5)
    page.get_by_label("Training").fill("Labour inspection")
    page.get_by_role("button", name="Submit").click()
    for route, answer in held:
        route.fulfill(response=answer)
    page.get_by_text("Submitted. You can").wait_for()
    assert Contribution.objects.get(agency__acronym="ILO").entries == [{"q1": "Labour inspection"}]


def test_text_that_is_asked_for_is_written_in_the_editor_and_saved_as_one_goes(group, visitor):
    call = contribution_actions.open_call(
        group["document"], kind=Call.Kind.TEXT, asks="Say what you do.", agencies=[factories.agency("ILO")],
        until=AFTER, timezone="Europe/Zurich", by=group["IOM"],
    )  # fmt: skip
    ilo = visitor("phone")
    page = ilo.logs_in(group["ILO"].email)
    ilo.goes_to(contribution_mail.place_of(call.contributions.get()))
    editor = page.get_by_role("textbox", name="Text")
    editor.press_sequentially("We train ")
    page.get_by_role("button", name="Bold").click()
    editor.press_sequentially("inspectors")
    page.locator("#saved", has_text="Saved").wait_for()
    ilo.waits_until("!Object.keys(localStorage).some((key) => key.startsWith('kept:'))")
    sound(ilo)
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Submitted. You can").first.wait_for()
    assert bare(call.contributions.get().text) == "<p>We train <strong>inspectors</strong></p>"
    page.get_by_role("link", name="Read responses").click()
    page.get_by_role("link", name="Download PDF").click()
    page.get_by_role("button", name="Create PDF").click()
    page.get_by_role("link", name="Download PDF").wait_for()
    sound(ilo)
