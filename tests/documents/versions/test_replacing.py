"""What replaces a text shows what it replaces, and offers to add below it instead."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.models import Membership
from documents.library import actions as library_actions
from documents.models import ImportedText, Part
from documents.versions import actions as version_actions
from documents.versions import mail as version_mail
from foundation.dates import clock
from foundation.text import rich
from tests import factories

pytestmark = pytest.mark.django_db

OLD, NEW = "<p>The sea is wide.</p>", "<p>The sea is deep.</p>"


def page(name, *args):
    return reverse(f"documents:{name}", args=args)


def a_pdf(name="brochure.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.7 first")


def writes(document, text, by, **values):
    last = document.versions.last()
    return version_actions.write_text(document, text=text, after=last.number if last else 0, by=by, **values)


# Restoring


def test_restoring_shows_first_what_it_replaces(client, document, ana):
    writes(document, OLD, ana)
    writes(document, NEW, factories.user(name="Fina"))
    listed = client.get(page("version_list", document.pk)).text
    address = page("version_restore", document.pk, 1)
    assert f'href="{address}"' in listed
    assert page("version_restore", document.pk, 2) not in listed  # the current one
    shown = client.get(address).text
    assert "Version 1 will replace version 2 (English), which Fina added on" in shown
    assert "deep" in shown.split("<del>")[1].split("</del>")[0]
    assert document.versions.count() == 2
    answer = client.post(address, {"seen": 2}, follow=True)
    assert "Version 1 is restored, as a new version." in answer.text
    assert rich.plain(document.versions.last().text) == "The sea is wide."


def test_nothing_is_restored_over_a_version_that_was_not_shown(client, document, ana):
    writes(document, OLD, ana)
    writes(document, NEW, ana)
    writes(document, "<p>Not seen.</p>", factories.user(name="Fina"))
    answer = client.post(page("version_restore", document.pk, 1), {"seen": 2}, follow=True)
    assert "Fina has added version 3 in the meantime" in answer.text
    assert document.versions.count() == 3


@pytest.mark.parametrize("part", [Part.ADDENDUM, Part.CORRIGENDUM])
def test_restored_addendum_stays_one_in_its_language(client, document, ana, part):
    writes(document, OLD, ana)
    added = version_actions.bring_file(document, file=a_pdf(), by=ana, part=part, language="fr")
    writes(document, "<p>La mer.</p>", ana, language="fr")
    main = writes(document, NEW, ana)
    shown = client.get(page("version_restore", document.pk, added.number)).text
    assert "only adds to the current text or corrects it, and replaces nothing" in shown
    client.post(page("version_restore", document.pk, added.number), {"seen": main.number})
    made = document.versions.last()
    assert (made.restores, made.part, made.language) == (added, part, "fr")
    assert document.current == main


def test_addendum_in_use_is_not_restored(client, document, ana):
    writes(document, OLD, ana)
    added = version_actions.bring_file(document, file=a_pdf(), by=ana, part=Part.ADDENDUM)
    assert page("version_restore", document.pk, 2) not in client.get(page("version_list", document.pk)).text
    client.post(page("version_restore", document.pk, added.number))
    assert document.versions.count() == 2


def test_restored_revision_stays_one(document, ana):
    writes(document, OLD, ana)
    revision = version_actions.bring_file(document, file=a_pdf(), by=ana, part=Part.REVISION)
    writes(document, NEW, ana)
    assert version_actions.restore(revision, by=ana).part == Part.REVISION


# Files


def test_file_and_import_say_what_they_replace(client, document, ana):
    for name in ("file_bring", "import_word"):
        assert "replaces the current one" not in client.get(page(name, document.pk)).text
    writes(document, OLD, ana)
    version_actions.bring_file(document, file=a_pdf("mer.pdf"), by=ana, language="fr")
    for name, instead in (("file_bring", "choose “an addendum”"), ("import_word", "add the new one below")):
        shown = client.get(page(name, document.pk)).text
        assert "version 1, a text" in shown
        assert "version 2, the file “mer.pdf”" in shown
        assert instead in shown
    ImportedText.objects.create(document=document, by=ana, language="en", name="sea.docx")
    assert "You have imported “sea.docx”" in client.get(page("import_word", document.pk)).text


@pytest.mark.parametrize(
    ("do", "text"), [("", "The sea is deep."), ("below", "The sea is wide. The sea is deep.")]
)
def test_imported_text_replaces_the_text_or_is_added_below(client, document, ana, do, text):
    writes(document, OLD, ana)
    imported = ImportedText.objects.create(
        document=document, by=ana, language="en", name="sea.docx", text=NEW, made_at=clock.now()
    )
    shown = client.get(page("text_write", document.pk), {"imported": imported.pk}).text
    for words in ("Replace the text", "Add below the text", '<button class="btn" type="submit" name="do"'):
        assert words in shown
    assert "<del>" in shown
    data = {"text": NEW, "language": "en", "after": 1} | ({"do": do} if do else {})
    client.post(page("text_write", document.pk), data)
    assert " ".join(rich.plain(document.versions.last().text).split()) == text
    assert not ImportedText.objects.exists()


def test_added_below_nothing_of_a_colleague_is_lost(document, ana):
    writes(document, OLD, ana)
    writes(document, "<p>The sea is wide and blue.</p>", factories.user())
    made = version_actions.write_text(document, text=NEW, after=1, by=ana, below=True)
    assert rich.plain(made.text).split() == [
        "The",
        "sea",
        "is",
        "wide",
        "and",
        "blue.",
        "The",
        "sea",
        "is",
        "deep.",
    ]


# Who is told of new versions


@pytest.fixture
def told():
    """Runs the task after so many minutes, and returns whom it told."""

    def run(at, minutes) -> dict:
        mail.outbox.clear()
        with clock.moved_to(at + dt.timedelta(minutes=minutes)):
            version_mail.tell_versions()
        return {one.to[0]: one.body for one in mail.outbox if one.subject == "New version: A common note"}

    return run


def test_those_who_take_part_are_told_once_of_what_others_wrote(group, told):
    at = clock.now()
    group.document.versions.update(told_at=at)
    for number in range(1, 4):
        writes(group.document, f"<p>Words {number}.</p>", group.lead, note=f"note {number}")
    writes(group.document, "<p>Mine.</p>", group.contributor)
    assert told(at, 20) == {}  # somebody may go on writing
    mails = told(at, 31)
    assert set(mails) == {"lead@undp.example", "ilse@ilo.example"}
    assert "There are 3 new versions" in mails["ilse@ilo.example"]
    assert "Version 4, by Leo" in mails["ilse@ilo.example"]
    assert "note 3" in mails["ilse@ilo.example"]
    assert mails["ilse@ilo.example"].count("Ilse") == 1  # in the greeting: not as a writer
    assert "There is a new version" in mails["lead@undp.example"]
    assert page("version_list", group.document.pk) in mails["lead@undp.example"]
    assert told(at, 62) == {}


def test_somebody_who_saves_all_day_does_not_keep_others_waiting(group, told):
    at = clock.now()
    group.document.versions.update(told_at=at)
    for minutes in range(0, 300, 20):
        with clock.moved_to(at + dt.timedelta(minutes=minutes)):
            writes(group.document, f"<p>Words {minutes}.</p>", group.lead)
    assert set(told(at, 290)) == {"ilse@ilo.example"}


def test_nobody_is_told_of_a_version_that_they_were_told_is_published(group, told):
    at = clock.now()
    library_actions.publish(group.document, by=group.chair)
    assert told(at, 31) == {}


def test_agency_that_left_the_group_is_not_told(group, told):
    at = clock.now()
    writes(group.document, NEW, group.lead)
    Membership.objects.filter(agency__acronym="ILO").delete()
    assert told(at, 31) == {}
