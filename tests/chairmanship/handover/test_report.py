"""The handover report: what it says, how it is set, that it is made once and issued for good."""

import calendar
import datetime as dt
import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chairmanship.handover import report as handover_report
from chairmanship.handover.actions import reports
from chairmanship.handover.composing import drafted
from chairmanship.models import Chairmanship, HandoverReport, ReportSection
from foundation.archive import export
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from foundation.verbs import Refused
from tests import factories, samples
from tests.chairmanship.handover.conftest import AS_AT
from tests.chairmanship.handover.reading import said, slugs

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes, *options) -> str:
    return subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.fixture
def term():
    return factories.term(theme="One theme")


def test_report_says_what_the_term_was(made):
    text = squeezed(text_of(made.content))
    for words in (
        "Handover report",
        "1 January to 30 June 2007",
        "As at 31 August 2012",
        "after the Office of the United Nations High Commissioner for Refugees (UNHCR)",
        "followed by the United Nations Department of Economic and Social Affairs (UNDESA)",
        "In June 2007 the Group had 10 members.",
        "The Group held six meetings: three of principals and three at working level.",
        "The troika (UNHCR, IOM and UNDESA) gave a briefing",
        "UNITAR",
        "July 2007",
        "Mainstreaming Migration into Development Planning",
    ):
        assert words in text
    assert "not issued by the chair" not in text
    assert "FAO" not in text  # joined in 2014, which nobody knew on the day of the report


def test_report_tells_its_steps_while_it_is_made():
    steps = []
    handover_report.render(
        handover_report.gather(factories.term(), as_at=AS_AT), draft=True
    )  # whoever asked before, unheard
    handover_report.render(
        handover_report.gather(factories.term("ILO", "2008-01-01", "2008-06-30"), as_at=AS_AT),
        draft=True,
        tell=steps.append,
    )
    assert steps == [
        "Reading the text", "Choosing fonts", "Laying out lines",
        "Laying out pages", "Drawing pages", "Writing the file",
    ]  # fmt: skip


def test_report_draft_says_so_on_every_page(term):
    pdf = handover_report.render(handover_report.gather(term, as_at=AS_AT), draft=True)
    pages = text_of(pdf.content).split("\f")[:-1]
    assert "Draft, not issued by the chair" in pages[0]
    assert len(pages) > 2
    assert all("draft" in page for page in pages[1:])


def test_report_footnotes_stand_on_the_page_of_their_call():
    term = samples.busy_term(meetings=60, decisions=0)
    facts = handover_report.gather(term, as_at=AS_AT)
    notes = str(facts["sections"]).count('class="footnote"')
    pdf = handover_report.render(facts, draft=False)
    pages = text_of(pdf.content, "-layout").split("\f")
    called, set_ = [], []
    for page in pages:
        called.append(len(re.findall(r"(?:January|February|[A-Z][a-z]+) 2014, [0-9:]{5}\s?\d+\b", page)))
        set_.append(len(re.findall(r"^\s*\d+\.\s+(?:Invited|To settle)", page, re.M)))
    assert sum(set_) == notes == 20
    assert called == set_


def test_report_is_tagged_archivable_and_carries_its_data(made, iom):
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).lower() == "en-gb"
        with pdf.open_metadata() as meta:
            assert meta["pdfaid:part"] == "3"
            assert meta["pdfaid:conformance"] == "A"
            assert "IOM, 1 January to 30 June 2007" in str(meta["dc:title"])
        with pdf.open_outline() as outline:
            assert [entry.title.split("\u2002")[-1] for entry in outline.root] == [
                "Contents", "Summary", "The Group, its origin and its members", "Theme and objective",
                "Meetings", "Workplan", "Statements, contributions and briefings",
                "Work at national, regional and global level, and on policy", "Joint documents",
                "Institutional development", "Engagement with agencies, partners and civil society",
                "Challenges", "Ideas discussed", "The year after the term", "Since then",
                "Members of the Group", "Documents",
            ]  # fmt: skip
        attached = pdf.attachments["gmg-archive-iom-2007-01.json"].get_file().read_bytes()
        assert attached == export(iom)
        assert json.loads(attached)["format"] == "gmg-archive/1"
        fonts = {
            str(font.BaseFont).partition("+")[2]
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }
        assert fonts
        assert all(font.startswith("GMG-") for font in fonts)
        assert all(
            [float(side) for side in page.mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.1)
            for page in map(pikepdf.Page, pdf.pages)
        )


def test_report_pages_are_numbered_and_the_contents_point_to_them(made):
    pages = text_of(made.content, "-layout").split("\f")[:-1]
    assert len(pages) == made.pages
    for number, page in enumerate(pages[1:], 2):
        assert f"page {number} of {made.pages}" in page
    for title in ("Meetings", "Joint documents", "Members of the Group"):
        number = int(re.search(rf"{title}[ .]+(\d+)$", pages[1], re.M)[1])
        assert title in pages[number - 1]


def test_report_on_letter_paper(term, settings):
    settings.REPORT_PAPER = "Letter"
    pdf = handover_report.render(handover_report.gather(term, as_at=AS_AT), draft=True)
    with pikepdf.open(io.BytesIO(pdf.content)) as file:
        assert [float(side) for side in file.pages[0].MediaBox[2:]] == [612, 792]


def test_report_of_a_term_of_which_nothing_is_known():
    term = factories.term("XYZ", "2001-01-01", "2001-06-30")
    facts = handover_report.gather(term, as_at=AS_AT)
    assert slugs(facts) == ["summary", "origin"]
    text = squeezed(text_of(handover_report.render(facts, draft=True).content))
    assert "chaired the Global Migration Group (GMG) from 1 January to 30 June 2001." in text
    for words in ("Nothing is", "None recorded", "No previous", "no meeting"):
        assert words not in text


def test_report_of_a_term_that_lasts_tells_what_is_and_what_is_to_come():
    for acronym in ("ILO", "IOM"):
        factories.membership(acronym, "2003")
    term = factories.term("IOM", "2007-01-01", "2007-06-30")
    factories.term("UNDESA", "2007-07-01", "2007-12-31")
    for day in ("2007-01-22", "2007-04-20", "2007-06-08"):
        factories.meeting(day, called_at=clock.now())

    def told(as_at) -> str:
        return " ".join(said(handover_report.gather(term, as_at=as_at)))

    text = told(dt.date(2007, 5, 2))
    assert "IOM) chairs the Global Migration Group (GMG) from 1 January to 30 June 2007." in text
    assert "The next chair is to be the Agency UNDESA (UNDESA)" in text
    assert "In May 2007 the Group has two members." in text
    assert "One meeting is still to come." in text
    text = told(dt.date(2007, 1, 2))
    assert "held" not in text.split()
    assert "Three meetings are still to come." in text
    text = told(term.ends)
    assert "chaired the Global Migration Group" in text
    assert "followed by the Agency UNDESA (UNDESA)" in text
    assert "The Group held three meetings at working level." in text


def test_report_parts_no_day_from_its_month(term):
    for position in range(40):  # so that a line ends at every place
        text = "x" * position + " on 22 September 2007" * 10
        term.paragraphs.create(section="challenges", position=position, text=text)
    text = text_of(handover_report.render(handover_report.gather(term, as_at=AS_AT), draft=True).content)
    assert re.search(r"September\n2007", text)
    assert not re.search(rf"\b\d{{1,2}}\n(?:{'|'.join(calendar.month_name[1:])})", text)


def test_report_loses_nothing_of_what_is_very_long(term):
    words = [f"word{number}" for number in range(2000)]
    meeting = factories.meeting("2007-03-01", purpose=" ".join(words), minutes="adopted")
    ReportSection.objects.create(term=term, slug="decisions", is_shown=True)
    factories.agency("W" * 40, name="Institute " * 30)
    item = meeting.agenda.create(position=1, title="T" * 500)
    item.decisions.create(position=1, text=" ".join(words).replace("word", "decided"))
    text = text_of(handover_report.render(handover_report.gather(term, as_at=AS_AT), draft=True).content)
    told = set(re.findall(r"(?:word|decided)\d+", text))
    assert told == {*words, *(word.replace("word", "decided") for word in words)}


def test_report_escapes_what_it_prints():
    term = factories.term(theme="<b>Fish & chips</b> <script>x</script> {{ 1 }}")
    text = squeezed(
        text_of(handover_report.render(handover_report.gather(term, as_at=AS_AT), draft=True).content)
    )
    assert "<b>Fish & chips</b> <script>x</script> {{ 1 }}" in text


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        (
            "unesco-2012-01",
            "chaired the Global Migration Group (GMG) ad interim from 1 January to 31 May 2012",
        ),
        ("fao-2018-01", "The other co-chair was the International Organization for Migration (IOM)."),
        ("regional-commissions-2013-01", "ESCAP coordinated the term."),
        ("unitar-2009-06", "had ended on 31 December 2008; nobody chaired in between."),
    ],
)
def test_report_of_an_uncommon_term_says_what_is_uncommon(history, slug, words):
    term = Chairmanship.objects.by_slug(slug)
    assert words in " ".join(said(handover_report.gather(term, as_at=term.ends), "summary"))


def test_report_facts_are_gathered_with_as_many_queries_for_a_busy_term():
    small = samples.busy_term(meetings=3, decisions=6)
    drafted(small, AS_AT)
    with CaptureQueriesContext(connection) as few:
        drafted(small, AS_AT)
    samples.more_meetings(small, meetings=30, decisions=60)
    with CaptureQueriesContext(connection) as many:
        drafted(small, AS_AT)
    assert len(many) == len(few)


# The command -----------------------------------------------------------------------------------


def test_command_writes_the_report_and_the_facts_are_in_it(iom, tmp_path):
    out = tmp_path / "report.pdf"
    call_command("handover_report", "iom-2007-01", as_at=AS_AT, output=out)
    for archive in (DEMO, BEFORE):
        assert _facts(out, archive) == ["86 of 86 facts"]


def test_facts_of_a_summary_are_in_it(iom, tmp_path):
    out = tmp_path / "summary.pdf"
    made = handover_report.render(handover_report.gather(iom, as_at=AS_AT), draft=False, summary=True)
    out.write_bytes(made.content)
    *missing, count = _facts(out, DEMO, "--only", "meetings,events,documents,applications")
    assert missing == []
    assert count.split()[0] == count.split()[2] != "0"
    assert 2 <= made.pages <= 4


TESTS = Path(__file__).resolve().parents[2]
DEMO = TESTS.parent / "gmg_portal" / "demo" / "iom-2007.json"
BEFORE = TESTS / "foundation" / "archive" / "iom-2007.json"  # the same record, without the later kinds


def _facts(pdf: Path, archive: Path, *options: str) -> list[str]:
    command = [sys.executable, TESTS / "report_facts.py", pdf, archive, *options]
    return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()


def test_command_for_an_unknown_term_says_so_and_writes_nothing(tmp_path):
    out = tmp_path / "report.pdf"
    with pytest.raises(CommandError, match="There is no term iom-1999-01"):
        call_command("handover_report", "iom-1999-01", output=out)
    assert not out.exists()


def test_command_that_cannot_write_says_so_and_leaves_no_half_file(term, tmp_path):
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("handover_report", "iom-2007-01", output=tmp_path / "away" / "report.pdf")
    assert list(tmp_path.iterdir()) == []


def test_command_writes_an_issued_report_as_it_was_issued(term, tmp_path):
    issued = issue(term)
    term.theme = "Another theme, thought of later"
    term.save()
    call_command("handover_report", "iom-2007-01", output=tmp_path / "report.pdf")
    content = (tmp_path / "report.pdf").read_bytes()
    assert hashlib.sha256(content).hexdigest() == issued.sha256
    assert "Another theme" not in text_of(content)


# Made by a worker, issued by a person ----------------------------------------------------------


def work():
    """What the worker does, in this process."""
    for job in Job.objects.due():
        outbox.do(job.pk)


def content(report: HandoverReport) -> bytes:
    with report.pdf.open() as file:
        return file.read()


def issue(term) -> HandoverReport:
    draft = reports.request_report(term, by=None)
    work()
    reports.issue_report(draft, by=None)
    work()
    return HandoverReport.objects.get(pk=draft.pk)


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.mark.django_db(transaction=True)
def test_report_pressed_twice_is_made_once(term, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    first = reports.request_report(term, by=None)
    second = reports.request_report(term, by=None)
    assert first == second
    assert Job.objects.count() == 1
    work()
    work()
    made = HandoverReport.objects.get()
    assert made.state == "draft"
    assert made.sha256 == hashlib.sha256(content(made)).hexdigest()
    assert Job.objects.get().state == "done"


def test_report_made_anew_takes_the_place_of_the_draft(term, settings, django_capture_on_commit_callbacks):
    first = reports.request_report(term, by=None)
    work()
    with django_capture_on_commit_callbacks(execute=True):
        reports.request_report(term, by=None)
        work()
    assert HandoverReport.objects.get() == first
    assert len(list((Path(settings.MEDIA_ROOT) / "reports").iterdir())) == 2  # the report and its summary


def test_report_issued_loses_the_mark_of_a_draft_and_keeps_the_facts(term):
    draft = reports.request_report(term, by=None)
    work()
    draft.refresh_from_db()
    assert "not issued by the chair" in text_of(content(draft))
    term.theme = "Another theme, thought of between reading and issuing"
    term.save()
    reports.issue_report(draft, by=None)
    work()
    draft.refresh_from_db()
    text = text_of(content(draft))
    assert "not issued by the chair" not in text
    assert "Another theme" not in text
    assert "One theme" in text


def test_report_issued_never_changes_and_a_correction_is_a_new_version(term):
    issued = issue(term)
    with pytest.raises(Refused, match="is already issued"):
        reports.issue_report(issued, by=None)
    correction = reports.request_report(term, by=None)
    work()
    assert correction.version == issued.version + 1
    assert HandoverReport.objects.get(pk=issued.pk).sha256 == issued.sha256


def test_report_being_made_cannot_be_issued(term):
    draft = reports.request_report(term, by=None)
    with pytest.raises(Refused, match="still being created"):
        reports.issue_report(draft, by=None)
    work()
    reports.request_report(term, by=None)
    with pytest.raises(Refused, match="still being created"):
        reports.issue_report(draft, by=None)


def test_report_that_fails_says_what_happened_and_can_be_tried_again(term, monkeypatch):
    from foundation.files import pdf

    def without_pango(*args, **kwargs):
        raise pdf.Unavailable("PDFs need Pango.")

    draft = reports.request_report(term, by=None)
    with monkeypatch.context() as patch:
        patch.setattr(handover_report, "render", without_pango)
        work()
    job = reports.report_job(draft)
    assert (job.state, job.error) == ("failed", "PDFs need Pango.")
    reports.request_report(term, by=None)
    work()
    assert reports.report_job(draft).state == "done"


def test_report_knows_the_day_it_was_made(term):
    with clock.moved_to(dt.date(2012, 8, 31)):
        draft = reports.request_report(term, by=None)
        work()
    draft.refresh_from_db()
    assert draft.as_at == AS_AT
    assert draft.facts["as_at"] == "31 August 2012"
