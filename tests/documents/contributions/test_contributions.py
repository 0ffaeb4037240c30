"""Contributions: what agencies are asked for by a date, write, hand in, and what is put together of it."""

import datetime as dt
import io

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
from documents.contributions import mail as contribution_mail
from documents.contributions.awaiting import awaiting
from documents.library import actions as library_actions
from documents.models import Call, Contribution, Question
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from foundation.verbs import Refused, Stale
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.django_db

UNTIL = dt.datetime(2027, 5, 14, 16, tzinfo=dt.UTC)  # 18:00 in Geneva
LATER = UNTIL + dt.timedelta(days=1)
COLUMNS = [
    Question("q1", "Project"),
    Question("q2", "Where", "a place"),
    Question("q3", "State", "a choice", ("planned", "under way", "done")),
    Question("q4", "Budget", "a number"),
]


@pytest.fixture
def group():
    """IOM chairs, UNDP leads the survey; ILO, UNHCR and WHO are asked."""
    with clock.moved_to(dt.datetime(2027, 5, 3, 9, tzinfo=dt.UTC)):
        for acronym in ("IOM", "UNDP", "ILO", "UNHCR", "WHO"):
            factories.membership(acronym, "2006")
        factories.term("IOM", "2027-01-01", "2027-06-30")

        class Group:
            lead = factories.person_of("UNDP", email="lead@undp.example", name="Lead")
            ilo = factories.person_of("ILO", email="focal@ilo.example", name="Ilse")
            unhcr = factories.person_of("UNHCR", email="focal@unhcr.example")
            who = factories.person_of("WHO", email="focal@who.example")

        Group.document = library_actions.begin(
            title="A survey", kind="survey", lead=factories.agency("UNDP"), by=Group.lead
        )
        yield Group


def opened(group, kind="entries of a table", questions=COLUMNS, **fields) -> Call:
    agencies = [factories.agency(one) for one in ("ILO", "UNHCR", "WHO")]
    wanted = {"asks": "Name your\nprojects.", "until": UNTIL, "timezone": "Europe/Zurich"} | fields
    return contribution_actions.open_call(
        group.document, kind=kind, agencies=agencies, questions=questions, by=group.lead, **wanted
    )


def of(call, acronym) -> Contribution:
    return call.contributions.select_related("call__document").get(agency__acronym=acronym)


def entry(project, where="", state="", budget=""):
    return {"q1": project, "q2": where, "q3": state, "q4": budget}


def saves(call, acronym, *entries, by, text=""):
    found = of(call, acronym)
    return contribution_actions.save(found, entries=list(entries), text=text, revision=found.revision, by=by)


def page_of(call, acronym) -> str:
    return contribution_mail.place_of(of(call, acronym))


def posted(*entries, revision=0, do="save") -> dict:
    fields = {"rows": len(entries), "revision": revision, "do": do}
    for row, one in enumerate(entries):
        fields |= {f"e{row}-{key}": value for key, value in one.items()}
    return fields


# A call ------------------------------------------------------------------------------------------------


def test_call_asks_each_agency_with_its_own_page(group, mailoutbox):
    call = opened(group)
    asked = {mail.to[0]: mail.body for mail in mailoutbox if mail.subject.startswith("To contribute")}
    assert sorted(asked) == ["focal@ilo.example", "focal@unhcr.example", "focal@who.example"]
    assert page_of(call, "ILO") in asked["focal@ilo.example"]
    assert "    Name your\n    projects." in asked["focal@ilo.example"]
    assert "Friday 14 May 2027, 18:00, Geneva time (UTC+2)" in asked["focal@ilo.example"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"questions": []}, "at least one column"),
        ({"until": dt.datetime(2027, 5, 1, tzinfo=dt.UTC)}, "has passed"),
    ],
)
def test_call_that_cannot_be_is_refused(group, change, words):
    with pytest.raises(Refused, match=words):
        opened(group, **change)
    assert not Call.objects.exists()


def test_lead_defines_the_columns_on_the_page(group, client):
    client.force_login(group.lead)
    address = reverse("documents:call_open", args=[group.document.pk])
    fields = {
        "asks": "Projects", "kind": "entries of a table", "day": "2027-05-20", "hour": "18:00",
        "timezone": "Europe/Zurich", "agencies": [factories.agency("ILO").pk],
        "columns-TOTAL_FORMS": "3", "columns-INITIAL_FORMS": "0",
        "columns-0-label": "Project", "columns-0-kind": "a line",
        "columns-1-label": "State", "columns-1-kind": "a choice", "columns-1-choices": "",
        "columns-2-label": "", "columns-2-kind": "a line",
    }  # fmt: skip
    page = client.post(address, fields).content.decode()
    assert "Name the choices" in page
    assert not Call.objects.exists()
    client.post(address, fields | {"columns-1-choices": "planned; done; planned"})
    assert Call.objects.get().columns == [
        Question("q1", "Project"),
        Question("q2", "State", "a choice", ("planned", "done")),
    ]
    client.post(address, fields | {"kind": "a text"})  # of a text the columns do not show
    assert Call.objects.get(kind="a text").columns == []


# Writing -----------------------------------------------------------------------------------------------


def test_agency_saves_as_it_goes_and_others_read_nothing_until_it_hands_in(group, client):
    call = opened(group)
    client.force_login(group.ilo)
    client.post(page_of(call, "ILO"), posted(entry("Fair recruitment", "Manila"), entry("")))
    assert of(call, "ILO").entries == [entry("Fair recruitment", "Manila")]
    assert "Fair recruitment" in client.get(page_of(call, "ILO")).content.decode()
    compiled = reverse("documents:call_compiled", args=[group.document.pk, call.pk])
    for other in (group.unhcr, group.lead):
        client.force_login(other)
        assert "Fair recruitment" not in client.get(compiled).content.decode()
        assert client.get(page_of(call, "ILO")).status_code == 403
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    assert "Fair recruitment" in client.get(compiled).content.decode()


def test_what_is_handed_in_is_taken_back_to_go_on_until_the_date(group):
    call = opened(group)
    saves(call, "ILO", entry("One"), by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    with pytest.raises(Refused, match="Take it back"):
        saves(call, "ILO", entry("Two"), by=group.ilo)
    contribution_actions.take_back(of(call, "ILO"), by=group.ilo)
    saves(call, "ILO", entry("Two"), by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    with clock.moved_to(UNTIL), pytest.raises(Refused, match="stays as it is"):
        contribution_actions.take_back(of(call, "ILO"), by=group.ilo)


@pytest.mark.parametrize("button", ["hand in", "remove-0", "add"])
def test_saving_as_one_goes_presses_no_button_that_one_stands_on(group, client, button):
    call = opened(group)
    client.force_login(group.ilo)
    fields = posted(entry("Fair recruitment"), entry("Inspection"), do=button)
    client.post(page_of(call, "ILO"), fields, headers={"HX-Request": "true"})
    kept = of(call, "ILO")
    assert (kept.entries, kept.handed_in_at) == ([entry("Fair recruitment"), entry("Inspection")], None)


def test_date_that_passes_while_somebody_types_loses_nothing_and_hands_nothing_in(group, client):
    call = opened(group)
    client.force_login(group.ilo)
    with clock.moved_to(UNTIL):
        answer = client.post(page_of(call, "ILO"), posted(entry("Late project"), do="hand in"))
        page = answer.content.decode()
        assert "The date has passed: contributions were taken until" in page
        assert 'value="Late project"' in page
    assert of(call, "ILO").entries == [entry("Late project")]
    assert of(call, "ILO").handed_in_at is None
    with clock.moved_to(LATER):
        assert contribution_compiled.handed_in(call) == []
        contribution_actions.extend(
            call, until=LATER + dt.timedelta(days=2), timezone="Europe/Zurich", by=group.lead
        )
        contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    assert [str(one.agency) for one in contribution_compiled.handed_in(call)] == ["ILO"]


def test_two_of_an_agency_who_write_at_once_lose_neither_text(group, client):
    call = opened(group)
    other = factories.person_of("ILO", name="Otto")
    contribution_actions.save(of(call, "ILO"), entries=[entry("Otto's")], revision=0, by=other)
    with pytest.raises(Stale):
        contribution_actions.save(of(call, "ILO"), entries=[entry("Mine")], revision=0, by=group.ilo)
    client.force_login(group.ilo)
    page = client.post(page_of(call, "ILO"), posted(entry("Mine"))).content.decode()
    assert "Otto saved this meanwhile" in page
    assert "Project: Otto&#x27;s" in page
    assert 'value="Mine"' in page
    client.post(page_of(call, "ILO"), posted(entry("Mine"), revision=1))
    assert of(call, "ILO").entries == [entry("Mine")]


def test_lead_enters_what_came_by_mail_and_the_agency_is_told(group, client, mailoutbox):
    call = opened(group)
    mailoutbox.clear()
    client.force_login(group.lead)
    with clock.moved_to(LATER):  # it came late, and the lead takes it
        client.post(page_of(call, "WHO"), posted(entry("Clinics"), do="hand in"))
    [mail] = mailoutbox
    assert mail.to == ["focal@who.example"]
    assert "Lead entered and handed in, for WHO" in mail.body
    page = client.get(contribution_mail.place_of_call(call)).content.decode()
    assert "entered by Lead" in page


def test_file_that_comes_with_it_is_read_by_others_once_it_is_handed_in(group, client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    call = opened(group)
    client.force_login(group.ilo)
    bad = SimpleUploadedFile("page.pdf", b"<html><script>")
    page = client.post(page_of(call, "ILO"), posted(entry("Kept")) | {"file": bad}).content.decode()
    assert "does not hold what its name says" in page
    assert of(call, "ILO").entries == [entry("Kept")]
    good = SimpleUploadedFile("report.pdf", b"%PDF-1.7")
    client.post(page_of(call, "ILO"), posted(entry("Kept"), revision=1) | {"file": good})
    file = of(call, "ILO").files.get()
    address = reverse(
        "documents:contribution_file", args=[group.document.pk, call.pk, of(call, "ILO").pk, file.pk]
    )
    client.force_login(group.unhcr)
    assert client.get(address).status_code == 404
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    answer = client.get(address)
    assert answer.getvalue() == b"%PDF-1.7"
    with pytest.raises(Refused, match="Take it back"):
        contribution_actions.detach(of(call, "ILO"), file.pk, by=group.ilo)


def test_script_in_an_answer_is_shown_as_text(group, client):
    call = opened(group)
    saves(call, "ILO", entry("<script>alert(1)</script>"), by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    client.force_login(group.ilo)
    page = client.get(reverse("documents:call_compiled", args=[group.document.pk, call.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in contribution_compiled.as_text(call)


# Reminders -----------------------------------------------------------------------------------------------


def test_only_who_has_not_handed_in_is_reminded_once_for_each_stage(group, mailoutbox):
    call = opened(group)
    saves(call, "ILO", entry("One"), by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    contribution_actions.hand_in(of(call, "WHO"), by=group.who)  # with nothing to add
    mailoutbox.clear()
    for days, expected in ((5, 0), (2.5, 1), (2, 1), (0.5, 2), (0.1, 2)):
        with clock.moved_to(UNTIL - dt.timedelta(days=days)):
            contribution_mail.remind()
        assert [mail.to[0] for mail in mailoutbox] == ["focal@unhcr.example"] * expected


def test_lead_is_told_once_of_the_end_by_a_worker_that_was_away(group, mailoutbox):
    call = opened(group)
    saves(call, "ILO", entry("One"), by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    mailoutbox.clear()
    with clock.moved_to(LATER):
        assert not Call.objects.get().is_open
        contribution_mail.remind()
        contribution_mail.remind()
    [mail] = mailoutbox
    assert mail.to == ["lead@undp.example"]
    assert "Handed in by ILO. Not by UNHCR and WHO" in mail.body


def test_who_called_and_acts_for_nobody_any_more_is_not_told_of_the_end(group, mailoutbox):
    opened(group)
    successor = factories.person_of("UNDP", email="next@undp.example")
    group.lead.appointments.update(ends="2027-05-04")
    mailoutbox.clear()
    with clock.moved_to(LATER):
        contribution_mail.remind()
    assert [mail.to for mail in mailoutbox] == [[successor.email]]


def test_home_asks_an_agency_until_it_has_handed_in(group):
    call = opened(group)
    assert [one.verb for one in awaiting(group.ilo)] == ["Fill it in"]
    saves(call, "ILO", entry("One"), by=group.ilo)
    assert [one.verb for one in awaiting(group.ilo)] == ["Go on"]
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    assert awaiting(group.ilo) == []
    with clock.moved_to(UNTIL):
        assert awaiting(group.unhcr) == []


# Put together --------------------------------------------------------------------------------------------


def test_agency_that_brought_only_a_file_is_not_handed_in_by_the_lead(group, client):
    call = opened(group, kind="a text", questions=())
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


@pytest.fixture
def compiled(group):
    call = opened(group)
    for acronym, person, entries in (
        ("ILO", group.ilo, [entry("=1+1", "Manila", "done", "1,200"), entry("B", "Nairobi", "done", "much")]),
        ("UNHCR", group.unhcr, [entry("C", "Manila", "under way", "7.5")]),
    ):
        saves(call, acronym, *entries, by=person)
        contribution_actions.hand_in(of(call, acronym), by=person)
    return call


def test_table_is_narrowed_and_the_summary_tells_gaps_and_overlaps(group, compiled, client):
    found = contribution_compiled.rows(compiled, contribution_compiled.handed_in(compiled))
    where, state = contribution_compiled.tallies(compiled, found, {})
    assert where.counts[0] == ("Manila", ["ILO", "UNHCR"])
    assert where.overlaps == [("Manila", ["ILO", "UNHCR"])]
    assert state.gaps == ["planned"]
    client.force_login(group.who)
    address = reverse("documents:call_compiled", args=[group.document.pk, compiled.pk])
    page = client.get(address, {"q2": "Nairobi"}).content.decode()
    assert "One entry of three" in page
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
    assert client.get(address, {"as": "csv"}).content.decode().count("Place") == 1500


def test_call_that_is_pressed_twice_asks_once(group, mailoutbox):
    opened(group)
    asked = len(mailoutbox)
    with pytest.raises(Refused, match="asked for this already"):
        opened(group)
    assert len(mailoutbox) == asked
    opened(group, asks="Another table.")


@pytest.mark.django_db(transaction=True)
def test_call_that_two_people_open_at_once_is_one(group):
    results = at_once(lambda: opened(group), lambda: opened(group))
    assert [type(one) for one in results if isinstance(one, Exception)] == [Refused]
    assert Call.objects.count() == 1


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
    assert "It is being made" in client.get(here).text
    worker_does()
    assert "Download the PDF" in client.get(here).text
    reader, words = words_of(client, compiled, q2="Manila")
    assert "Two entries of three: ILO 1, UNHCR 1." in words
    assert "Only: Where: Manila" in words
    assert "Nairobi" not in words
    assert [page.mediabox.width > page.mediabox.height for page in reader.pages] == [False, True]
    assert client.post(here).url == f"{address_of_print(compiled, 'compiled_pdf')}?q2=Manila"  # it is there
    contribution_actions.take_back(of(compiled, "ILO"), by=group.ilo)
    assert "Download" not in client.get(here).text  # it does not hold any more
    assert client.get(address_of_print(compiled, "compiled_pdf"), {"q2": "Manila"}).url == here


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
    call = opened(group, kind="a text", questions=[])
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


def test_what_was_handed_in_becomes_the_next_version_of_the_document(group, compiled, client):
    client.force_login(group.lead)
    client.post(reverse("documents:call_carry", args=[group.document.pk, compiled.pk]))
    text = group.document.versions.get().text
    assert "<h3>ILO</h3>" in text
    assert "<li>Where: Manila</li>" in text


def test_texts_stand_side_by_side_for_the_editor(group, client):
    call = opened(group, kind="a text", questions=[])
    for acronym, person in (("ILO", group.ilo), ("UNHCR", group.unhcr)):
        saves(call, acronym, text=f"What {acronym} does.", by=person)
        contribution_actions.hand_in(of(call, acronym), by=person)
    client.force_login(group.lead)
    page = client.get(reverse("documents:call_compiled", args=[group.document.pk, call.pk])).content.decode()
    assert "What ILO does." in page
    assert "What UNHCR does." in page
    contribution_actions.carry(call, by=group.lead)
    assert (
        group.document.versions.get().text
        == "<h3>ILO</h3><p>What ILO does.</p><h3>UNHCR</h3><p>What UNHCR does.</p>"
    )


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
