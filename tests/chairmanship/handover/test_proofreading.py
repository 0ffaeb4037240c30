"""The check in words before a report is issued: what it remarks, and what it leaves alone."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from agencies.models import Agency
from chairmanship.handover import composing, proofreading
from chairmanship.handover.actions import reports
from chairmanship.handover.proofreading import bad_light, numbers, open_matters, spelling, upkeep
from chairmanship.models import ReportParagraph
from documents.models import Document
from foundation.dates import clock
from foundation.text import rich
from meetings.models import Action, AgendaItem, Attendance, Decision
from tests import factories
from tests.chairmanship.handover.handovers import work

pytestmark = pytest.mark.django_db
AS_AT = dt.date(2007, 7, 10)
FRENCH = (
    "Le Groupe a adopté le programme de travail et les critères pour les organismes qui demandent à "
    "se joindre à lui."
)


def write(term, section, text, **fields):
    ReportParagraph.objects.create(
        term=term, section=section, position=term.paragraphs.count(), text=rich.clean(text), **fields
    )


def take_over(term, section, old, new):
    """Writes in a paragraph that the portal drafted, as the chair does."""
    [one] = [
        one
        for written in composing.compose(term, as_at=AS_AT)
        if written.section.slug == section
        for one in written.paragraphs
        if old in one.text
    ]
    raw = {one.key: one.text for one in composing.drafted(term, AS_AT)[section]}
    write(term, section, one.text.replace(old, new), key=one.key, said=raw[one.key])


def remarks(term, *kinds) -> list[str]:
    proof = proofreading.Proof(term, AS_AT, composing.compose(term, as_at=AS_AT))
    return [remark.sentence for kind in kinds for remark in kind(proof)]


@pytest.fixture
def met(term):
    """A meeting to which OHCHR sent apologies, with two decisions and an open action point."""
    meeting = factories.meeting("2007-02-27", "principals")
    for position, (acronym, present) in enumerate((("IOM", True), ("OHCHR", False), ("ILO", None))):
        Attendance.objects.create(
            meeting=meeting, position=position, agency=factories.agency(acronym), present=present
        )
    item = AgendaItem.objects.create(meeting=meeting, position=0, title="Item")
    for position in range(2):
        Decision.objects.create(item=item, position=position, text="The members agreed.")
    Action.objects.create(item=item, position=0, text="Publish the “common survey” of projects.", done=False)
    Action.objects.create(item=item, position=1, text="Open a website for members.", done=True)
    return meeting


# Apologies, and agencies in a bad light


@pytest.mark.parametrize(
    "text",
    [
        "OHCHR was absent from the meeting of principals.",
        "UNDESA came, and OHCHR did not attend.",
        "Absent: OHCHR.",
        "Le OHCHR n’a pas participé à la réunion.",
    ],
)
def test_apologies_that_the_text_calls_absence_are_remarked(met, term, text):
    write(term, "engagement", text)
    [remark] = remarks(term, bad_light.shown_up)
    assert remark.startswith("OHCHR sent apologies. Please say so instead of “")


def test_agency_in_a_bad_light_is_remarked_with_those_beside_it(met, term):
    write(term, "engagement", "IOM wrote to all. OHCHR, ILO and UNDESA did not reply.")
    assert remarks(term, bad_light.shown_up) == [
        "Your text says “did not reply” of OHCHR, ILO and UNDESA. "
        "This shows OHCHR, ILO and UNDESA in a bad light."
    ]


def test_absence_of_who_sent_no_apologies_shows_them_in_a_bad_light(met, term):
    write(term, "engagement", "OHCHR and ILO were absent.")
    assert remarks(term, bad_light.shown_up) == [
        "OHCHR sent apologies. Please say so instead of “absent”.",
        "Your text says “absent” of ILO. This shows ILO in a bad light.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "OHCHR sent apologies.",
        "OHCHR joined in late 2007.",
        "OHCHR spoke; nobody was absent.",
        "OHCHR was never absent.",
        "IOM led the survey, and no agency failed to attend.",
        "OHCHR published a study, “Absent fathers”, for all.",
        "OHCHR collected data on refused applications.",
        "Two members were absent.",
    ],
)
def test_text_that_blames_nobody_is_left_alone(met, term, text):
    write(term, "engagement", text)
    assert remarks(term, bad_light.shown_up) == []


# Open matters


def test_open_matters_told_as_done_are_remarked(met, term):
    Document.objects.create(title="Handbook on data", kind="handbook", term=term, state="circulated")
    Document.objects.create(title="Note on gender matters", kind="report", term=term, state="drafting")
    factories.activity("A common note", term=term, status="under_way")
    write(term, "documents", "The Group finished its Handbook  on\ndata and a “Note on gender matters”.")
    write(
        term,
        "global",
        "A common note was published. The members could publish the common survey of projects.",
    )
    assert remarks(term, open_matters.still_open) == [
        f"{state} Your text may read as if it were done."
        for state in (
            "“A common note” is under way.",
            "The action point “Publish the “common survey” of projects” is open.",
            "“Handbook on data” is still in clearance.",
            "“Note on gender matters” is still being drafted.",
        )
    ]


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("global", "A website for members: the Group managed to open a website for members."),  # it is done
        ("global", "The Handbook on data is still in clearance."),
        ("global", "The data in the handbook were used."),
        ("ahead", "Handbook on data."),
        ("challenges", "Handbook on data."),
    ],
)
def test_matters_that_are_done_or_told_as_open_are_left_alone(met, term, section, text):
    Document.objects.create(title="Handbook on data", kind="handbook", term=term, state="circulated")
    write(term, section, text)
    assert remarks(term, open_matters.still_open) == []


def test_pending_application_told_as_decided_is_remarked(term):
    factories.application("IFAD", "2007-03-01")
    write(term, "institutional", "IFAD was admitted in May.")
    assert remarks(term, open_matters.still_pending) == [
        "The application of IFAD is not decided yet. Your text may read as if it were."
    ]


@pytest.mark.parametrize(
    "text", ["The Group considered whether IFAD can be admitted.", "IFAD took part in a survey."]
)
def test_application_told_as_pending_is_left_alone(term, text):
    factories.application("IFAD", "2007-03-01")
    write(term, "institutional", text)
    assert remarks(term, open_matters.still_pending) == []


# Numbers


@pytest.fixture
def six(term):
    """Six meetings, and some of all that is counted."""
    for month in range(1, 7):
        meeting = factories.meeting(f"2007-{month:02}-20", "principals" if month % 2 else "working")
    item = AgendaItem.objects.create(meeting=meeting, position=0, title="Item")
    for position in range(2):
        Decision.objects.create(item=item, position=position, text="The members agreed.")
    Action.objects.create(item=item, position=0, text="Write to all.")
    factories.event(day="2007-02-01", delivered_by=term.agency)
    factories.membership("IOM", "2006")
    Document.objects.create(title="Brochure", kind="brochure", term=term, state="published")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("six meetings", "seven meetings", "Your text says seven; the records say six."),
        ("six meetings", "7 meetings", "Your text says 7; the records say six."),
        ("six meetings", "two meetings", "Your text says two; the records say six."),
    ],
)
def test_number_in_a_paragraph_taken_over_that_differs_is_remarked(six, term, old, new, said):
    take_over(term, "meetings", old, new)
    assert remarks(term, numbers.differing_numbers) == [said]


@pytest.mark.parametrize(
    "new",
    [
        "6 meetings",
        "six meetings between 20 January and 20 June 2007, with 40 participants,",
        "six meetings (the third meeting was in New York)",
        "six meetings on “Seven times seven”",
        "often, with 40 participants,",
    ],
)
def test_number_that_is_the_same_or_counts_something_else_is_left_alone(six, term, new):
    take_over(term, "meetings", "six meetings", new)
    assert remarks(term, numbers.differing_numbers) == []


@pytest.mark.parametrize(
    ("text", "theirs", "ours"),
    [
        ("The Group held five meetings.", "five meetings", "six meetings"),
        ("There were 8 meetings in Geneva.", "8 meetings", "six meetings"),
        ("Four principals meetings were held.", "Four principals meetings", "three principals meetings"),
        ("It took four decisions.", "four decisions", "two decisions"),
        ("Three action points were agreed.", "Three action points", "one action point"),
        ("The Group delivered two statements.", "two statements", "one statement"),
        ("It has eleven members.", "eleven members", "one member"),
        ("Three joint documents were made.", "Three joint documents", "one joint document"),
    ],
)
def test_count_in_an_own_paragraph_that_differs_is_remarked(six, term, text, theirs, ours):
    write(term, "global", text)
    assert remarks(term, numbers.wrong_counts) == [f"Your text says “{theirs}”; the records say “{ours}”."]


@pytest.mark.parametrize(
    ("section", "text"),
    [
        (
            "global",
            "The Group held 6 meetings, three working-level meetings among them, and took two decisions.",
        ),
        ("global", "There were two meetings in Geneva. IOM chaired the two meetings."),
        ("global", "IOM delivered one statement on “Nine meetings”."),
        ("ideas", "There could be twelve meetings."),
        ("global", "The meeting of 8 June 2007 members know. The 9th meetings of others were longer."),
        ("global", "Nine briefings were given."),  # of which the portal knows nothing
    ],
)
def test_count_that_is_right_or_of_a_part_is_left_alone(six, term, section, text):
    write(term, section, text)
    assert remarks(term, numbers.wrong_counts) == []


# Names and languages


@pytest.fixture
def named(term):
    for acronym in ("UNESCO", "UN Women", "WHO"):
        factories.agency(acronym)
    facts = [{"name": "United Nations Development Fund for Women", "acronym": "UNIFEM", "ends": "2010"}]
    Agency.objects.filter(acronym="UN Women").update(name_facts=facts)
    Agency.objects.filter(acronym="IOM").update(name="International Organization for Migration")


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Unesco", "UNESCO"),
        ("UNWOMEN", "UN Women"),
        ("UN-Women", "UN Women"),
        ("International Organisation for Migration", "International Organization for Migration"),
    ],
)
def test_name_in_another_spelling_is_remarked_once(named, term, theirs, ours):
    write(term, "global", f"The {theirs} helped.")
    write(term, "regional", f"The {theirs} helped.")
    assert remarks(term, spelling.spellings) == [f"Your text writes “{theirs}”; the portal writes “{ours}”."]


def test_former_name_beside_that_of_today_is_remarked(named, term):
    write(term, "global", "UNIFEM helped.")
    assert remarks(term, spelling.spellings) == []
    write(term, "regional", "UN Women followed.")
    assert remarks(term, spelling.spellings) == ["Your text calls the same agency “UN Women” and “UNIFEM”."]


@pytest.mark.parametrize(
    "text",
    ["Who helped? UNESCO, who knew how.", "UNESCO (Agency UNESCO) helped.", "See www.unesco.org, “Unesco”."],
)
def test_name_as_the_portal_has_it_is_left_alone(named, term, text):
    write(term, "global", text)
    assert remarks(term, spelling.spellings) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("French", FRENCH),
        (
            "Spanish",
            "El Grupo se reunió seis veces y adoptó los criterios para la admisión de nuevos miembros.",
        ),
        (
            "Arabic",
            "اجتمعت المجموعة ست مرات خلال الفترة واعتمدت المعايير الخاصة بقبول الأعضاء الجدد في الفريق",
        ),
        ("Chinese", "该小组在任期内举行了六次会议并通过了接纳新成员的标准和模板"),
        ("Russian", "Группа провела шесть заседаний в течение срока и утвердила критерии приема членов"),
    ],
)
def test_paragraph_in_another_language_is_remarked(term, language, text):
    write(term, "global", text)
    assert remarks(term, spelling.other_languages) == [
        f"This paragraph seems to be in another language ({language}) than the report."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Group adopted the programme of work, and the criteria for agencies that ask to join it.",
        "Le Groupe a adopté les critères.",  # too short to tell
        f"<blockquote><p>{FRENCH}</p></blockquote>",
        "UNHCR, IOM, UNDESA, OHCHR, ILO, UNCTAD, UNODC, UNDP, UNFPA, UNESCO, UNICEF, UNITAR, WHO, FAO",
    ],
)
def test_paragraph_in_the_language_of_the_report_or_quoted_is_left_alone(term, text):
    write(term, "global", text)
    assert remarks(term, spelling.other_languages) == []


def test_french_paragraph_in_a_french_report_is_left_alone(term):
    write(term, "global", FRENCH)
    with translation.override("fr"):
        assert remarks(term, spelling.other_languages) == []


# What was not looked at


def test_documents_that_nothing_is_said_of_are_remarked(term):
    Document.objects.create(title="Brochure", kind="brochure", term=term, state="published")
    Document.objects.create(
        title="Survey", kind="survey", term=term, state="published", summary="For the Forum."
    )
    Document.objects.create(title="Draft", kind="survey", term=term, state="drafting")
    assert remarks(term, upkeep.unexplained) == ["Nothing says yet what “Brochure” is for."]


def test_section_with_a_paragraph_that_the_records_have_left_behind_is_remarked(six, term):
    take_over(term, "meetings", "six meetings", "in the end six meetings")
    assert remarks(term, upkeep.outdated) == []
    factories.meeting("2007-06-25")
    assert remarks(term, upkeep.outdated) == [
        "The records have changed since you rewrote a paragraph in “Meetings”."
    ]


def test_sections_that_nobody_opened_are_remarked_in_one(term):
    [before] = remarks(term, upkeep.unopened)
    assert before.startswith("Nobody has opened these sections to edit them yet: “Summary”, “The Group")
    assert "“The year after the term”" in before
    assert "Advice" not in before
    reports.note_read(term, slug="ahead")
    [after] = remarks(term, upkeep.unopened)
    assert "“The year after the term”" not in after
    for slug in proofreading.proof.WRITTEN:
        reports.note_read(term, slug=slug)
    assert remarks(term, upkeep.unopened) == []


# The whole


def test_iom_2007_has_no_false_remark(iom):
    proof = proofreading.Proof(iom, dt.date(2012, 8, 31), composing.compose(iom, as_at=dt.date(2012, 8, 31)))
    assert len(proof.texts) > 10
    kinds = set(proofreading.KINDS) - {upkeep.unexplained, upkeep.unopened}
    assert [remark for kind in kinds for remark in kind(proof)] == []


def page(client, term):
    return client.get(reverse("chairmanship:report", args=[term.slug]))


@pytest.fixture
def chair(client, people):
    client.force_login(people["IOM"])


@pytest.fixture
def in_june():
    with clock.moved_to(dt.datetime(2007, 6, 20, 10, tzinfo=dt.UTC)):
        yield


def test_page_lists_remarks_with_the_places_to_settle_them(client, chair, term, in_june):
    document = Document.objects.create(title="Brochure", kind="brochure", term=term, state="published")
    write(term, "global", "ILO failed.")
    answer = page(client, term)
    narrative = reverse("chairmanship:narrative", args=[term.slug])
    assert "Before you issue" in answer.text
    assert "Your text says “failed” of ILO." in answer.text
    assert f'href="{narrative}?edit=global#global"' in answer.text
    assert f'href="{narrative}"' in answer.text
    assert f'href="{reverse("documents:document_change", args=[document.pk])}"' in answer.text


def test_page_leads_who_may_not_edit_a_document_to_its_page(client, chair, term):
    document = Document.objects.create(title="Brochure", kind="brochure", term=term, state="published")
    with clock.moved_to(dt.datetime(2007, 7, 20, 10, tzinfo=dt.UTC)):  # another agency is chair
        text = page(client, term).text
    assert reverse("documents:document_change", args=[document.pk]) not in text
    assert f'href="{document.get_absolute_url()}"' in text


def test_page_with_nothing_to_remark_says_so(client, chair, term, in_june):
    for slug in proofreading.proof.WRITTEN:
        reports.note_read(term, slug=slug)
    assert "Nothing to remark." in page(client, term).text


def test_report_with_remarks_can_be_issued(client, chair, term, in_june, media):
    write(term, "global", "ILO failed.")
    reports.request_report(term, by=None)
    work()
    text = page(client, term).text
    assert "Your text says “failed” of ILO." in text
    assert "Issue version 1" in text
    client.post(reverse("chairmanship:report_issue", args=[term.slug, 1]))
    text = page(client, term).text
    assert term.reports.get().is_issued
    assert "Before you issue" not in text


def test_check_asks_as_often_for_many_texts_documents_and_agencies(client, chair, term, in_june):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert page(client, term).status_code == 200
        return len(queries)

    def more(first, last):
        for number in range(first, last):
            agency = factories.agency(f"AGENCY{number}")
            document = Document.objects.create(
                title=f"Brochure {number}", kind="brochure", term=term, state="published", lead=agency
            )
            document.contributors.add(agency)
            write(term, "global", f"AGENCY{number} failed. UNDESA was absent, and Unesco was late.")
            meeting = factories.meeting(f"2007-0{number}-20")
            Attendance.objects.create(meeting=meeting, position=0, agency=agency, present=False)
            item = AgendaItem.objects.create(meeting=meeting, position=0, title="Item")
            Action.objects.create(item=item, position=0, text=f"Write the letter {number}.", done=False)
            Decision.objects.create(item=item, position=0, text="The members agreed.")
            factories.activity(f"A common note {number}", term=term, status="planned")
            factories.application(f"APPLICANT{number}", "2007-03-01")

    more(1, 3)
    asked()  # the first page after signing in notes the last use of the session
    few = asked()
    more(3, 6)
    assert asked() == few
