"""Papers: who brings and reads them, how they are renewed, and their symbols."""

import io

import pytest
from pypdf import PdfReader

from documents.document.symbols import allot
from documents.models import Document, DocumentVersion, Symbol
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.files.storage import kept_or_gone
from foundation.models import Job
from foundation.verbs import Refused
from meetings.agenda import actions as agenda_actions
from meetings.agenda.actions import add_paper, remove_paper, rename_paper, renew_paper
from meetings.minutes import actions as minutes_actions
from meetings.models import Paper, PaperFile, Rhythm
from tests import factories
from tests.choosing import offered
from tests.meetings.agenda.papers import (
    begin_document,
    download,
    pdf,
    run_jobs,
    text_of,
    upload,
    write_minutes,
)
from tests.together import worker_ends_its_jobs_between_two_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march", "media")]


def test_chair_brings_a_paper_renews_renames_and_takes_it_away(plan, people, as_, tmp_path):
    meeting = plan(items=["Figures"], published=True)
    item = meeting.agenda.get()
    browser = as_("chair")
    address = f"/meetings/{meeting.pk}/agenda/{item.pk}/papers/"
    browser.post(address, {"file": upload("Figures of 2006.pdf")})
    paper = Paper.objects.get()
    assert (paper.title, paper.symbol) == ("Figures of 2006", "")
    base = f"/meetings/{meeting.pk}/papers/{paper.pk}/"
    browser.post(f"{base}renew/", {"file": upload("second.pdf", pdf("Second"))})
    browser.post(f"{base}change/", {"title": "The figures"})
    member = as_("member")
    assert "The figures" in member.get(f"/meetings/{meeting.pk}/").text
    latest = download(member, base)
    assert "second.pdf" in latest["Content-Disposition"]
    assert "Second 1" in text_of(PdfReader(io.BytesIO(latest.whole)))
    first = PaperFile.objects.order_by("pk")[0]
    assert "Figures of 2006.pdf" in download(member, f"{base}{first.pk}/")["Content-Disposition"]
    browser.post(f"{base}remove/")
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    "late",
    [
        lambda paper, by: remove_paper(paper, by=by),
        lambda paper, by: rename_paper(paper, title="Other", by=by),
        lambda paper, by: renew_paper(paper, file=upload("late.pdf"), by=by),
    ],
    ids=["remove", "rename", "renew"],
)
def test_paper_that_somebody_took_away_meanwhile_is_refused_in_words(plan, people, tmp_path, late):
    item = plan(items=["Figures"], published=True).agenda.get()
    paper = add_paper(item, title="Paper", file=upload(), by=people["chair"])
    remove_paper(Paper.objects.get(), by=people["chair"])
    with pytest.raises(Refused, match="just deleted this paper"):
        late(paper, people["chair"])
    assert not Paper.objects.exists()
    assert not PaperFile.objects.exists()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (upload("tool.pdf", b"MZ\x90\x00 not a pdf"), "do not match its file name"),
        (upload("tool.exe", b"MZ\x90\x00"), "not a kind of file that can be uploaded here"),
        (upload("huge.pdf", b"%PDF-" + b"x" * (26 * 1024 * 1024)), "the limit is 25 MB"),
        (None, "Choose a file or a joint document."),
    ],
    ids=["an exe named pdf", "an exe", "too large", "nothing"],
)
def test_refused_file_leaves_nothing_and_says_why(plan, people, as_, tmp_path, file, words):
    meeting = plan(items=["Figures"])
    address = f"/meetings/{meeting.pk}/agenda/{meeting.agenda.get().pk}/papers/"
    answer = as_("chair").post(address, {"title": "Kept", **({"file": file} if file else {})})
    assert words in answer.text
    assert 'value="Kept"' in answer.text
    assert not Paper.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_agency_that_is_to_bring_a_paper_brings_it_and_no_other_does(plan, people, as_):
    meeting = plan(items=["Figures"], published=True)
    item = meeting.agenda.get()
    address = f"/meetings/{meeting.pk}/agenda/{item.pk}/papers/"
    assert as_("member").post(address, {"file": upload()}).status_code == 403
    meeting.agenda.update(paper_by=factories.agency("ILO"))
    assert "Upload your paper" in as_("member").get(f"/meetings/{meeting.pk}/").text
    as_("member").post(address, {"file": upload()})
    assert Paper.objects.get().added_by == people["member"]


def test_joint_document_is_linked_at_a_version(plan, people, as_):
    meeting = plan(items=["Figures"], published=True)
    document = Document.objects.create(title="Handbook", kind="handbook", state="published")
    with kept_or_gone() as keep:
        old, _ = [
            DocumentVersion.objects.create(
                document=document,
                number=number,
                **keep(upload(f"v{number}.pdf"), under="d", by=people["chair"]),
            )
            for number in (1, 2)
        ]
    address = f"/meetings/{meeting.pk}/agenda/{meeting.agenda.get().pk}/papers/"
    as_("chair").post(address, {"version": old.pk})
    paper = Paper.objects.get()
    assert (paper.title, paper.version) == ("Handbook", old)
    answer = download(as_("member"), f"/meetings/{meeting.pk}/papers/{paper.pk}/")
    assert "v1.pdf" in answer["Content-Disposition"]


def test_text_is_a_paper_at_its_version_and_is_read_as_a_pdf_once_a_worker_made_it(text_paper, as_):
    paper = text_paper
    address = f"/meetings/{paper.item.meeting_id}/papers/{paper.pk}/"
    page = as_("member").get(address)
    assert "The PDF is being prepared" in page.text
    assert (
        as_("member")
        .get(address, {"seen": "It is waiting for its turn."}, headers={"hx-request": "true"})
        .status_code
        == 204
    )
    run_jobs()
    assert "Download PDF" in as_("member").get(address, headers={"hx-request": "true"}).text
    answer = download(as_("member"), address)
    assert 'filename="gmg-a-common-note-v1-en.pdf"' in answer["Content-Disposition"]
    assert "Words." in PdfReader(io.BytesIO(answer.whole)).pages[0].extract_text()


def test_text_whose_pdf_is_made_while_the_page_asks_is_offered(text_paper, as_):
    address = f"/meetings/{text_paper.item.meeting_id}/papers/{text_paper.pk}/"
    as_("member").get(address)
    with worker_ends_its_jobs_between_two_queries():
        assert "Download PDF" in as_("member").get(address, headers={"hx-request": "true"}).text


def test_text_that_could_not_be_set_says_so_and_is_tried_again(text_paper, as_):
    address = f"/meetings/{text_paper.item.meeting_id}/papers/{text_paper.pk}/"
    Job.objects.unfinished().update(failed_at=clock.now(), error="The letters are missing.")
    fragment = as_("member").get(address, headers={"hx-request": "true"}).text
    assert "The letters are missing." in fragment
    assert not Job.objects.unfinished().exists()
    assert "The PDF is being prepared" in as_("member").get(address).text


def test_form_offers_texts_beside_files(plan, people, as_):
    meeting = plan(items=["Figures"], published=True)
    version = version_actions.write_text(
        begin_document(people["chair"]), text="Words.", after=0, by=people["chair"]
    )
    address = f"/meetings/{meeting.pk}/agenda/{meeting.agenda.get().pk}/papers/"
    assert offered(as_("chair"), address, "id_version", "common 1") == ["A common note, version 1 (text)"]
    as_("chair").post(address, {"version": version.pk})
    assert Paper.objects.get().version == version
    assert "A text, as a PDF" in as_("chair").get(address).text


def test_paper_waits_with_its_agenda_and_keeps_to_its_item(plan, people, as_):
    meeting = plan(items=["Open", "Kept"])
    open_, kept = meeting.agenda.all()
    agenda_actions.change_item(kept, changes={"restricted": "principals"}, revision=0, by=people["chair"])
    first, second = [
        add_paper(one, title="Paper", file=upload(), by=people["chair"]) for one in (open_, kept)
    ]
    address = f"/meetings/{meeting.pk}/papers/"
    assert download(as_("member"), f"{address}{first.pk}/").status_code == 403
    agenda_actions.publish_agenda(meeting, by=people["chair"])
    assert download(as_("member"), f"{address}{first.pk}/").status_code == 200
    assert download(as_("member"), f"{address}{second.pk}/").status_code == 404
    assert download(as_("incoming"), f"{address}{second.pk}/").status_code == 200


def test_papers_of_minutes_that_stand_stay(plan, people, as_):
    meeting = plan(day="2007-02-20", items=["Figures"], published=True)
    paper = add_paper(meeting.agenda.get(), title="Paper", file=upload(), by=people["chair"])
    minutes_actions.adopt_minutes(write_minutes(meeting, people), by=people["chair"])
    base = f"/meetings/{meeting.pk}/papers/{paper.pk}"
    as_("chair").post(f"{base}/remove/")
    answer = as_("chair").post(f"{base}/change/", {"title": "Other"}, follow=True)
    assert "its papers can no longer be changed" in answer.text
    assert Paper.objects.get().title == "Paper"


def test_symbols_come_in_order_by_level_and_are_never_given_again(plan, people):
    Rhythm.objects.create(symbols=True)
    working = plan(items=["Figures"]).agenda.get()
    principals = plan(day="2007-04-24", level="principals", items=["Figures"]).agenda.get()
    first, second = [add_paper(working, title="Paper", file=upload(), by=people["chair"]) for _ in range(2)]
    other = add_paper(principals, title="Paper", file=upload(), by=people["chair"])
    assert [first.symbol, second.symbol, other.symbol] == ["GMG/2007/WL/1", "GMG/2007/WL/2", "GMG/2007/P/1"]
    remove_paper(second, by=people["chair"])
    assert add_paper(working, title="Paper", file=upload(), by=people["chair"]).symbol == "GMG/2007/WL/3"


def test_symbol_of_a_change_that_fails_is_given_to_the_next():
    from django.db import transaction

    with transaction.atomic():
        allot("GMG/2007/WL")
        transaction.set_rollback(True)
    assert str(allot("GMG/2007/WL")) == "GMG/2007/WL/1"


@pytest.mark.django_db(transaction=True)
def test_many_who_are_given_symbols_at_once_get_each_their_own():
    from threading import Thread

    from django.db import connection

    def one():
        try:
            allot("GMG/2007/WL")
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Symbol.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_many_papers_ask_as_often_as_few(plan, people, as_):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    meeting = plan(items=["Figures"], published=True)
    browser = as_("member")

    def queries():
        browser.get(f"/meetings/{meeting.pk}/")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/meetings/{meeting.pk}/").status_code == 200
        return len(asked)

    item = meeting.agenda.get()
    add_paper(item, title="Paper", file=upload(), by=people["chair"])
    few = queries()
    for _ in range(30):
        add_paper(item, title="Paper", file=upload(), by=people["chair"])
    assert queries() == few
