"""What agencies handed in, put together: on a page, as a sheet, as a PDF and as the next version."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from documents.contributions import actions as contribution_actions
from documents.contributions import compiled as contribution_compiled
from documents.contributions import exports as contribution_exports
from documents.models import Question
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from tests import factories
from tests.documents.contributions.calls import entry, of, opened, page_of, posted, saves
from tests.exported import exported
from tests.together import worker_ends_its_jobs_between_two_queries

pytestmark = pytest.mark.django_db


def test_agency_that_brought_only_a_file_is_not_handed_in_by_the_lead(group, client):
    call = opened(group, kind="text", questions=())
    contribution_actions.attach(of(call, "ILO"), file=SimpleUploadedFile("ours.txt", b"ours"), by=group.ilo)
    client.force_login(group.lead)
    assert client.get(page_of(call, "ILO")).status_code == 403
    assert client.post(page_of(call, "ILO"), posted(do="hand-in")).status_code == 403
    assert of(call, "ILO").handed_in_at is None
    # What the lead brought for an agency stays open to the lead, and to the agency.
    contribution_actions.attach(
        of(call, "WHO"), file=SimpleUploadedFile("mailed.txt", b"theirs"), by=group.lead
    )
    assert client.get(page_of(call, "WHO")).status_code == 200
    client.force_login(group.who)
    assert client.get(page_of(call, "WHO")).status_code == 200


def test_table_is_narrowed_and_the_summary_tells_gaps_and_overlaps(group, compiled, client):
    found = contribution_compiled.rows(compiled, contribution_compiled.handed_in(compiled))
    where, state = contribution_compiled.tallies(compiled, found, {})
    assert where.counts[0] == ("Manila", ["ILO", "UNHCR"])
    assert where.overlaps == [("Manila", ["ILO", "UNHCR"])]
    assert state.gaps == ["planned"]
    client.force_login(group.who)
    address = reverse("documents:call_compiled", args=[group.document.pk, compiled.pk])
    page = client.get(address, {"q2": "Nairobi"}).content.decode()
    assert "1 of 3 entries" in page
    assert client.get(address, {"q": "manila c", "agency": "UNHCR"}).content.decode().count("<tr>") == 2


def test_places_that_are_only_written_differently_are_one(group, client):
    call = opened(group)
    for acronym, person, place in (
        ("ILO", group.ilo, "nairobi"), ("UNHCR", group.unhcr, "Nairobi"), ("WHO", group.who, "Nairobi  "),
    ):  # fmt: skip
        saves(call, acronym, entry("A", place, "done"), by=person)
        contribution_actions.hand_in(of(call, acronym), by=person)
    found = contribution_compiled.rows(call, contribution_compiled.handed_in(call))
    where, _ = contribution_compiled.tallies(call, found, {})
    assert where.counts == [("Nairobi", ["ILO", "UNHCR", "WHO"])]
    client.force_login(group.who)
    address = reverse("documents:call_compiled", args=[group.document.pk, call.pk])
    for asked in ("Nairobi", "NAIROBI"):
        page = client.get(address, {"q2": asked}).text
        assert page.count('<tr><th scope="row">') == 3
        assert page.count("<option selected>Nairobi</option>") == 1
    assert "nairobi" in page  # as it was written, in the table


def test_thousands_of_entries_come_by_pages_and_all_of_them_in_the_sheet(group, client):
    call = opened(group)
    for acronym in ("ILO", "UNHCR", "WHO"):
        many = [entry(f"{acronym} {n}", where=f"Place {n} of {acronym}") for n in range(500)]
        saves(call, acronym, *many, by=group.lead)
        contribution_actions.hand_in(of(call, acronym), by=group.lead)
    client.force_login(group.who)
    address = reverse("documents:call_compiled", args=[group.document.pk, call.pk])
    page = client.get(address, {"q": "Place"})
    assert page.text.count('<tr><th scope="row">') == 50
    assert "and 1475 more" in page.text
    assert len(page.content) < 100_000
    assert "?q=Place&amp;page=2" in page.text
    assert "ILO 50" in client.get(address, {"q": "Place", "page": "2"}).text
    assert exported(client, address, {"as": "csv"}).decode().count("Place") == 1500
    assert client.get(address, {"as": "csv", "agency": "ILO"}).content.decode().count("Place") == 500


@pytest.mark.parametrize("words", ["nan", "inf", "-Infinity", "1e400"])
def test_number_that_is_none_stays_words(words):
    assert not contribution_compiled.is_number(words)


def test_sheet_has_no_formulas_and_numbers_as_numbers(group, compiled, client):
    client.force_login(group.who)
    address = reverse("documents:call_compiled", args=[group.document.pk, compiled.pk])
    book = load_workbook(io.BytesIO(client.get(address, {"as": "xlsx"}).content))
    heads, first, second, third = book.active.iter_rows()
    assert [cell.value for cell in heads] == ["Agency", "Project", "Where", "State", "Budget"]
    assert (first[1].value, first[1].data_type) == ("=1+1", "s")
    assert [first[4].value, second[4].value, third[4].value] == [1200, "much", 7.5]
    assert "'=1+1" in client.get(address, {"as": "csv"}).content.decode()


def address_of_print(call, name="compiled_print"):
    return reverse(f"documents:{name}", args=[call.document_id, call.pk])


def worker_does(kind="contributions"):
    for job in Job.objects.unfinished().filter(kind=kind):
        outbox.do(job.pk)


def words_of(client, call, **asked) -> tuple[PdfReader, str]:
    answer = client.get(address_of_print(call, "compiled_pdf"), asked)
    reader = PdfReader(io.BytesIO(b"".join(answer.streaming_content)))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_table_goes_out_as_a_pdf_as_it_is_narrowed_once_a_worker_made_it(
    group, compiled, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(group.who)
    page = client.get(
        reverse("documents:call_compiled", args=[group.document.pk, compiled.pk]), {"q2": "Manila"}
    )
    assert f"{address_of_print(compiled)}?q2=Manila" in page.text
    here = f"{address_of_print(compiled)}?q2=Manila"
    assert "Where: Manila" in client.get(here).text
    assert client.get(address_of_print(compiled, "compiled_pdf"), {"q2": "Manila"}).status_code == 404
    assert client.post(here).url == here
    assert "The PDF is being created" in client.get(here).text
    worker_does()
    assert "Download PDF" in client.get(here).text
    reader, words = words_of(client, compiled, q2="Manila")
    assert "2 of 3 entries · ILO 1 · UNHCR 1" in words
    assert "Filtered by Where: Manila" in words
    assert "Nairobi" not in words
    assert [page.mediabox.width > page.mediabox.height for page in reader.pages] == [False, True]
    assert client.post(here).url == f"{address_of_print(compiled, 'compiled_pdf')}?q2=Manila"  # it is there
    contribution_actions.take_back(of(compiled, "ILO"), by=group.ilo)
    assert "Download" not in client.get(here).text  # it does not hold any more
    assert client.get(address_of_print(compiled, "compiled_pdf"), {"q2": "Manila"}).url == here


def test_pdf_that_is_made_while_the_page_asks_is_offered(group, compiled, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(group.who)
    client.post(address_of_print(compiled))
    with worker_ends_its_jobs_between_two_queries():
        assert address_of_print(compiled, "compiled_pdf") in client.get(address_of_print(compiled)).text


def test_table_with_many_columns_is_set_entry_by_entry(group, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call = opened(group, questions=[Question(f"q{one}", f"Question {one}") for one in range(1, 11)])
    saves(call, "ILO", {f"q{one}": f"Answer {one}" for one in range(1, 11)}, by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    client.force_login(group.lead)
    client.post(address_of_print(call))
    worker_does()
    reader, words = words_of(client, call)
    assert "ILO: Answer 1 Question 2 Answer 2" in words
    assert reader.pages[0].mediabox.width < reader.pages[0].mediabox.height


def test_texts_go_out_as_a_pdf_and_only_the_latest_ways_to_narrow_are_kept(
    group, client, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(contribution_exports, "MOST", 3)
    call = opened(group, kind="text", questions=[])
    saves(call, "ILO", text="<p>What <strong>ILO</strong> does.</p>", by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    client.force_login(group.lead)
    client.post(address_of_print(call), {"q": "what narrows no text"})
    worker_does()
    assert "What ILO does." in words_of(client, call)[1]
    for number in range(contribution_exports.MOST + 3):
        found = contribution_compiled.Compiled(call, {"q": str(number)}, [], [], [], [])
        contribution_exports.ask_for(found)
    assert call.prints.count() == contribution_exports.MOST
    worker_does()
    assert not Job.objects.unfinished().filter(kind="contributions").exists()


def ids(text):
    return re.findall('data-id="([^"]*)"', text)


def without_ids(text):
    return re.sub(' data-id="[^"]*"', "", text)


def test_what_was_handed_in_becomes_the_next_version_of_the_document(group, compiled, client):
    client.force_login(group.lead)
    client.post(reverse("documents:call_carry", args=[group.document.pk, compiled.pk]))
    text = without_ids(group.document.versions.get().text)
    assert text.startswith("<h3>ILO</h3><h4>=1+1</h4><ul>")
    assert "<li><p>Where: Manila</p></li>" in text


def test_texts_stand_side_by_side_for_the_editor(group, client):
    call = opened(group, kind="text", questions=[])
    for acronym, person in (("ILO", group.ilo), ("UNHCR", group.unhcr)):
        saves(call, acronym, text=f"What {acronym} does.", by=person)
        contribution_actions.hand_in(of(call, acronym), by=person)
    client.force_login(group.lead)
    page = client.get(reverse("documents:call_compiled", args=[group.document.pk, call.pk])).content.decode()
    assert "What ILO does." in page
    assert "What UNHCR does." in page
    contribution_actions.carry(call, by=group.lead)
    text = group.document.versions.get().text
    assert without_ids(text) == "<h3>ILO</h3><p>What ILO does.</p><h3>UNHCR</h3><p>What UNHCR does.</p>"
    # The blocks that an agency wrote keep their ids, and each is there once.
    assert set(ids(of(call, "ILO").text)) < set(ids(text))
    assert len(set(ids(text))) == len(ids(text)) == 4


def queries(client, address) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("name", ["call_detail", "call_compiled"])
def test_pages_need_as_many_queries_for_thirty_agencies_as_for_three(group, compiled, client, name):
    client.force_login(group.lead)
    address = reverse(f"documents:{name}", args=[group.document.pk, compiled.pk])
    client.get(address)
    first = queries(client, address)
    for number in range(30):
        compiled.contributions.create(
            agency=factories.agency(f"A{number}"), entries=[entry("X")], handed_in_at=clock.now(), revision=1,
            saved_by=group.ilo, saved_at=clock.now(),
        )  # fmt: skip
    assert queries(client, address) == first
