"""Papers, their symbols, and the pack: who brings, who reads, and what is in no file made for others."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from documents.document.symbols import allot
from documents.library import actions as library_actions
from documents.models import Document, DocumentVersion, Symbol
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.files.storage import kept_or_gone
from foundation.jobs import outbox
from foundation.models import Job
from foundation.verbs import Refused
from meetings.agenda import actions as agenda_actions
from meetings.agenda.actions import add_paper, remove_paper, rename_paper, renew_paper
from meetings.followup import actions as followup_actions
from meetings.invitations import links as invitation_links
from meetings.invitations.actions import guests
from meetings.minutes import actions as minutes_actions
from meetings.models import AgendaItem, Pack, Paper, PaperFile, Rhythm
from meetings.prints import pack as prints_pack
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def pdf(words="Paper", pages=1, *, size=(595, 842), password="", rotate=0) -> bytes:
    made = pikepdf.new()
    for number in range(pages):
        page = made.add_blank_page(page_size=size)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        name = page.add_resource(font, pikepdf.Name.Font)
        page.contents_add(f"BT {name} 14 Tf 72 400 Td ({words} {number + 1}) Tj ET".encode())
        if rotate:
            page.rotate(rotate, relative=False)
    kept = io.BytesIO()
    made.save(kept, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return kept.getvalue()


def upload(name="figures.pdf", content=None):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def make_pack(meeting, what, kind) -> PdfReader:
    pack = prints_pack.ask_for(meeting, what, kind)
    job = Job.objects.unfinished().filter(kind=prints_pack.JOB, subject=str(pack.pk)).first()
    if job:
        outbox.do(job.pk)
    pack.refresh_from_db()
    with pack.file.open("rb") as content:
        return PdfReader(io.BytesIO(content.read()))


def download(browser, address):
    """The answer, read to its end, so that its file is closed."""
    answer = browser.get(address)
    answer.whole = answer.getvalue() if answer.streaming else answer.content
    return answer


def text_of(reader) -> str:
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


# Bringing and reading ------------------------------------------------------------------------------------


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
    with pytest.raises(Refused, match="taken this paper away meanwhile"):
        late(paper, people["chair"])
    assert not Paper.objects.exists()
    assert not PaperFile.objects.exists()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (upload("tool.pdf", b"MZ\x90\x00 not a pdf"), "does not hold what its name says"),
        (upload("tool.exe", b"MZ\x90\x00"), "of a kind that is not taken here"),
        (upload("huge.pdf", b"%PDF-" + b"x" * (26 * 1024 * 1024)), "a file can have 25 MB"),
        (None, "Choose a file, or a joint document below."),
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
    assert "Bring your paper" in as_("member").get(f"/meetings/{meeting.pk}/").text
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


@pytest.fixture
def text_paper(plan, people):
    """An item with a text written in the portal as its paper, and a later version of that text."""
    meeting = plan(items=["Figures"], published=True)
    document = begin_document(people["chair"])
    version = version_actions.write_text(
        document, text=f"<p>{'Words. ' * 900}</p>", after=0, by=people["chair"]
    )
    version_actions.write_text(document, text="<p>Later.</p>", after=1, by=people["chair"])
    return add_paper(meeting.agenda.get(), title="Note", version=version, by=people["chair"])


def begin_document(person):
    return library_actions.begin(title="A common note", kind="information note", lead=None, by=person)


def run_jobs():
    for job in Job.objects.unfinished().order_by("pk"):
        outbox.do(job.pk)


def test_text_is_a_paper_at_its_version_and_is_read_as_a_pdf_once_a_worker_made_it(text_paper, as_):
    paper = text_paper
    address = f"/meetings/{paper.item.meeting_id}/papers/{paper.pk}/"
    page = as_("member").get(address)
    assert "It is being made" in page.text
    assert as_("member").get(address, {"seen": "waiting "}, headers={"hx-request": "true"}).status_code == 204
    run_jobs()
    assert "Download the PDF" in as_("member").get(address, headers={"hx-request": "true"}).text
    answer = download(as_("member"), address)
    assert 'filename="gmg-a-common-note-v1-en.pdf"' in answer["Content-Disposition"]
    assert "Words." in PdfReader(io.BytesIO(answer.whole)).pages[0].extract_text()


def test_text_that_could_not_be_set_says_so_and_is_tried_again(text_paper, as_):
    address = f"/meetings/{text_paper.item.meeting_id}/papers/{text_paper.pk}/"
    Job.objects.unfinished().update(failed_at=clock.now(), error="The letters are missing.")
    fragment = as_("member").get(address, headers={"hx-request": "true"}).text
    assert "The letters are missing." in fragment
    assert not Job.objects.unfinished().exists()
    assert "It is being made" in as_("member").get(address).text


def test_text_goes_into_the_pack_whether_or_not_its_pdf_was_made_before(text_paper):
    meeting = text_paper.item.meeting
    reader = make_pack(meeting, "pack", "members")
    words = [page.extract_text() for page in reader.pages]
    assert "Paper: Note (2 pages, below)" in " ".join(words[0].split())
    assert "Item 1, page 1 of 2" in words[-2]
    assert "Words." in words[-1]
    pack = Pack.objects.get()
    assert pack.fingerprint == prints_pack.fingerprint(meeting, "pack", "members")  # and is not made anew


def test_form_offers_texts_beside_files(plan, people, as_):
    meeting = plan(items=["Figures"], published=True)
    version = version_actions.write_text(
        begin_document(people["chair"]), text="Words.", after=0, by=people["chair"]
    )
    address = f"/meetings/{meeting.pk}/agenda/{meeting.agenda.get().pk}/papers/"
    assert "A common note, version 1, a text" in as_("chair").get(address).text
    as_("chair").post(address, {"version": version.pk})
    assert Paper.objects.get().version == version
    assert "A text, given as a PDF" in as_("chair").get(address).text


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
    assert "its papers stay as they are" in answer.text
    assert Paper.objects.get().title == "Paper"


def write_minutes(meeting, people):
    minutes_actions.write_minutes(meeting.agenda.get(), text="Read.", revision=0, by=people["chair"])
    return meeting


# Symbols -------------------------------------------------------------------------------------------------


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


# The pack and the prints ---------------------------------------------------------------------------------

SECRET = "Quillwort"


@pytest.fixture
def packed(plan, people):
    """Three items: papers of several kinds, a part, and one for principals only."""
    meeting = plan(items=["Figures", "Of women", "Health"])
    figures, women, health = meeting.agenda.all()
    meeting.agenda.filter(pk=women.pk).update(is_sub=True)
    secret = agenda_actions.add_item(
        meeting,
        title=f"{SECRET} title",
        summary=f"{SECRET} summary",
        restricted="principals",
        by=people["chair"],
    )
    for item, title, name, content in (
        (figures, "Tables", "tables.pdf", pdf("Tables", 2)),
        (figures, "Wide table", "wide.pdf", pdf("Wide", size=(842, 595))),
        (women, "Turned", "turned.pdf", pdf("Turned", rotate=90)),
        (women, "Draft in Word", "draft.docx", b"PK\x03\x04 word"),
        (health, "Locked", "locked.pdf", pdf("Locked", password="x")),
        (health, "Broken", "broken.pdf", b"%PDF-1.4 nothing more"),
        (secret, f"{SECRET} paper", "quillwort.pdf", pdf(SECRET)),
    ):
        add_paper(item, title=title, file=upload(name, content), by=people["chair"])
    agenda_actions.publish_agenda(meeting, by=people["chair"])
    meeting.refresh_from_db()
    return meeting


def outline(reader) -> list:
    return [
        [one.title for one in entry] if isinstance(entry, list) else entry.title for entry in reader.outline
    ]


def test_pack_has_the_papers_behind_the_agenda_with_bookmarks_and_numbers(packed):
    reader = make_pack(packed, "pack", "members")
    assert outline(reader) == [
        "Agenda",
        "1. Figures", ["Tables", "Wide table"],
        "1 (a). Of women", ["Turned", "Draft in Word (attached)"],
        "2. Health", ["Locked (attached)", "Broken (attached)"],
    ]  # fmt: skip
    text = text_of(reader)
    for words in ("Tables 1", "Tables 2", "Wide 1", "Item 1, page 2 of 2", "Item 1 (a), page 1 of 1"):
        assert words in text, words
    assert "Draft in Word (it is attached to this file as it is)" in text
    assert "Locked (it asks for a password" in text
    assert "Broken (its pages cannot be read" in text
    assert set(reader.attachments) == {"draft.docx", "locked.pdf", "broken.pdf"}


@pytest.mark.parametrize("kind", ["members", "guests"])
def test_pack_for_others_holds_nothing_of_what_is_for_principals(packed, kind):
    pack = prints_pack.ask_for(packed, "pack", kind)
    reader = make_pack(packed, "pack", kind)
    assert SECRET not in text_of(reader)
    assert SECRET not in repr(outline(reader)) + repr(reader.attachments)
    pack.refresh_from_db()
    with pack.file.open("rb") as content:
        assert SECRET.encode() not in content.read()
    assert SECRET in text_of(make_pack(packed, "pack", "principals"))


def test_application_is_the_first_paper_of_its_item_and_no_guest_gets_it(plan, people):
    meeting = plan(items=["Figures", "Admission"])
    application = factories.application("Agency for Islands", "2007-02-01")
    application.answers.create(position=0, question="Who are you?", text=f"We gather {SECRET}.")
    application.candidates.create(role="principal", name="Hanna Head", email="hanna@islands.example")
    meeting.agenda.filter(title="Admission").update(application=application)
    add_paper(
        meeting.agenda.last(), title="Letter", file=upload("letter.pdf", pdf("Letter")), by=people["chair"]
    )
    agenda_actions.publish_agenda(meeting, by=people["chair"])
    meeting.refresh_from_db()
    reader = make_pack(meeting, "pack", "members")
    assert outline(reader)[-2:] == ["2. Admission", ["Application of Agency for Islands", "Letter"]]
    text = text_of(reader)
    for words in (
        "Paper: Application of Agency for Islands (1 page, below)",
        f"We gather {SECRET}.",
        "Hanna Head",
    ):
        assert words in text, words
    assert "hanna@islands.example" not in text
    before = prints_pack.fingerprint(meeting, "pack", "members")
    application.answers.update(text="We gather herbs.")
    assert prints_pack.fingerprint(meeting, "pack", "members") != before
    assert SECRET not in text_of(make_pack(meeting, "pack", "guests"))


def test_each_reader_gets_the_file_of_their_kind(packed, people, as_):
    address = f"/meetings/{packed.pk}/print/pack/make/"
    for who, kind in (("member", "members"), ("chair", "chair")):
        browser = as_(who)
        browser.post(address)
        pack = Pack.objects.get(audience=kind)
        outbox.do(Job.objects.unfinished().get(subject=str(pack.pk)).pk)
        found = text_of(PdfReader(io.BytesIO(download(browser, f"/meetings/{packed.pk}/pack.pdf").whole)))
        assert (SECRET in found) == (who == "chair")


@pytest.fixture
def heard(packed, people):
    """A guest to be heard on the third item, and one to the whole meeting; each with their link."""
    health = packed.agenda.get(title="Health")
    add_paper(health, title="Clinics", file=upload("clinics.pdf", pdf("Clinics")), by=people["chair"])
    who = {"organization": "World Clinic", "by": people["chair"]}
    on_health = guests.invite(packed, items=[health], email="one@example.org", **who)
    on_all = guests.invite(packed, email="all@example.org", **who)
    return invitation_links.link_of(on_health), invitation_links.link_of(on_all)


def guest_pack(link) -> PdfReader:
    """As a guest gets it: the button, the worker, the file."""
    browser, page = Client(), reverse("meetings:guest_pack", args=[link])
    assert "Make it" in browser.get(page).text
    assert browser.post(page).url == page
    assert "It is being made" in browser.get(page).text
    for job in Job.objects.unfinished().filter(kind=prints_pack.JOB):
        outbox.do(job.pk)
    assert "Download the PDF" in browser.get(page).text
    address = reverse("meetings:guest_pack_pdf", args=[link])
    assert browser.post(page).url == address
    return PdfReader(io.BytesIO(download(browser, address).whole))


def test_guest_has_a_pack_of_what_the_invitation_covers_and_of_nothing_else(packed, heard):
    on_health, on_all = (guest_pack(link) for link in heard)
    assert outline(on_health) == [
        "Agenda",
        "2. Health",
        ["Locked (attached)", "Broken (attached)", "Clinics"],
    ]
    assert set(on_health.attachments) == {"locked.pdf", "broken.pdf"}
    text = text_of(on_health)
    assert "Item 2, page 1 of 1" in text
    for hidden in (SECRET, "Figures", "Of women", "Tables", "Wide", "Turned"):
        assert hidden not in text
    whole = text_of(on_all)
    assert "Figures" in whole
    assert "Clinics 1" in whole
    assert SECRET not in whole + repr(outline(on_all)) + repr(on_all.attachments)
    for pack in Pack.objects.all():
        with pack.file.open("rb") as content:
            assert SECRET.encode() not in content.read()


def test_pack_of_a_guest_holds_no_action_and_ends_with_their_link(packed, heard, plan, people):
    before = plan(day="2007-02-20", items=["Earlier"], published=True)
    followup_actions.record_action(
        before.agenda.get(), text="Write to Oslo.", office="chair", by=people["chair"]
    )
    minutes_actions.adopt_minutes(before, by=people["chair"])
    AgendaItem.objects.filter(meeting=packed, title="Figures").update(kind=AgendaItem.Kind.ARISING)
    assert "Write to Oslo." in text_of(make_pack(packed, "pack", "members"))
    assert "Write to Oslo." not in text_of(guest_pack(heard[1]))
    guests.withdraw(packed.guest_invitations.get(email="all@example.org"), by=people["chair"])
    for name in ("guest_pack", "guest_pack_pdf"):
        assert Client().get(reverse(f"meetings:{name}", args=[heard[1]])).status_code == 410


def test_pack_of_a_guest_is_made_anew_when_what_it_covers_changes_and_not_for_the_rest(packed, heard, people):
    guest_pack(heard[0])
    page = reverse("meetings:guest_pack", args=[heard[0]])
    figures, health = (packed.agenda.get(title=title) for title in ("Figures", "Health"))
    add_paper(figures, title="For others", file=upload("others.pdf", pdf("Others")), by=people["chair"])
    assert "has changed" not in Client().get(page).text
    AgendaItem.objects.filter(pk=health.pk).update(restricted="members")  # afterwards
    assert Client().get(page).status_code == 404
    assert Client().get(reverse("meetings:guest_pack_pdf", args=[heard[0]])).status_code == 302


def test_file_is_made_once_and_anew_when_something_changed(packed, people, as_):
    browser = as_("member")
    address = f"/meetings/{packed.pk}/print/pack/"
    browser.post(f"{address}make/")
    assert "It is being made" in browser.get(address).text
    outbox.do(Job.objects.unfinished().get(kind=prints_pack.JOB).pk)
    assert "Download the PDF" in browser.get(address).text
    assert browser.post(f"{address}make/").url == f"/meetings/{packed.pk}/pack.pdf"
    agenda_actions.add_item(packed, title="One more", by=people["chair"])
    assert "has changed since it was made" in browser.get(address).text
    # It may hold what is restricted since.
    assert browser.get(f"/meetings/{packed.pk}/pack.pdf").url == address
    assert browser.post(f"{address}make/").url == address


@pytest.mark.parametrize("what", ["agenda", "pack"])
def test_file_that_holds_what_is_for_principals_since_is_given_out_no_more(packed, people, as_, what):
    browser, address = as_("member"), f"/meetings/{packed.pk}/{what}.pdf"
    assert SECRET not in text_of(make_pack(packed, what, "members"))
    item = packed.agenda.get(title="Figures")
    assert download(browser, address).status_code == 200
    agenda_actions.change_item(
        item, changes={"restricted": "principals"}, revision=item.revision, by=people["chair"]
    )
    assert browser.get(address).url == f"/meetings/{packed.pk}/print/{what}/"
    assert "Figures" not in text_of(make_pack(packed, what, "members"))
    assert download(browser, address).status_code == 200


def test_minutes_that_are_a_draft_are_printed_for_who_reads_drafts_and_nobody_else(plan, people, as_):
    meeting = plan(day="2007-02-20", items=["Figures"], published=True)
    minutes_actions.write_minutes(
        meeting.agenda.get(), text=f"{SECRET} said.", revision=0, by=people["chair"]
    )
    assert SECRET in text_of(make_pack(meeting, "minutes", "chair"))
    member = as_("member")
    assert member.get(f"/meetings/{meeting.pk}/minutes.pdf").status_code == 403
    minutes_actions.adopt_minutes(meeting, by=people["chair"])
    meeting.refresh_from_db()
    assert (
        member.get(f"/meetings/{meeting.pk}/minutes.pdf").status_code == 404
    )  # the chair's file is no other's
    reader = make_pack(meeting, "minutes", "members")
    assert f"{SECRET} said." in text_of(reader)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


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
