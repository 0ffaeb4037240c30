"""A version is read in the portal, its summary is downloaded, and an issued one is published on the web."""

import hashlib
import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from docx import Document as Word

from chairmanship.handover import composing, contact_removal
from chairmanship.handover.actions import reports
from chairmanship.handover.report import gather, public
from chairmanship.models import HandoverReport
from documents.models import Document
from foundation.dates import clock
from foundation.files import storage
from foundation.jobs import outbox
from foundation.models import Job
from meetings.models import Proposal
from tests import factories, samples
from tests.chairmanship.handover.conftest import AS_AT
from tests.chairmanship.handover.test_report import squeezed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
NOTE = '<span class="footnote">{}</span>'


def section(slug, *blocks, number="", title="", **more):
    said = {
        "slug": slug,
        "title": title or slug.title(),
        "number": number,
        "is_part": False,
        "is_annex": False,
    }
    blocks = [{"table": "", "short": True, "public": True} | block for block in blocks]
    return said | {"is_short": not more.get("is_annex"), "blocks": blocks} | more


def text(words):
    return {"text": f"<p>{words}</p>"}


def rows(count, cell="Row {}", note=""):
    lines = "".join(f"<tr><td><p>{cell.format(number)}{note}</p></td></tr>" for number in range(1, count + 1))
    return {
        "text": "<p>Its caption</p>",
        "table": f"<table><thead><tr><th><p>Head</p></th></tr></thead><tbody>{lines}</tbody></table>",
    }


SECTIONS = [
    section("summary", text(f"The Group met.{NOTE.format('In Geneva.')}"), number="1", title="Summary"),
    section(
        "meetings", rows(3, note=NOTE.format("To discuss restricted money.")), number="2", title="Meetings"
    ),
    section("events", rows(103, "Event {}"), number="3", title="Statements"),
    section(
        "documents",
        text(f'See <a href="https://example.org/a">the note</a>.{NOTE.format("Printed.")}'),
        number="4",
        title="Joint documents",
    ),
    section("open", text("ILO proposed a topic because of money."), number="5", title="Matters passed on"),
    section("members", rows(150, "Member {}"), number="A", title="Members of the Group", is_annex=True),
    section("participants", text("Ana Rossi came."), number="B", title="Participants", is_annex=True),
]


@pytest.fixture
def term():
    return factories.term("IOM", "2007-01-01", "2007-06-30")


@pytest.fixture
def chair(term):
    return factories.person_of("IOM")


@pytest.fixture
def member(term):
    factories.membership("ILO", "2003")
    return factories.person_of("ILO")


def version(term, number=1, **more):
    """Returns an issued version whose files are there."""
    facts = gather(term, as_at=AS_AT) | {"sections": SECTIONS}
    said = {
        "state": "issued",
        "issued_at": clock.now(),
        "as_at": AS_AT,
        "facts": facts,
        "made_at": clock.now(),
    }
    said |= {"sha256": "0" * 64, "summary_sha256": "1" * 64, "pages": 8, "summary_pages": 3}
    made = HandoverReport(term=term, version=number, **(said | more))
    for name in ("pdf", "summary_pdf", "public_pdf"):
        getattr(made, name).save(f"{name}.pdf", ContentFile(f"%PDF-{name}".encode()), save=False)
    made.save()
    return made


@pytest.fixture
def issued(term):
    return version(term)


def address(name, report, *more):
    return reverse(f"chairmanship:{name}", args=[report.term.slug, report.version, *more])


def publish(client, chair, report):
    client.force_login(chair)
    page = client.post(address("report_publish", report), follow=True)
    client.logout()
    return page


def work():
    for job in Job.objects.due():
        outbox.do(job.pk)


# The page ------------------------------------------------------------------------------------------


def test_member_reads_an_issued_report_as_a_page(issued, client, member):
    client.force_login(member)
    page = squeezed(client.get(address("report_read", issued)).text)
    for words in ("Handover report of IOM", "1 January to 30 June 2007", "As at 31 August 2012", "Version 1"):
        assert words in page
    assert '<h2 id="meetings"><span class="number">2</span> Meetings</h2>' in page
    assert "<strong>Table 1.</strong> Its caption" in page
    assert "<strong>Table 2.</strong> Its caption" in page
    assert '<a href="https://example.org/a">the note</a>' in page
    assert len(page) < 100_000


def test_footnotes_are_numbered_through_the_page_and_listed_by_section(issued, client, member):
    client.force_login(member)
    page = client.get(address("report_read", issued)).text
    marks = [page.count(f'aria-label="Footnote {number}"') for number in range(1, 7)]
    assert marks == [1, 1, 1, 1, 1, 0]  # one in the summary, three in the table, one on the documents
    assert '<ol class="footnotes" start="5">' in page
    assert page.index("In Geneva.") < page.index('id="meetings"') < page.index("Printed.")


def test_long_table_shows_its_first_rows_and_leads_to_the_pdf(issued, client, member):
    client.force_login(member)
    page = client.get(address("report_read", issued)).text
    assert "Event 100<" in page
    assert "Event 101<" not in page
    assert f'<a href="{address("report_pdf", issued)}">The PDF</a> has 3 more rows.' in page


def test_annex_is_a_page_of_its_own(issued, client, member):
    client.force_login(member)
    there = address("report_annex", issued, "members")
    page = client.get(address("report_read", issued)).text
    assert f'<a href="{there}">Annex A&ensp;Members of the Group</a>' in page
    assert "Member 1<" not in page
    page = client.get(there).text
    assert "Annex A: Members of the Group" in page
    assert "<strong>Table 3.</strong>" in page
    assert "Member 150<" in page
    assert client.get(address("report_annex", issued, "meetings")).status_code == 404


def test_version_from_before_there_were_sections_offers_its_pdf_only(term, client, member):
    facts = {"slug": term.slug, "chapters": {}}
    old = version(term, facts=facts)
    old.summary_pdf = old.public_pdf = old.summary_sha256 = ""
    old.summary_pages = None
    old.save()
    client.force_login(member)
    page = client.get(term.get_absolute_url()).text
    assert address("report_pdf", old) in page
    for name in ("report_read", "report_docx", "report_summary_pdf", "report_summary_docx"):
        assert address(name, old) not in page.replace(address("report_pdf", old), "")
        assert client.get(address(name, old)).status_code == 404


def test_page_of_a_busy_term_stays_small(client):
    term = samples.busy_term(meetings=60, decisions=400)
    term.report_sections.create(slug="decisions", is_shown=True)
    busy = version(term, facts=gather(term, as_at=term.ends))
    client.force_login(factories.admin())
    assert len(client.get(address("report_read", busy)).content) < 100_000


# On the web ----------------------------------------------------------------------------------------


def test_visitor_learns_nothing_of_a_report_that_is_not_published(issued, client):
    for there in (
        address("report_read", issued),
        address("report_read", issued) + "?visitors",
        address("report_annex", issued, "members"),
        address("report_summary_pdf", issued),
    ):
        assert client.get(there).status_code == 404
    assert "Handover report" not in client.get(issued.term.get_absolute_url()).text


def test_visitor_reads_a_published_report_without_what_is_for_members(issued, client, chair):
    assert "Version 1 is published. Anybody can read it." in publish(client, chair, issued).text
    page = client.get(address("report_read", issued)).text
    assert "The Group met." in page
    assert "Row 3<" in page
    assert "Event 103<" in page  # visitors have no PDF with the rest
    assert (
        "Sections that are for members of the Group are left out here: Matters passed on; Participants."
        in page
    )
    for words in ("restricted money", "because of money", "Ana Rossi", address("report_pdf", issued), "docx"):
        assert words not in page
    assert "Member 1<" in client.get(address("report_annex", issued, "members")).text
    assert client.get(address("report_annex", issued, "participants")).status_code == 404


def test_visitor_downloads_the_summary_made_for_visitors_and_no_other_file(issued, client, chair):
    publish(client, chair, issued)
    answer = client.get(address("report_summary_pdf", issued))
    assert answer.getvalue() == b"%PDF-public_pdf"
    assert (
        'filename="gmg-handover-report-iom-2007-01-v1-summary.pdf"' in answer.headers["Content-Disposition"]
    )
    for name in ("report_pdf", "report_docx", "report_summary_docx"):
        assert client.get(address(name, issued)).status_code == 302
    client.force_login(chair)
    assert client.get(address("report_summary_pdf", issued)).getvalue() == b"%PDF-summary_pdf"


def test_page_of_the_term_offers_a_visitor_the_published_report(issued, client, chair):
    publish(client, chair, issued)
    page = client.get(issued.term.get_absolute_url()).text
    assert address("report_read", issued) in page
    assert address("report_summary_pdf", issued) in page
    assert address("report_pdf", issued) + '"' not in page


def test_report_withdrawn_from_the_web_is_there_for_members_only(issued, client, chair, member):
    publish(client, chair, issued)
    client.force_login(chair)
    page = client.post(address("report_withdraw", issued), follow=True).text
    assert "Version 1 is withdrawn from the web." in page
    client.logout()
    assert client.get(address("report_read", issued)).status_code == 404
    client.force_login(member)
    assert client.get(address("report_read", issued)).status_code == 200


def test_new_version_takes_the_place_of_the_published_one_when_it_is_published(issued, client, chair):
    publish(client, chair, issued)
    second = version(issued.term, 2)
    assert client.get(address("report_read", issued)).status_code == 200
    assert client.get(address("report_read", second)).status_code == 404
    assert address("report_read", issued) in client.get(issued.term.get_absolute_url()).text
    publish(client, chair, second)
    assert client.get(address("report_read", issued)).status_code == 404
    assert client.get(address("report_read", second)).status_code == 200
    assert address("report_read", second) in client.get(issued.term.get_absolute_url()).text


def test_draft_is_not_published_and_stays_with_its_readers(term, client, chair, member):
    draft = version(term, state="draft", issued_at=None)
    assert "A draft cannot be published." in publish(client, chair, draft).text
    assert client.get(address("report_read", draft)).status_code == 404
    client.force_login(member)
    assert client.get(address("report_read", draft)).status_code == 403
    client.force_login(chair)
    page = client.get(address("report_read", draft) + "?visitors").text
    assert "Draft, not issued by the chair" in page
    assert "because of money" in page


def test_chair_sees_what_visitors_will_read_before_publishing(issued, client, chair):
    client.force_login(chair)
    page = client.get(reverse("chairmanship:report", args=[issued.term.slug])).text
    assert f'href="{address("report_read", issued)}?visitors"' in page
    assert "Publish version 1 on the web" in page
    page = client.get(address("report_read", issued) + "?visitors").text
    assert "because of money" not in page
    assert f'href="{address("report_annex", issued, "members")}?visitors"' in page
    answer = client.get(address("report_summary_pdf", issued) + "?visitors")
    assert answer.getvalue() == b"%PDF-public_pdf"


def test_documents_that_are_not_published_are_not_told_to_visitors(term):
    for title, state in (("Open handbook", "published"), ("Internal handbook", "adopted")):
        Document.objects.create(title=title, kind="handbook", state=state, term=term)
    facts = gather(term, as_at=AS_AT)
    assert "Internal handbook" in str(facts["sections"])
    assert "Internal handbook" not in str(public(facts)["sections"])
    assert "Open handbook" in str(public(facts)["sections"])


def test_applications_that_were_not_admitted_are_not_told_to_visitors(term):
    factories.application("IFAD", "2007-03-01", outcome="declined")
    facts = gather(term, as_at=AS_AT)
    assert "The Group declined an application from IFAD." in str(facts["sections"])
    assert "IFAD" not in str(public(facts)["sections"])


def test_purpose_of_a_meeting_is_told_to_visitors_once_its_minutes_are_adopted(term):
    for day, minutes in (("2007-02-20", "circulated"), ("2007-03-20", "adopted")):
        factories.meeting(day, purpose=f"{minutes} word " * 100, minutes=minutes, called_at=clock.now())
    facts = gather(term, as_at=AS_AT)
    assert "circulated word" in str(facts["sections"])
    assert "circulated word" not in str(public(facts)["sections"])
    assert "adopted word" in str(public(facts)["sections"])


def test_paragraph_that_the_chair_took_over_from_the_portal_stays_for_members(term):
    Document.objects.create(title="Internal handbook", kind="handbook", state="adopted", term=term)
    [drafted] = [one for one in composing.drafted(term, AS_AT)["documents"] if "Internal" in one.text]
    term.paragraphs.create(
        section="documents", position=0, key=drafted.key, said=drafted.text, text="<p>Our own handbook.</p>"
    )
    for _what_it_is_about_is_there_or_gone in range(2):
        facts = gather(term, as_at=AS_AT)
        assert "Our own handbook." in str(facts["sections"])
        assert "Our own handbook." not in str(public(facts)["sections"])
        Document.objects.all().delete()


def test_section_that_the_portal_does_not_know_is_for_members():
    facts = {"sections": [section("secret", text("Once there was such a section."))]}
    assert public(facts)["sections"] == []


# The files -----------------------------------------------------------------------------------------


@pytest.fixture
def made(term, chair):
    """A report that a worker made, with a topic that has no answer, and then issued."""
    factories.membership("ILO", "2003")
    Proposal.objects.create(
        title="Topic", reason="Because of money", proposed_by=factories.agency("ILO"),
        entered_by=chair, proposed_at=clock.now().replace(year=2007, month=3, day=1),
    )  # fmt: skip
    reports.request_report(term, by=chair)
    work()
    return term.reports.get()


def content(file) -> bytes:
    with file.open() as opened:
        return opened.read()


def test_summary_is_made_with_the_report_and_downloaded(
    made, client, chair, django_capture_on_commit_callbacks
):
    assert "Draft, not issued by the chair" in text_of(content(made.summary_pdf))
    assert made.public_pdf.name == ""
    with django_capture_on_commit_callbacks(execute=True):
        reports.issue_report(made, by=chair)
        work()
    made.refresh_from_db()
    summary = content(made.summary_pdf)
    assert made.summary_sha256 == hashlib.sha256(summary).hexdigest()
    with pikepdf.open(io.BytesIO(summary)) as pdf:
        assert len(pdf.pages) == made.summary_pages
        assert not pdf.attachments
    assert "Matters passed on" in text_of(summary)
    on_web = content(made.public_pdf)
    assert "Summary of the handover report" in text_of(on_web)
    assert "Matters passed on" not in text_of(on_web)
    with pikepdf.open(io.BytesIO(on_web)) as pdf:
        assert not pdf.attachments
    assert (
        len(list((made.pdf.storage.base_location / "reports").iterdir())) == 3
    )  # those of the draft are gone
    client.force_login(chair)
    page = squeezed(client.get(reverse("chairmanship:report", args=[made.term.slug])).text)
    assert made.summary_sha256 in page
    for name in ("report_read", "report_pdf", "report_docx", "report_summary_pdf", "report_summary_docx"):
        assert f'href="{address(name, made)}"' in page
    answer = client.get(address("report_summary_docx", made))
    assert (
        'filename="gmg-handover-report-iom-2007-01-v1-summary.docx"' in answer.headers["Content-Disposition"]
    )
    assert any(
        "Summary of the handover report" in one.text for one in Word(io.BytesIO(answer.content)).paragraphs
    )


def test_files_are_made_again_without_contact_details_and_stay_published(
    term, client, chair, django_capture_on_commit_callbacks
):
    said = section("summary", text("Ask ana@example.org."), number="1", title="Summary")
    report = version(term)
    report.facts = report.facts | {"sections": [said]}
    report.save()
    publish(client, chair, report)
    before = [file.name for file in (report.pdf, report.summary_pdf, report.public_pdf)]
    with django_capture_on_commit_callbacks() as callbacks:
        contact_removal.forget(["ana@example.org"])
    assert "Download" not in client.get(address("report_read", report)).text
    for callback in callbacks:
        callback()
    assert not any(report.pdf.storage.exists(name) for name in before)
    assert client.get(address("report_summary_pdf", report)).getvalue().startswith(b"%PDF-")


def test_files_that_belong_together_are_stored_all_or_none(settings, monkeypatch):
    save = storage.default_storage.save
    names = []

    def full_after_one(name, file):
        if names:
            raise OSError(28, "No space left on device")
        names.append(save(name, file))
        return names[0]

    monkeypatch.setattr(storage.default_storage, "save", full_after_one)
    with pytest.raises(storage.NoPlace):
        storage.store_all([b"one", b"two"], under="reports", ending="pdf")
    assert names
    assert not storage.default_storage.exists(names[0])
