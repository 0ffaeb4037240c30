"""Who leaves is in no file that the portal made: each is read back, with what it carries."""

import io

import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from agencies.applications import exports as application_exports
from agencies.people import actions as people_actions
from chairmanship.handover import report
from chairmanship.handover.actions import reports
from chairmanship.models import HandoverReport
from documents.library import actions as library_actions
from documents.versions import actions as version_actions
from documents.versions import exports as version_exports
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from meetings.prints import pack
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS, PHONE = "ana.rossi@iom.example", "+41 22 555 01 02"
ASK = f"Ana Rossi can be asked, by {ADDRESS} or {PHONE}."


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def ana():
    person = factories.user(name="Ana Rossi", email=ADDRESS, phone=PHONE)
    factories.appointment(person, "IOM", starts="2006-01-01", ends="2007-06-30")
    return person


def run_jobs():
    for job in Job.objects.due():
        outbox.do(job.pk)


def file_names(folder="") -> list[str]:
    folders, names = default_storage.listdir(folder)
    found = [f"{folder}/{name}".lstrip("/") for name in names]
    return found + [name for one in folders for name in file_names(f"{folder}/{one}".lstrip("/"))]


def pdf_words(content: bytes) -> str:
    """All that can be read in a PDF, in its pages and in the files that it carries."""
    reader = PdfReader(io.BytesIO(content))
    carried = [part.decode(errors="replace") for parts in reader.attachments.values() for part in parts]
    pages = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(" ".join([pages, *carried]).split())


def words_of_all_files() -> str:
    found = []
    for name in file_names():
        with default_storage.open(name) as content:
            found.append(pdf_words(content.read()))
    return " ".join(found)


def make_all_files(ana) -> None:
    """A file of each kind, with what people wrote about how Ana is reached."""
    chair = factories.person_of("IOM", name="M. Chair")
    term = factories.term("IOM", objective=ASK)
    meeting = factories.meeting("2007-05-02", minutes="adopted")
    application = factories.application()
    application.answers.create(position=0, question="Who?", text=ASK)
    application.candidates.create(role="principal", name="Ana Rossi", email=ADDRESS)
    meeting.agenda.create(position=0, title="Health", summary=ASK, minutes=ASK, application=application)
    for what in pack.WHATS:
        pack.ask_for(meeting, what, "members")
    for what in application_exports.TITLES:
        application_exports.ask_for(application, what)
    document = library_actions.begin(title="A note", kind="brochure", lead=None, by=chair)
    version_exports.ask_for(version_actions.write_text(document, text=f"<p>{ASK}</p>", after=0, by=chair))
    draft = reports.request_report(term, by=chair)
    run_jobs()
    reports.issue_report(draft, by=chair)
    run_jobs()
    reports.request_report(term, by=chair)  # the draft of the next version
    run_jobs()


def test_who_left_is_in_no_file_that_the_portal_made(ana, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_all_files(ana)
    before = words_of_all_files()
    assert (before.count(ADDRESS) > 6, before.count(PHONE) > 6) == (True, True)
    with django_capture_on_commit_callbacks(execute=True):
        people_actions.forget(ana)
    run_jobs()
    left = words_of_all_files()
    assert ADDRESS not in left
    assert PHONE not in left
    issued, draft = HandoverReport.objects.order_by("version")
    assert (issued.is_issued, draft.is_issued) == (True, False)
    with issued.pdf.open() as content:
        assert "Ana Rossi can be asked, by [removed] or [removed]." in pdf_words(content.read())


def test_report_holds_no_contact_detail_unless_somebody_wrote_it(ana):
    term = factories.term("IOM")
    for role in ("principal", "alternate", "focal_point"):
        person = factories.user(name=f"Some {role}", email=f"{role[:4]}@iom.example", phone="+41 22 1")
        factories.appointment(person, "IOM", role)
    facts = report.gather(term, as_at=clock.today())
    made = pdf_words(report.render(facts, draft=False).content)
    assert "@iom.example" not in made
    assert "+41 22" not in made
