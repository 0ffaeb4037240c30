"""The line of chairs, a term, and its report on pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chairmanship.handover.actions import reports
from chairmanship.models import HandoverReport
from documents.models import Document
from foundation.jobs import outbox
from foundation.models import Job
from tests import factories, samples

pytestmark = pytest.mark.django_db
REPORT = "/chair/iom-2007-01/report/"
VERSIONS = f"{REPORT}versions/"


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def term():
    return factories.term("IOM", "2007-01-01", "2007-06-30")


@pytest.fixture
def secretary(client):
    person = factories.secretariat()
    client.force_login(person)
    return person


def work():
    for job in Job.objects.due():
        outbox.do(job.pk)


def queries(client, path) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_line_shows_terms_gaps_interim_and_co_chairs(history, client):
    page = client.get("/chair/").text
    for words in ("1 January to 31 May 2009", "1 June to 30 June 2012", "ESCAP", "interim", "co-chair"):
        assert words in page


def test_line_of_nobody_yet_says_what_will_stand_here(client):
    assert client.get("/chair/").status_code == 200


def test_term_shows_its_matters(history, client):
    page = client.get("/chair/iom-2007-01/").text
    for words in (
        "Integrating Migration into Development Planning Agendas",
        "the second chair",
        "8 June 2007",
        "Special Representative of the Secretary-General",
        "GMG Brochure",
        "Longer terms and more authority for the chair.",
    ):
        assert words in page


def test_term_shows_published_documents_only(term, client):
    Document.objects.create(title="A secret draft", kind="report", term=term, state="circulated")
    assert "A secret draft" not in client.get("/chair/iom-2007-01/").text
    assert "A secret draft" not in client.get("/").text


def test_unknown_term_is_not_found(history, client):
    for slug in ("iom-2007-02", "nobody-2007-01", "iom", "iom-0000-99"):
        assert client.get(f"/chair/{slug}/").status_code == 404


@pytest.mark.parametrize(
    "path", [REPORT, VERSIONS, "/chair/iom-1999-01/report/", "/chair/iom-2007-01/report/1/pdf"]
)
def test_visitor_is_sent_to_the_login_whether_or_not_it_exists(history, client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("login"))


def test_report_is_not_for_those_who_only_log_in(term, client):
    client.force_login(factories.person_of("UNDP"))
    assert client.get(VERSIONS).status_code == 403
    assert client.post(f"{REPORT}make/").status_code == 403
    assert client.get("/chair/iom-1999-01/report/versions/").status_code == 404
    assert not Job.objects.exists()


def test_report_is_for_the_people_of_the_term_and_the_secretariat(term, client, secretary):
    assert client.get(VERSIONS).status_code == 200
    client.force_login(factories.person_of("IOM"))
    assert client.get(VERSIONS).status_code == 200


def test_report_is_made_shown_and_downloaded(term, client, secretary):
    assert client.post(f"{REPORT}make/").status_code == 302
    client.post(f"{REPORT}make/")
    assert Job.objects.count() == 1
    assert "The report is being created." in client.get(VERSIONS).text
    work()
    report = HandoverReport.objects.get()
    assert report.requested_by == secretary
    page = client.get(VERSIONS).text
    assert report.sha256[:12] in page
    answer = client.get(f"{REPORT}1/pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="gmg-handover-report-iom-2007-01-v1-draft.pdf"'
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer.headers["Cache-Control"]
    assert answer.getvalue().startswith(b"%PDF-")


def test_report_progress_is_asked_for_and_answers_only_what_changed(term, client, secretary):
    client.post(f"{REPORT}make/")
    asked = client.get(VERSIONS, {"seen": "It is waiting for its turn."}, headers={"HX-Request": "true"})
    assert asked.status_code == 204
    work()
    asked = client.get(VERSIONS, {"seen": "It is waiting for its turn."}, headers={"HX-Request": "true"})
    assert "Issue this version" in asked.text
    assert "<html" not in asked.text


def test_report_that_failed_says_why_and_offers_to_try_again(term, client, secretary):
    draft = reports.request_report(term, by=secretary)
    job = reports.report_job(draft)
    Job.objects.filter(pk=job.pk).update(failed_at=job.created_at, error="PDFs need Pango.")
    page = client.get(VERSIONS).text
    assert "PDFs need Pango." in page
    assert "Nothing was lost" in page
    assert "Try again" in page
    client.post(f"{REPORT}make/")
    work()
    assert HandoverReport.objects.get().made_at


def test_report_is_issued_once(term, client, secretary):
    client.post(f"{REPORT}make/")
    answer = client.post(f"{REPORT}1/issue/", follow=True)
    assert "still being created" in answer.text
    work()
    client.post(f"{REPORT}1/issue/")
    work()
    issued = HandoverReport.objects.get()
    assert issued.is_issued
    assert issued.issued_by == secretary
    answer = client.post(f"{REPORT}1/issue/", follow=True)
    assert "is already issued" in answer.text


def test_report_issued_is_read_by_everybody_who_logs_in_and_a_draft_is_not(term, client, secretary):
    client.post(f"{REPORT}make/")
    work()
    member = factories.person_of("UNDP")
    client.force_login(member)
    assert client.get(f"{REPORT}1/pdf").status_code == 403
    reports.issue_report(HandoverReport.objects.get(), by=None)
    assert client.get(f"{REPORT}1/pdf").status_code == 404  # its pages are still being set
    work()
    answer = client.get(f"{REPORT}1/pdf")
    assert answer.getvalue().startswith(b"%PDF-")
    assert client.get(f"{REPORT}2/pdf").status_code == 404


@pytest.mark.parametrize("path", ["/", "/chair/", "/chair/ilo-2014-01/", "/members/", "/members/ilo/"])
def test_pages_ask_as_often_for_three_rows_as_for_fifteen(client, path):
    term = samples.busy_term(meetings=3, decisions=6)
    for number in range(2):
        Document.objects.create(title=f"First {number}", kind="report", state="published", term=term)
    few = queries(client, path)
    samples.more_meetings(term, meetings=12, decisions=12)
    for number in range(12):
        factories.membership(f"NEW{number}", "2010")
        Document.objects.create(title=f"Paper {number}", kind="report", state="published", term=term)
        factories.term(f"NEW{number}", f"{1900 + number}-01-01", f"{1900 + number}-06-30")
    assert queries(client, path) == few


def test_line_of_many_terms_comes_in_pages_the_latest_first(client):
    for year in range(1900, 1960):
        factories.term("ILO", f"{year}-01-01", f"{year}-12-31")
    latest, earlier = (client.get(f"/chair/?page={page}") for page in (1, 2))
    assert [len(answer.context["rows"]) for answer in (latest, earlier)] == [
        50,
        11,
    ]  # with the gap until today
    assert "1 January to 31 December 1959" in latest.text
    assert "1 January to 31 December 1905" not in latest.text
    assert "1 January to 31 December 1905" in earlier.text
    assert [answer.context["rows"][0]["place"] for answer in (latest, earlier)] == [12, 1]
    assert latest.context["drawing"]
    assert not earlier.context["drawing"]
