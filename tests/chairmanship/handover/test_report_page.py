"""What the report's page and the term's say while an issued report has no pages yet."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chairmanship.handover.actions import reports
from chairmanship.models import Chairmanship, HandoverReport
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from tests import factories
from tests.together import worker_ends_its_jobs_between_two_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def term():
    return factories.term()


@pytest.fixture
def admin(client):
    person = factories.admin(name="Ada Admin")
    client.force_login(person)
    return person


@pytest.fixture
def issued(term, admin):
    """Issued a moment ago, and not set yet."""
    draft = reports.request_report(term, by=admin)
    work()
    return reports.issue_report(draft, by=admin)


def work():
    for job in Job.objects.due():
        outbox.do(job.pk)


def page(client, term, **headers):
    return client.get(reverse("chairmanship:report", args=[term.slug]), headers=headers)


def test_report_page_names_people_as_others_see_them(term, client, admin):
    reports.request_report(term, by=admin)
    work()
    assert ", Ada Admin" in page(client, term).text


def test_report_that_is_made_while_the_page_asks_is_shown(term, client, admin):
    reports.request_report(term, by=admin)
    with worker_ends_its_jobs_between_two_queries():
        assert "Issue this version" in page(client, term).text


def test_report_just_issued_shows_its_progress_and_no_link_to_nothing(issued, client):
    answer = page(client, issued.term)
    assert "Version 1 is issued. Its final PDF is being created." in answer.text
    assert "hx-trigger" in answer.text
    assert "Download" not in answer.text
    assert "None" not in answer.text
    seen = {"seen": answer.context["seen"]}
    address = reverse("chairmanship:report", args=[issued.term.slug])
    assert client.get(address, seen, headers={"HX-Request": "true"}).status_code == 204
    work()
    answer = client.get(address, seen, headers={"HX-Request": "true"})
    assert "Download version 1 as PDF" in answer.text
    assert "hx-trigger" not in answer.text


def test_report_just_issued_is_not_offered_on_the_page_of_its_term(issued, client):
    address = reverse("chairmanship:report_pdf", args=[issued.term.slug, 1])
    assert address not in client.get(issued.term.get_absolute_url()).text
    work()
    assert address in client.get(issued.term.get_absolute_url()).text


def test_report_issued_that_could_not_be_set_is_tried_again_and_no_new_version_begun(issued, client, admin):
    facts = issued.facts
    Job.objects.unfinished().update(failed_at=clock.now(), error="The disk is full.")
    answer = page(client, issued.term)
    assert "The disk is full." in answer.text
    assert "The issued report is kept." in answer.text
    assert "Try again" in answer.text
    client.post(reverse("chairmanship:report_make", args=[issued.term.slug]))
    work()
    [report] = HandoverReport.objects.all()
    assert report.is_issued
    assert report.pdf
    assert report.facts == facts
    assert reports.request_report(issued.term, by=admin).version == 2


def test_report_page_asks_as_often_for_many_versions(term, client, admin):
    def versions(first, last):
        for number in range(first, last):
            HandoverReport.objects.create(
                term=term, version=number, state="issued", as_at=clock.today(), issued_at=clock.now(),
                issued_by=factories.user(), requested_by=factories.user(),
                made_at=clock.now(), pdf="reports/one.pdf", sha256="0" * 64, pages=8,
            )  # fmt: skip

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert page(client, term).status_code == 200
        return len(queries)

    versions(1, 4)
    few = asked()
    versions(4, 21)
    assert asked() == few


@pytest.mark.parametrize("slug", ["iom-0000-01", "iom-99999-01", "iom-2007-13", "iom-2007-1", "iom-٢٠٠٧-01"])
def test_term_of_no_month_of_the_calendar_is_not_found(term, client, slug):
    assert client.get(f"/chair/{slug}/").status_code == 404
    with pytest.raises(Chairmanship.DoesNotExist):
        Chairmanship.objects.by_slug(slug)
