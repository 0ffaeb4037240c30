"""An application as a PDF: what stands in which, who gets it, and how one sees that it is being made."""

import io

import pytest
from pypdf import PdfReader

from agencies.applications import exports as application_exports
from agencies.applications import links as application_links
from agencies.applications.actions import applying, reviewing
from agencies.models import ApplicationPrint, Criterion, Question
from foundation.jobs import outbox
from foundation.models import Job
from tests import factories

pytestmark = pytest.mark.django_db

What = ApplicationPrint.What
INSIDE = (
    "We know their work.",
    "Its statutes name it.",
    "Ana Alvarez",
    "Admission criteria",
    "Partly",
    "IOM",
)
ADDRESS = "fay@islands.example"


@pytest.fixture
def application(settings, tmp_path):
    """Handed in, assessed by one criterion, with a comment of a member."""
    settings.MEDIA_ROOT = tmp_path
    factories.membership("IOM", "2003")
    words = {
        Question.objects.first().key: "A fund.\n\nOf islands.",
        "focal-name": "Fay Focal",
        "focal-post": "Adviser",
        "focal-email": ADDRESS,
    }
    made = applying.hand_in(factories.dossier("Agency for Islands", words=words))
    reviewing.take_under_review(made)
    by = factories.person_of("IOM", name="Ana Alvarez")
    first = Criterion.objects.first()
    reviewing.assess(made, first, finding="partly", evidence=INSIDE[1], revision=0, by=by)
    reviewing.remark(made, text=INSIDE[0], agency=factories.agency("IOM"), by=by)
    made.refresh_from_db()
    return made


@pytest.fixture
def member(client):
    factories.membership("ILO", "2003")
    client.force_login(factories.person_of("ILO"))
    return client


def run_jobs():
    for job in Job.objects.unfinished().filter(kind=application_exports.JOB):
        outbox.do(job.pk)


def text_of(answer) -> str:
    reader = PdfReader(io.BytesIO(b"".join(answer.streaming_content)))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def make_print(client, address) -> str:
    """The text of the PDF, from the button to the download."""
    assert client.post(f"{address}make/").url == address
    run_jobs()
    assert "Download PDF" in client.get(address).text
    return text_of(client.get(f"{address}file.pdf"))


def test_paper_has_what_the_applicant_says_and_nothing_that_is_internal(member, application):
    text = make_print(member, f"/applications/{application.pk}/pdf/alone/")
    for words in (
        "Agency for Islands",
        "A fund.",
        "Of islands.",
        "No answer.",
        "Focal point Fay Focal, Adviser",
    ):
        assert words in text
    for words in (*INSIDE, ADDRESS, "under review"):
        assert words not in text


def test_review_has_the_assessment_the_way_and_the_comments(member, application):
    text = make_print(member, f"/applications/{application.pk}/pdf/review/")
    for words in ("A fund.", *INSIDE, "Under review", "Not assessed yet", "not for the applicant"):
        assert words in text, words
    assert ADDRESS not in text


def test_review_of_what_is_settled_waits_for_nothing(member, application):
    reviewing.withdraw(application)
    address = f"/applications/{application.pk}/pdf/review/"
    text = make_print(member, address)
    assert "Not assessed" in text  # one criterion is, the others are not
    assert "assessed yet" not in text
    application.assessments.all().delete()
    application.remarks.all().delete()
    text = make_print(member, address)
    assert "The application was closed without an assessment." in text
    assert "No member commented." in text
    assert "yet" not in text


def test_applicant_takes_its_own_by_its_link_without_anything_internal(client, application):
    link = f"/apply/{application_links.link_of(application.dossier)}/"
    assert f"{link}pdf/" in client.get(link).text
    text = make_print(client, f"{link}pdf/")
    assert "A fund." in text
    for words in (*INSIDE, ADDRESS):
        assert words not in text
    assert client.get(f"{link}pdf/review/").status_code == 404


def test_page_tells_how_far_it_is_and_what_changed_since(member, application):
    address = f"/applications/{application.pk}/pdf/review/"
    assert "Make PDF" in member.get(address).text
    assert member.get(f"{address}file.pdf").status_code == 404
    member.post(f"{address}make/")
    page = member.get(address).text
    assert "It is waiting for its turn." in page
    seen = Job.objects.get(kind=application_exports.JOB)
    htmx = {"HTTP_HX_REQUEST": "true"}
    assert member.get(address, {"seen": seen.progress}, **htmx).status_code == 204
    member.post(f"{address}make/")
    assert Job.objects.filter(kind=application_exports.JOB).count() == 1  # pressed twice, made once
    run_jobs()
    assert member.post(f"{address}make/").url == f"{address}file.pdf"
    reviewing.remark(
        application, text="Once more.", agency=factories.agency("IOM"), by=factories.person_of("IOM")
    )
    assert "The application has changed since the PDF was made." in member.get(address).text
    assert member.get(f"{address}file.pdf").url == address
    assert "Once more." in make_print(member, address)


def test_file_that_is_made_anew_takes_the_place_of_the_old(
    member, application, tmp_path, django_capture_on_commit_callbacks
):
    address = f"/applications/{application.pk}/pdf/alone/"
    with django_capture_on_commit_callbacks(execute=True):
        make_print(member, address)
        application.answers.filter(position=0).update(text="Another fund.")
        assert "Another fund." in make_print(member, address)
    assert len(list((tmp_path / "prints").iterdir())) == 1


def test_an_application_without_answers_or_people_has_its_paper_as_well(member, caplog):
    old = factories.application("UNU", "2007-03-01")
    text = make_print(member, f"/applications/{old.pk}/pdf/review/")
    assert "No answers have been entered." in text
    assert not caplog.records
