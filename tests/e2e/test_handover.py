"""A whole handover by both chairs, with the clock moved over the last day."""

import datetime as dt
import re

import pytest
from django.core import mail

from chairmanship.handover import tasks
from chairmanship.handover.actions import comments, handover, release
from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from meetings.models import Proposal
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

JUNE = dt.datetime(2007, 6, 11, 9, 30, tzinfo=dt.UTC)
EVENING = dt.datetime(2007, 6, 30, 16, 0, 1, tzinfo=dt.UTC)  # 18:00 in Geneva
JULY = dt.datetime(2007, 7, 2, 8, 0, tzinfo=dt.UTC)
AUGUST = dt.datetime(2007, 8, 1, 8, 0, tzinfo=dt.UTC)
PAGE = "/chair/iom-2007-01/handover/"


@pytest.fixture
def chairs(history, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.moved_to(JUNE):
        factories.meeting("2007-06-08", called_at=clock.now(), agenda_state="adopted", city="Geneva")
        Proposal.objects.create(
            title="Remittances",
            proposed_by=factories.agency("ILO"),
            entered_by=factories.user(),
            proposed_at=clock.now(),
        )
    return {
        acronym: factories.person_of(acronym, name=f"{acronym} Chair", email=f"{acronym.lower()}@example.org")
        for acronym in ("UNHCR", "IOM", "UNDESA")
    }


def works() -> None:
    """The worker: its timetable, then what is due."""
    tasks.run_handovers()
    for pk in Job.objects.due().values_list("pk", flat=True):
        outbox.do(pk)


def test_chair_passes_over_the_last_day_with_all_that_is_open(chairs, visitor, live_server):
    with clock.moved_to(JUNE):
        works()
        assert {to for one in mail.outbox for to in one.to} == {
            "unhcr@example.org",
            "iom@example.org",
            "undesa@example.org",
        }
        one = visitor()
        one.logs_in("iom@example.org")
        page = one.goes_to("/")
        page.get_by_text("The term of IOM ends in 19 days. Next chair: UNDESA.").first.wait_for()
        page.get_by_role("link", name="View handover").first.click()
        page.get_by_text("“Remittances”, proposed by ILO, has no answer.", exact=True).wait_for()
        page.get_by_label("What else needs to be passed on?").fill("Access to the website")
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("button", name="Mark as passed on").click()
        page.get_by_text("passed on", exact=True).wait_for()
        page.get_by_role("link", name="Open report").click()
        page.wait_for_load_state()
        page.get_by_role("link", name=re.compile(r"Edit ?: Ideas discussed")).click()
        page.wait_for_load_state()
        page.get_by_role("textbox", name="Ideas discussed").fill("A longer term.")
        page.get_by_role("status").get_by_text("Saved 11:").wait_for()

        other = visitor().logs_in("undesa@example.org")
        other.goto(f"{live_server.url}/chair/iom-2007-01/report/")
        ideas = other.locator("#ideas")
        ideas.get_by_text("A longer term.").wait_for()
        ideas.get_by_text("Comment", exact=False).first.click()
        ideas.get_by_label("Your comment for the chair").fill("Two years, say.")
        ideas.get_by_role("button", name="Comment").click()
        other.get_by_text("is sent to the chair").wait_for()
        page.get_by_role("button", name="Save and close").click()
        page.get_by_role("link", name="Reply or resolve").click()
        page.get_by_label("Your reply").fill("Two years it is.")
        page.get_by_role("button", name="Resolve comment").click()
        page.get_by_text("resolved", exact=True).wait_for()
        other.reload()
        ideas.get_by_text("Two years it is.").wait_for()
        other.get_by_role("link", name="Handover and open matters").click()
        other.get_by_role("link", name="Read and comment on the report").wait_for()

    with clock.moved_to(EVENING):
        works()
        works()
        assert mail.outbox[-1].to == ["undesa@example.org"]
        assert "Open matters from IOM" in mail.outbox[-1].subject

    with clock.moved_to(JULY):
        works()
        other.goto(live_server.url)
        other.get_by_role("link", name="View handover").click()
        other.get_by_text("Open matters at the end of the term").wait_for()
        other.get_by_text("IOM has not released its report yet.").wait_for()
        page.goto(live_server.url + PAGE)
        page.get_by_text("Release to the next chair").click()
        page.get_by_role("button", name="Release report").click()
        page.get_by_text("Released to the next chair on").wait_for()
        other.reload()
        with other.expect_download() as download:
            other.get_by_role("link", name="Download version 1 as PDF").click()
        assert download.value.suggested_filename.endswith("-v1-provisional.pdf")
        other.get_by_role("link", name="Confirm handover").click()
        other.get_by_label("Remarks").fill("All here, thank you.")
        other.get_by_role("button", name="Confirm handover").click()
        other.get_by_text("UNDESA Chair confirmed the handover.").wait_for()
        Proposal.objects.filter(title="Remittances").update(answer="declined", reason="Not now.")
        other.goto(f"{live_server.url}/chair/undesa-2007-07/")
        other.get_by_text("Open when the term of IOM ended").click()
        other.locator("li", has_text="“Remittances”").get_by_text("Declined.").wait_for()

        page.goto(live_server.url + PAGE)
        page.get_by_text("All here, thank you.").wait_for()
        page.get_by_role("link", name="Check and issue").click()
        page.get_by_text("Issue this version").click()
        page.get_by_role("button", name="Issue version 1").click()
        page.get_by_text("There is no newer draft.").wait_for()
        works()
        page.goto(live_server.url + PAGE)
        page.get_by_text("issued", exact=True).first.wait_for()
        assert mail.outbox[-1].subject.startswith("Handover report of IOM")
    report = Chairmanship.objects.by_slug("iom-2007-01").reports.get()
    assert (report.is_issued, report.as_at) == (True, dt.date(2007, 6, 30))


def test_pages_of_the_handover_are_accessible_and_fit_the_screen(chairs, traveller):
    wrong = {}
    term = Chairmanship.objects.by_slug("iom-2007-01")
    with clock.moved_to(JUNE):
        handover.add_line(term, text="Access to the website", by=chairs["IOM"])
        said = comments.comment(term, name="ideas", text="Two years.", by=chairs["UNDESA"])
        somebody = traveller()
        somebody.logs_in("iom@example.org")
        _look(somebody, [PAGE, "/chair/iom-2007-01/report/", "/chair/iom-2007-01/"], wrong)
        narrative = "/chair/iom-2007-01/narrative/"
        _look(somebody, [f"{narrative}theme/versions/", f"{narrative}comments/{said.pk}/"], wrong)
    with clock.moved_to(AUGUST):
        works()
        release.open_facts(term, by=chairs["UNDESA"])
        works()
        other = traveller()
        other.logs_in("undesa@example.org")
        _look(other, [PAGE], wrong)
        _look(somebody, [PAGE], wrong)
        release.release_report(term.reports.get(version=1), by=chairs["IOM"])
        pages = [PAGE, f"{PAGE}taken-over/", "/chair/undesa-2007-07/", "/chair/iom-2007-01/report/"]
        _look(other, pages, wrong)
    assert wrong == {}


def _look(somebody, paths, wrong) -> None:
    for path in paths:
        somebody.goes_to(path)
        found = somebody.findings()
        if found or somebody.complaints:
            wrong[path] = found + somebody.complaints
