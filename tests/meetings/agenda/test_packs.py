"""The pack of a meeting and its prints: what is in them, for members and for guests."""

import io
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from foundation.jobs import outbox
from foundation.models import Job
from meetings.agenda import actions as agenda_actions
from meetings.agenda.actions import add_paper
from meetings.followup import actions as followup_actions
from meetings.invitations import links as invitation_links
from meetings.invitations.actions import guests
from meetings.minutes import actions as minutes_actions
from meetings.models import AgendaItem, Pack
from meetings.prints import pack as prints_pack
from tests import factories
from tests.meetings.agenda.papers import SECRET, download, make_pack, pdf, text_of, upload

CASES = Path(__file__).parents[2] / "cases"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march", "media")]


def test_text_goes_into_the_pack_whether_or_not_its_pdf_was_made_before(text_paper):
    meeting = text_paper.item.meeting
    reader = make_pack(meeting, "pack", "members")
    words = [page.extract_text() for page in reader.pages]
    assert "Paper: Note (2 pages, below)" in " ".join(words[0].split())
    assert "Item 1, page 1 of 2" in words[-2]
    assert "Words." in words[-1]
    pack = Pack.objects.get()
    assert pack.fingerprint == prints_pack.fingerprint(meeting, "pack", "members")  # and is not made anew


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
    assert "Draft in Word (attached to this file)" in text
    assert "Locked (needs a password" in text
    assert "Broken (its pages cannot be read" in text
    assert set(reader.attachments) == {"draft.docx", "locked.pdf", "broken.pdf"}


def test_agenda_of_the_pack_says_what_became_of_each_paper(plan, people):
    meeting = plan(items=["Figures"], published=True)
    for name in ("with-annex", "script-and-launch", "no-pages"):
        content = upload(f"{name}.pdf", (CASES / f"{name}.pdf").read_bytes())
        add_paper(meeting.agenda.get(), title=name, file=content, by=people["chair"])
    reader = make_pack(meeting, "pack", "members")
    agenda = " ".join(reader.pages[0].extract_text().split())
    for line in (
        "Paper: with-annex (1 page, below). The file inside it is attached: annex.csv.",
        "Paper: script-and-launch (1 page, below). Scripts in this paper were removed.",
        "Paper: no-pages (has no pages, attached to this file)",
    ):
        assert line in agenda
    assert set(reader.attachments) == {"1 annex.csv", "no-pages.pdf"}
    assert len(reader.pages) == 3


def test_pack_does_not_claim_to_be_archivable_or_to_have_reliable_tags(packed):
    root = make_pack(packed, "pack", "members").trailer["/Root"]
    said = root["/Metadata"].get_object().get_data()
    assert b"part>" not in said
    assert b"pdfaid:part" not in said
    assert "/OutputIntents" not in root
    assert root["/MarkInfo"]["/Suspects"]
    own = make_pack(packed, "agenda", "members").trailer["/Root"]
    assert b"pdfaid:part" in own["/Metadata"].get_object().get_data()  # which keeps what it claims


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
    assert "Create PDF" in browser.get(page).text
    assert browser.post(page).url == page
    assert "We are preparing your file" in browser.get(page).text
    for job in Job.objects.unfinished().filter(kind=prints_pack.JOB):
        outbox.do(job.pk)
    assert "Download PDF" in browser.get(page).text
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
    assert "We are preparing your file" in browser.get(address).text
    outbox.do(Job.objects.unfinished().get(kind=prints_pack.JOB).pk)
    assert "Download PDF" in browser.get(address).text
    assert browser.post(f"{address}make/").url == f"/meetings/{packed.pk}/pack.pdf"
    agenda_actions.add_item(packed, title="One more", by=people["chair"])
    assert "has changed since this file was created" in browser.get(address).text
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
