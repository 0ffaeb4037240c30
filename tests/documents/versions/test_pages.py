"""The pages of a document: begun, written, brought, compared, restored, published, taken away."""

import datetime as dt
import io

import docx
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chairmanship.models import WorkplanActivity
from documents.clearance import actions as clearance_actions
from documents.library import actions as library_actions
from documents.models import Document, DocumentVersion, TextPrint
from documents.versions import actions as version_actions
from documents.versions import exports as version_exports
from documents.versions import fulltext
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail.backend import address
from foundation.models import Job
from foundation.text import rich
from tests import factories
from tests.together import worker_ends_its_jobs_between_two_queries

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 first"


def page(name, *args):
    return reverse(f"documents:{name}", args=args)


def a_pdf(name="brochure.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def a_word_file(text):
    made, file = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(file)
    return SimpleUploadedFile("words.docx", file.getvalue())


def do_jobs():
    for pk in Job.objects.unfinished().values_list("pk", flat=True):
        outbox.do(pk)


def test_document_is_begun_with_a_title_and_a_kind_and_is_led_by_ones_own_agency(client, ana):
    form = client.get(page("document_begin"))
    assert form.context["form"].initial["lead"] == factories.agency("IOM").pk
    answer = client.post(page("document_begin"), {"title": "Brochure", "kind": "brochure"}, follow=True)
    document = Document.objects.get()
    assert (document.state, document.title) == ("drafting", "Brochure")
    assert "Write its text" in answer.text
    refused = client.post(page("document_begin"), {"kind": "brochure"})
    assert "Please fill this in" in refused.text


def test_text_is_written_and_the_current_version_is_unmistakable(client, document):
    assert client.get(page("text_write", document.pk)).status_code == 200
    client.post(
        page("text_write", document.pk),
        {"text": "<p>Hello <b>you</b></p>", "note": "first", "language": "en", "after": 0},
    )
    text = client.get(document.get_absolute_url()).text
    assert "Version 1 (current)" in text
    assert "<strong>you</strong>" in text
    assert "Ana" in text
    assert "first" in text


def test_paragraph_that_both_changed_stands_beside_ones_own_and_both_are_kept(client, document):
    words = rich.clean("<p>Common words.</p><p>More of them.</p>")
    version_actions.write_text(document, text=words, after=0, by=factories.user())
    theirs = words.replace("Common", "Their common")
    version_actions.write_text(document, text=theirs, after=1, by=factories.user(name="Ben"))
    mine = words.replace("Common", "My common").replace("More of", "And")
    data = {"text": mine, "note": "", "language": "en", "after": 1}
    answer = client.post(page("text_write", document.pk), data)
    assert answer.status_code == 409
    for said in ("Ben saved version 2", "Their", "My"):
        assert said in answer.text
    form = answer.context["form"]
    assert form["after"].value() == 2
    [clash] = answer.context["clashes"]
    data |= {"after": 2, "text": form["text"].value(), "text-base": theirs, f"text-keep-{clash.id}": "both"}
    client.post(page("text_write", document.pk), data)
    assert [rich.plain(one.text) for one in document.versions.all()][1:] == [
        "Their common words.\n\nMore of them.",
        "Their common words.\n\nMy common words.\n\nAnd them.",
    ]


def test_paragraphs_of_two_people_are_merged_into_the_next_version(client, document):
    words = rich.clean("<p>Common words.</p><p>More of them.</p>")
    version_actions.write_text(document, text=words, after=0, by=factories.user())
    theirs = words.replace("More", "Many more")
    version_actions.write_text(document, text=theirs, after=1, by=factories.user(name="Ben"))
    data = {"text": words.replace("Common", "My"), "note": "", "language": "en", "after": 1}
    answer = client.post(page("text_write", document.pk), data, follow=True)
    assert rich.plain(document.versions.last().text) == "My words.\n\nMany more of them."
    assert "Ben changed other paragraphs meanwhile. Both changes are saved." in answer.text


def test_files_are_listed_with_size_and_checksum_and_come_as_they_were_brought(client, document):
    client.post(page("file_bring", document.pk), {"file": a_pdf(), "note": "as printed"})
    version = document.versions.get()
    text = client.get(document.get_absolute_url()).text
    assert version.sha256 in text
    assert "14\xa0bytes" in text
    answer = client.get(page("version_file", document.pk, 1))
    assert answer.getvalue() == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="brochure.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Type"] == "application/pdf"


def test_page_that_compares_long_texts_stays_light(client, document, ana):
    lines = [f"Paragraph {n} says what it says." for n in range(5000)]
    version_actions.write_text(document, text="\n\n".join(lines), after=0, by=ana)
    lines[2500] += " And more."
    version_actions.write_text(document, text="\n\n".join(lines), after=1, by=ana)
    answer = client.get(page("version_list", document.pk))
    assert "And more." in answer.text
    assert "2494 paragraphs are unchanged." in answer.text
    assert len(answer.content) < 100_000


def test_versions_are_compared_side_by_side_and_restored(client, document, ana):
    version_actions.write_text(document, text="One two", after=0, by=ana)
    version_actions.write_text(document, text="One three", after=1, by=ana)
    text = client.get(page("version_list", document.pk)).text
    assert "Changes from version 1 to 2" in text
    assert "<del>" in text
    assert "<ins>" in text
    client.post(page("version_restore", document.pk, 1))
    first, _, restored = document.versions.all()
    assert (restored.text, rich.plain(restored.text)) == (first.text, "One two")
    assert client.get(page("version_list", document.pk), {"old": "x", "new": "9"}).status_code == 200


def test_change_that_somebody_else_made_meanwhile_is_shown_beside_ones_own(client, document, ana):
    data = {"title": "Brochure", "kind": "brochure", "summary": "Mine", "revision": 0}
    library_actions.change(document, changes={"summary": "Theirs"}, revision=0, by=ana)
    answer = client.post(page("document_change", document.pk), data)
    assert answer.status_code == 409
    for words in ("Theirs", "Mine", "Somebody else changed this while you were writing"):
        assert words in answer.text
    client.post(page("document_change", document.pk), data | {"revision": 1})
    document.refresh_from_db()
    assert document.summary == "Mine"


def test_document_goes_from_state_to_state_and_says_what_it_cannot(client, document):
    client.force_login(factories.secretariat())
    for verb, state in (("circulate", "circulated"), ("adopt", "adopted"), ("publish", "published")):
        client.post(
            page(f"document_{verb}", document.pk), {"sentence": "Adopted by the principals on 3 May."}
        )
        document.refresh_from_db()
        assert document.state == state
    answer = client.post(page("document_clear", document.pk), {"sentence": "By telephone."}, follow=True)
    document.refresh_from_db()
    assert document.state == "published"
    assert "This document is public." in answer.text


def test_page_says_which_version_was_cleared_and_does_not_offer_the_later_one_first(client, document, ana):
    version_actions.write_text(document, text="Words", after=0, by=ana)
    library_actions.clear(document, by=ana, sentence="Agreed by telephone.")
    assert client.get(document.get_absolute_url()).context["main"] == "publish"
    data = {"text": "Other words", "language": "en", "after": 1}
    answer = client.post(page("text_write", document.pk), data, follow=True)
    assert "Version 1 was cleared on" in answer.text
    assert "Version 2 was added since and is not cleared." in answer.text
    assert answer.context["main"] == "text"
    offered = client.get(page("document_list")).context["form"].fields["state"].choices
    assert [value for value, _ in offered] == ["", "drafting"]
    client.force_login(factories.secretariat())
    told = client.post(page("document_publish", document.pk), {"seen": 2}, follow=True).text
    assert "published in the library. Version 1 was cleared on" in told


def test_publishing_what_was_asked_for_and_is_not_cleared_says_so(client, document, ana):
    version = version_actions.write_text(document, text="Words", after=0, by=ana)
    undp = factories.membership("UNDP", "2003").agency
    until = clock.now() + dt.timedelta(days=2)
    clearance_actions.open_round(version, agencies=[undp], until=until, timezone="Europe/Zurich", by=ana)
    client.force_login(factories.secretariat())
    with clock.moved_to(until):  # nobody could be asked, so silence was no agreement
        answer = client.post(page("document_publish", document.pk), {"seen": 1}, follow=True)
    assert "No version of this document is cleared." in answer.text


def test_version_that_came_since_the_page_was_opened_is_not_published_unseen(client, document, ana):
    version_actions.write_text(document, text="Words", after=0, by=ana)
    client.force_login(factories.secretariat())
    shown = client.get(page("publication", document.pk)).text
    assert '<input type="hidden" name="seen" value="1">' in shown
    version_actions.write_text(document, text="Not seen", after=1, by=factories.user(name="Fina"))
    answer = client.post(page("document_publish", document.pk), {"seen": 1}, follow=True)
    document.refresh_from_db()
    assert document.state == "drafting"
    assert "Fina has added version 2 in the meantime" in answer.text
    assert f'<a href="{page("version_list", document.pk)}">See what changed</a>' in answer.text
    assert '<input type="hidden" name="seen" value="2">' in answer.text
    client.post(page("document_publish", document.pk), {"seen": 2})
    document.refresh_from_db()
    assert document.state == "published"


def test_who_brings_a_file_hears_of_what_came_meanwhile_and_both_are_kept(client, document):
    form = client.get(page("file_bring", document.pk)).context["form"]
    assert form["after"].value() == 0
    version_actions.bring_file(document, file=a_pdf("x.pdf"), by=factories.user(name="Fina"))
    answer = client.post(page("file_bring", document.pk), {"file": a_pdf("y.pdf"), "after": 0}, follow=True)
    assert "“y.pdf” is uploaded as version 2." in answer.text
    assert "Fina added version 1 while you were working on yours." in answer.text
    assert document.versions.count() == 2
    again = client.post(page("file_bring", document.pk), {"file": a_pdf("z.pdf"), "after": 2}, follow=True)
    assert "while you were working on yours" not in again.text


def test_sharing_is_written_down_and_taken_away(client, document):
    data = {"name": "GFMD", "date": "9 July 2007", "agency": factories.agency("IOM").pk}
    client.post(page("sharing_add", document.pk), data)
    client.post(page("sharing_add", document.pk), {"name": "General Assembly"})
    text = client.get(document.get_absolute_url()).text
    assert "9 July 2007" in text
    client.post(page("sharing_remove", document.pk, document.sharings.first().pk))
    assert [(one.position, one.name) for one in document.sharings.all()] == [(0, "General Assembly")]


def test_visitor_reads_what_is_published_and_nothing_that_is_not(client, document, ana):
    version_actions.write_text(document, text="Public words", after=0, by=ana)
    version_actions.bring_file(document, file=a_pdf(), by=ana, language="fr")
    library_actions.publish(document, by=ana)
    version_actions.write_text(document, text="Secret words", after=2, by=ana)
    client.logout()
    text = client.get(document.public_address).text
    assert "brochure.pdf" in text
    assert "French" in text
    assert "Global Migration Group (IOM)" in text
    assert "Secret" not in text
    assert "Public words" in client.get(page("version_detail", document.pk, 1)).text
    assert client.get(page("version_file", document.pk, 2)).getvalue() == PDF
    for hidden in (
        *(page(f"version_{name}", document.pk, 3) for name in ("detail", "file")),
        *(page(f"print_{name}", document.pk, 3) for name in ("docx", "page", "pdf")),
        page("edition", document.slug, 2),
    ):
        assert client.get(hidden).status_code == 404
    assert client.get(page("document_list"), {"q": "secret"}).context["paginator"].count == 0
    assert client.get(page("document_list"), {"q": "public words"}).context["paginator"].count == 1


def test_workplan_is_told_to_the_group_and_not_to_visitors(client, document, ana):
    activity = WorkplanActivity.objects.create(title="Common data on seafarers")
    library_actions.change(document, changes={"activity": activity}, revision=0, by=ana)
    document = library_actions.publish(document, by=ana)
    assert "Common data on seafarers" in client.get(document.get_absolute_url()).text
    client.logout()
    assert "Common data on seafarers" not in client.get(document.public_address).text


def test_storage_that_is_away_is_told_where_it_is_met_and_the_note_is_kept(
    client, document, ana, settings, tmp_path
):
    version_actions.bring_file(document, file=a_pdf(), by=ana)
    (tmp_path / "nothing").write_text("no folder")
    settings.MEDIA_ROOT = tmp_path / "nothing"
    answer = client.post(page("file_bring", document.pk), {"file": a_pdf("b.pdf"), "note": "as printed"})
    assert "full or unavailable" in answer.text
    assert "as printed" in answer.text
    assert document.versions.count() == 1
    answer = client.get(page("version_file", document.pk, 1))
    assert answer.status_code == 503
    assert "Nothing is lost" in answer.text


def test_words_of_files_are_read_by_the_worker_and_found(client, document, ana):
    version_actions.bring_file(document, file=a_word_file("The remittances of seafarers"), by=ana)
    assert client.get(page("document_list"), {"q": "seafarers"}).context["paginator"].count == 0
    do_jobs()
    assert client.get(page("document_list"), {"q": "Seafarers"}).context["paginator"].count == 1
    client.logout()
    assert client.get(page("document_list"), {"q": "seafarers"}).context["paginator"].count == 0


@pytest.mark.parametrize("name", ["damaged.pdf", "damaged.docx", "damaged.odt", "picture.png"])
def test_damaged_files_have_no_words_and_break_nothing(name):
    assert fulltext.words_of(io.BytesIO(b"%PDF-1.4 PK\x03\x04 no such thing"), name) == ""


def test_text_goes_out_for_word_and_as_a_pdf_that_the_worker_makes(client, document, ana):
    version_actions.write_text(document, text="<h3>Aims</h3><p>Words to print</p>", after=0, by=ana)
    answer = client.get(page("print_docx", document.pk, 1))
    written = docx.Document(io.BytesIO(answer.content))
    assert "Words to print" in [one.text for one in written.paragraphs]
    assert client.get(page("print_pdf", document.pk, 1)).status_code == 404
    answer = client.post(page("print_make", document.pk, 1), follow=True)
    assert "The PDF is being created" in answer.text
    do_jobs()
    assert client.post(page("print_make", document.pk, 1)).url == page("print_pdf", document.pk, 1)
    answer = client.get(page("print_pdf", document.pk, 1))
    content = answer.getvalue()
    assert content.startswith(b"%PDF")
    assert "words to print" in fulltext.words_of(io.BytesIO(content), "a.pdf")
    library_actions.adopt(document, by=ana)
    assert client.post(page("print_make", document.pk, 1)).url == page("print_page", document.pk, 1)
    assert TextPrint.objects.count() == 1


def test_pdf_that_is_made_while_the_page_asks_is_offered(client, document, ana):
    version_actions.write_text(document, text="Words to print", after=0, by=ana)
    client.post(page("print_make", document.pk, 1))
    with worker_ends_its_jobs_between_two_queries():
        assert page("print_pdf", document.pk, 1) in client.get(page("print_page", document.pk, 1)).text


def test_pdf_that_is_out_of_date_is_given_to_nobody(client, document, ana):
    version = version_actions.write_text(document, text="Words to print", after=0, by=ana)
    client.post(page("print_make", document.pk, 1))
    do_jobs()
    library_actions.change(document, changes={"title": "What is public"}, revision=document.revision, by=ana)
    library_actions.publish(document, by=ana)
    client.logout()
    assert client.get(page("print_pdf", document.pk, 1)).url == page("print_page", document.pk, 1)
    assert version_exports.latest_print(DocumentVersion.objects.get()) is None
    version_exports.make_now(DocumentVersion.objects.get(pk=version.pk), tell=lambda step: None)
    content = client.get(page("print_pdf", document.pk, 1)).getvalue()
    assert "what is public" in fulltext.words_of(io.BytesIO(content), "a.pdf")


def test_visitor_has_so_many_pdfs_made_and_takes_what_is_there_as_often_as_they_like(
    client, document, ana, settings
):
    settings.ACCOUNT_RATE_LIMITS = {"text_print": "2/h/ip"}
    cache.clear()
    for number, language in enumerate(("en", "fr", "es", "ar")):
        version_actions.write_text(document, text=f"Words {number}", after=number, language=language, by=ana)
    library_actions.publish(document, by=ana)
    client.logout()
    for number in (1, 2):
        client.post(page("print_make", document.pk, number))
    do_jobs()
    refused = client.post(page("print_make", document.pk, 3), follow=True)
    assert "Try again in an hour" in refused.text
    assert not TextPrint.objects.filter(version__number=3).exists()
    for _ in range(3):
        assert client.post(page("print_make", document.pk, 1)).url == page("print_pdf", document.pk, 1)
    client.force_login(ana)
    assert "The PDF is being created" in client.post(page("print_make", document.pk, 3), follow=True).text
    cache.clear()


def test_print_says_of_a_version_whether_that_one_is_published(document, ana):
    old = version_actions.write_text(document, text="Old words", after=0, by=ana)
    new = version_actions.write_text(document, text="New words", after=1, by=ana)
    assert version_exports.facts(old)[1] == "Drafting"
    document = library_actions.publish(document, by=ana)
    told = [version_exports.facts(document.versions.get(pk=version.pk)) for version in (old, new)]
    assert [len(facts) for facts in told] == [3, 2]
    assert [facts[1].partition(" · ")[0] for facts in told] == ["Not published", "Published"]


def test_later_edition_stands_at_the_same_address_and_the_earlier_is_listed(client, document, ana):
    library_actions.publish(document, by=ana)
    client.post(page("edition_begin", document.pk), {"title": "Brochure, second edition"})
    second = Document.objects.get(edition=2)
    client.logout()
    assert "second edition" not in client.get(document.public_address).text
    library_actions.publish(second, by=ana)
    text = client.get(document.public_address).text
    assert "Brochure, second edition" in text
    assert page("edition", document.slug, 1) in text
    assert "There is a later edition" in client.get(page("edition", document.slug, 1)).text


def test_superseded_edition_is_cited_by_an_address_of_its_own(client, document, ana):
    library_actions.publish(document, by=ana)
    later = library_actions.begin_edition(document, title="Brochure, 2008", by=ana)
    assert client.get(page("work", "brochure")).context["citation"].endswith("/documents/library/brochure/")
    library_actions.publish(later, by=ana)
    for asked, cited in (("", ""), ("1/", "1/"), ("2/", "")):
        shown = client.get(f"{page('work', 'brochure')}{asked}").context["citation"]
        assert shown.endswith(f"/documents/library/brochure/{cited}")


def test_feed_tells_what_is_published_and_nothing_else(client, document, ana):
    Document.objects.create(title="Of old", kind="handbook", state="published", date=factories.date("2010"))
    client.logout()
    feed = client.get(page("feed"))
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "Of old" in feed.text
    assert "Brochure" not in feed.text
    library_actions.publish(document, by=ana)
    feed = client.get(page("feed")).text
    assert feed.index("Brochure") < feed.index("Of old")
    assert f"http://testserver{document.public_address}" in feed
    assert f"<id>{address(f'{document.public_address}1/')}</id>" in feed


def test_list_asks_as_much_for_a_thousand_as_for_ten(client, ana):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page("document_list"), {"q": "words"}).status_code == 200
            assert client.get(page("feed")).status_code == 200
        return len(queries)

    def more(first, last):
        lead = factories.agency("IOM")
        made = Document.objects.bulk_create(
            Document(title=f"Words {n}", kind="brochure", state="published", slug=f"words-{n}", lead=lead)
            for n in range(first, last)
        )
        DocumentVersion.objects.bulk_create(
            DocumentVersion(document=one, number=1, text="words", words="words", size=5, sha256="0" * 64)
            for one in made
        )

    more(0, 10)
    before = asked()
    more(10, 1000)
    assert asked() == before
