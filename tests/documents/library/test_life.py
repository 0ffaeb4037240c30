"""The life of a document: its versions, its states, its editions."""

import itertools

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from documents.document.states import move
from documents.library import actions as library_actions
from documents.models import Document, DocumentVersion, Part, Step
from documents.versions import actions as version_actions
from foundation.verbs import Refused, Stale
from tests import factories

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 first"


@pytest.fixture(autouse=True)
def _storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ana():
    return factories.person_of("IOM", name="Ana")


def begin_document(by, title="Brochure", **values):
    return library_actions.begin(title=title, kind="brochure", lead=factories.agency("IOM"), by=by, **values)


def pdf(name="brochure.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def file_content(version):
    with version.file.open("rb") as content:
        return content.read()


def test_document_begins_with_a_title_and_a_kind(ana):
    unesco = factories.agency("UNESCO")
    document = begin_document(ana, contributors=[unesco])
    assert (document.state, document.slug, document.edition) == ("drafting", "brochure", 1)
    assert list(document.contributors.all()) == [unesco]
    assert document.current is None


def test_document_of_the_same_kind_title_and_term_is_refused_in_words(ana):
    term = factories.term()
    begin_document(ana, term=term)
    with pytest.raises(Refused, match="Change the title"):
        begin_document(ana, term=term)


def test_versions_are_files_and_texts_in_one_order(ana):
    document = begin_document(ana)
    first = version_actions.write_text(document, text="<p>Hello</p>", after=0, by=ana, note="first words")
    second = version_actions.bring_file(document, file=pdf(), by=ana)
    assert (first.number, first.is_text, first.note) == (1, True, "first words")
    assert (first.size, len(first.sha256), first.words) == (len(first.text), 64, "hello")
    assert (second.number, second.is_text, second.name) == (2, False, "brochure.pdf")
    assert file_content(second) == PDF
    assert document.current == second


def test_version_is_a_file_or_a_text_and_never_both(ana):
    document = begin_document(ana)
    for values in ({"text": "Words", "file": "a.pdf", "name": "a.pdf"}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DocumentVersion.objects.create(document=document, number=1, size=1, sha256="0", **values)


def test_text_that_says_the_same_makes_no_version(ana):
    document = begin_document(ana)
    first = version_actions.write_text(document, text="Words", after=0, by=ana)
    assert version_actions.write_text(document, text="Words\r\n", after=1, by=ana) == first
    with pytest.raises(Refused, match="no text yet"):
        version_actions.write_text(document, text="  ", after=1, by=ana)


def test_text_written_meanwhile_is_shown_and_neither_is_lost(ana):
    document = begin_document(ana)
    first = version_actions.write_text(document, text="Words", after=0, by=ana).text
    better, other = first.replace("Words", "Better words"), first.replace("Words", "Other words")
    theirs = version_actions.write_text(document, text=better, after=1, by=factories.user())
    with pytest.raises(Stale) as stale:
        version_actions.write_text(document, text=other, after=1, by=ana)
    assert stale.value.current == theirs
    version_actions.write_text(document, text="Bons mots", after=0, language="fr", by=ana)  # is no rival
    assert document.versions.count() == 3


def test_addendum_is_never_the_current_version(ana):
    document = begin_document(ana)
    main = version_actions.bring_file(document, file=pdf(), by=ana)
    french = version_actions.bring_file(document, file=pdf("fr.pdf"), language="fr", by=ana)
    version_actions.bring_file(document, file=pdf("annex.pdf"), part=Part.ADDENDUM, by=ana)
    assert document.current == main
    revised = version_actions.bring_file(document, file=pdf("rev.pdf"), part=Part.REVISION, by=ana)
    assert document.current == revised
    assert french.number == 2


def test_restoring_makes_a_new_version_and_loses_none(ana):
    document = begin_document(ana)
    first = version_actions.bring_file(document, file=pdf(), by=ana)
    version_actions.write_text(document, text="Words", after=1, by=ana)
    again = version_actions.restore(first, by=ana)
    assert (again.number, again.sha256, again.restores, again.note) == (
        3,
        first.sha256,
        first,
        "Version 1 restored",
    )
    assert file_content(again) == PDF
    with pytest.raises(Refused, match="already the current version"):
        version_actions.restore(again, by=ana)


def test_every_move_that_the_map_does_not_hold_is_refused(ana):
    states = Document.State.values
    for now, to in itertools.product(["", *states], states):
        document = Document.objects.create(title=f"{now} to {to}", kind="other", state=now)
        if to in Document.TRANSITIONS[now]:
            assert move(document, to, by=ana).state == to
        else:
            with pytest.raises(Refused, match=f"cannot change to “{Document.State(to).label}”"):
                move(document, to, by=ana)


def test_steps_are_kept_with_who_when_and_which_version(ana):
    document = begin_document(ana)
    version = version_actions.write_text(document, text="Words", after=0, by=ana)
    library_actions.circulate(document, by=ana)
    library_actions.clear(document, by=ana, sentence="Agreed by telephone.")
    library_actions.adopt(document, by=ana)
    library_actions.publish(document, by=ana)
    steps = Step.objects.filter(document=document)
    assert [(step.state, step.by, step.version) for step in steps] == [
        ("circulated", ana, version), ("cleared", ana, version), ("adopted", ana, version),
        ("published", ana, version),
    ]  # fmt: skip


def test_publishing_takes_what_is_current_and_nothing_that_comes_later(ana):
    document = begin_document(ana)
    old = version_actions.bring_file(document, file=pdf(), by=ana)
    new = version_actions.bring_file(document, file=pdf("new.pdf"), by=ana)
    french = version_actions.bring_file(document, file=pdf("fr.pdf"), language="fr", by=ana)
    annex = version_actions.bring_file(document, file=pdf("annex.pdf"), part=Part.ADDENDUM, by=ana)
    document = library_actions.publish(document, by=ana)
    draft = version_actions.bring_file(document, file=pdf("draft.pdf"), by=ana)
    public = DocumentVersion.objects.public()
    assert set(public) == {new, french, annex}
    assert old not in public
    assert document.date is not None
    library_actions.publish(document, by=ana)
    assert draft in DocumentVersion.objects.public()
    with pytest.raises(Refused, match="already published"):
        library_actions.publish(document, by=ana)


def test_what_is_taken_out_of_the_library_is_public_no_more(ana):
    document = begin_document(ana)
    version_actions.bring_file(document, file=pdf(), by=ana)
    library_actions.adopt(document, by=ana)
    library_actions.publish(document, by=ana)
    document = library_actions.take_out(document, by=ana)
    assert document.state == "adopted"
    assert not DocumentVersion.objects.public().exists()
    library_actions.redraft(document, by=ana)
    with pytest.raises(Refused, match="can be removed from the library"):
        library_actions.take_out(document, by=ana)


def test_later_edition_supersedes_at_the_same_address_and_gives_way_again(ana):
    unesco = factories.agency("UNESCO")
    first = begin_document(ana, contributors=[unesco])
    with pytest.raises(Refused, match="not published yet"):
        library_actions.begin_edition(first, title="Brochure, 2008", by=ana)
    first = library_actions.publish(first, by=ana)
    with pytest.raises(Refused, match="Remove it from the library first"):
        library_actions.redraft(first, by=ana)
    second = library_actions.begin_edition(first, title="Brochure, 2008", by=ana)
    assert (second.slug, second.edition, second.state) == (first.slug, 2, "drafting")
    assert list(second.contributors.all()) == [unesco]
    library_actions.publish(second, by=ana)
    first.refresh_from_db()
    assert first.state == "superseded"
    library_actions.take_out(second, by=ana)
    first.refresh_from_db()
    assert first.state == "published"


def test_two_people_who_change_what_is_known_of_it_both_hear(ana):
    document = begin_document(ana)
    changed = library_actions.change(document, changes={"summary": "What it is"}, revision=0, by=ana)
    assert (changed.revision, changed.summary) == (1, "What it is")
    with pytest.raises(Stale):
        library_actions.change(document, changes={"summary": "Else"}, revision=0, by=ana)


def test_who_may_edit_and_who_may_lead():
    document = Document.objects.create(title="Brochure", kind="brochure", lead=factories.agency("IOM"))
    document.contributors.add(factories.agency("UNESCO"))
    for acronym in ("IOM", "UNESCO", "ILO"):
        factories.membership(acronym, "2006")
    may = {
        acronym: (person.has_perm("documents.edit", document), person.has_perm("documents.lead", document))
        for acronym in ("IOM", "UNESCO", "ILO")
        for person in [factories.person_of(acronym)]
    }
    assert may == {"IOM": (True, True), "UNESCO": (True, False), "ILO": (False, False)}
    assert factories.secretariat().has_perm("documents.lead", document)
    assert not factories.user().has_perm("documents.edit", document)


def test_lead_that_left_the_group_neither_reads_on_nor_publishes(client, ana):
    factories.membership("IOM", "2006", "2007")
    document = begin_document(ana)
    version_actions.write_text(document, text="What is public", after=0, by=ana)
    library_actions.publish(document, by=ana)
    version_actions.write_text(document, text="What comes next", after=1, by=ana)
    client.force_login(ana)
    assert client.get(document.public_address).status_code == 200
    assert client.get(f"/documents/{document.pk}/text/").status_code == 403
    assert client.post(f"/documents/{document.pk}/take-out/").status_code == 403
    assert not ana.has_perm("documents.lead", document)


# Of which version it is that it is cleared ----------------------------------------------------------------


def new_text(document, by, language="en"):
    after = document.versions.last().number
    return version_actions.write_text(document, text="Other words", after=after, by=by, language=language)


def new_file(document, by):
    return version_actions.bring_file(document, file=pdf("new.pdf"), by=by)


def restore_first(document, by):
    version_actions.write_text(document, text="Between", after=1, by=by)
    library_actions.clear(document, by=by, sentence="Agreed by telephone.")
    return version_actions.restore(document.versions.get(number=1), by=by)


@pytest.mark.parametrize("bring", [new_text, new_file, restore_first])
def test_new_version_of_what_is_cleared_is_drafted_on(ana, bring):
    document = begin_document(ana)
    version_actions.write_text(document, text="Words", after=0, by=ana)
    library_actions.clear(document, by=ana, sentence="Agreed by telephone.")
    made = bring(document, ana)
    document.refresh_from_db()
    assert document.state == "drafting"
    last = document.steps.last()
    assert (last.state, last.by, last.version) == ("drafting", ana, made)


def test_translation_and_what_only_adds_leave_a_document_cleared(ana):
    document = begin_document(ana)
    version_actions.write_text(document, text="Words", after=0, by=ana)
    library_actions.clear(document, by=ana, sentence="Agreed by telephone.")
    new_text(document, ana, language="fr")
    version_actions.bring_file(document, file=pdf("annex.pdf"), part=Part.ADDENDUM, by=ana)
    document.refresh_from_db()
    assert document.state == "cleared"


def test_what_came_while_it_was_public_is_not_cleared_once_it_is_out_of_the_library(ana):
    document = begin_document(ana)
    version_actions.write_text(document, text="Words", after=0, by=ana)
    library_actions.clear(document, by=ana, sentence="Agreed by telephone.")
    library_actions.publish(document, by=ana)
    new_text(document, ana)
    assert library_actions.take_out(document, by=ana).state == "drafting"


def clear(document, **more):
    return library_actions.clear(document, **more, sentence="Agreed by telephone.")


@pytest.mark.parametrize(
    "verb", [library_actions.circulate, clear, library_actions.adopt, library_actions.publish]
)
def test_verb_stops_at_a_version_that_the_person_did_not_see(ana, verb):
    document = begin_document(ana)
    version_actions.write_text(document, text="Words", after=0, by=ana)
    new_text(document, factories.user(name="Fina"))
    with pytest.raises(Refused, match="Fina has added version 2 in the meantime"):
        verb(document, by=ana, seen=1)
    document.refresh_from_db()
    assert document.state == "drafting"
    assert verb(document, by=ana, seen=2).state != "drafting"
