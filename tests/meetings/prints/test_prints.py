"""What goes out on paper: what it says, in which order, and for whom."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from foundation.dates import clock
from meetings.models import Attendance
from meetings.prints import exports as prints_exports
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    factories.term("UNICEF", "2026-07-01", "2026-12-31")
    meeting = factories.meeting(
        "2026-11-19", city="Geneva", time="10:00", timezone="Europe/Zurich", length=150, minutes="adopted"
    )
    first = meeting.agenda.create(
        position=0,
        title="Fair recruitment",
        minutes="<p>ILO <strong>briefed</strong> the Group.</p>",
        length=30,
    )
    meeting.agenda.create(position=1, title="Other matters", minutes="None.")
    first.decisions.create(position=0, text="To meet in May")
    first.actions.create(
        position=0, text="Send the draft", agency=factories.agency("ILO"), due=factories.date("2027-05-04")
    )
    for position, (acronym, present, how) in enumerate(
        [("ILO", True, "present"), ("IOM", True, "remote"), ("WHO", False, "apologies")]
    ):
        Attendance.objects.create(
            meeting=meeting, agency=factories.agency(acronym), position=position, present=present, how=how
        )
    meeting.guests.create(position=0, organization="European Commission", name="A. Guest")
    return meeting


def words(made):
    return " | ".join(str(part) for block in made.blocks for part in block[:-1])


def make_print(meeting, kind):
    meeting.refresh_from_db()
    return prints_exports.KINDS[kind](meeting, prints_exports.items_of(meeting, meeting.agenda.all()))


def test_minutes_have_who_was_there_what_was_said_and_what_was_agreed(meeting):
    said = words(make_print(meeting, "minutes"))
    for expected in (
        "ILO and IOM (remotely).", "Apologies | WHO", "Invited participants | A. Guest, European Commission",
        "briefed", "Decision | To meet in May", "Action point: ILO, by 4 May 2027 | Send the draft",
    ):  # fmt: skip
        assert expected in said


def test_conclusions_leave_out_what_was_said_and_items_without_any(meeting):
    said = words(make_print(meeting, "conclusions"))
    assert "To meet in May" in said
    assert "briefed" not in said
    assert "Other matters" not in said


def test_participants_are_a_table_with_guests_apart(meeting):
    tables = [block for block in make_print(meeting, "participants").blocks if block.kind == "table"]
    assert [row[0] for row in tables[0].rows] == ["ILO", "IOM", "WHO"]
    assert [row[-1] for row in tables[0].rows] == ["present", "remotely", "apologies"]
    assert tables[1].rows == [["European Commission", "A. Guest", "", "present"]]


@pytest.mark.parametrize("kind", prints_exports.KINDS)
def test_print_becomes_a_tagged_pdf_without_a_fault(meeting, kind, caplog):
    done = prints_exports.as_pdf(make_print(meeting, kind))
    assert done.content.startswith(b"%PDF")
    assert done.pages == 1
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_prints_need_the_same_number_of_queries_for_many_items(meeting):
    def count():
        with CaptureQueriesContext(connection) as queries:
            make_print(meeting, "minutes")
        return len(queries)

    before = count()
    for position in range(2, 40):
        item = meeting.agenda.create(position=position, title=f"Item {position}")
        item.decisions.create(position=0, text="Yes")
        item.actions.create(position=0, text="Do", agency=factories.agency("IOM"))
    assert count() == before


@pytest.mark.parametrize("kind", prints_exports.KINDS)
def test_print_becomes_a_word_document_with_real_styles(client, meeting, kind):
    client.force_login(factories.person_of("UNICEF"))
    with clock.moved_to(dt.date(2026, 11, 25)):
        answer = client.get(reverse("meetings:print_docx", args=[meeting.pk, kind]))
    assert answer["Content-Disposition"].endswith(f'{make_print(meeting, kind).filename}.docx"')
    read = Document(io.BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in read.paragraphs)
    styles = {paragraph.style.name for paragraph in read.paragraphs}
    assert read.core_properties.author == "Global Migration Group"
    assert "19 November 2026 · 10:00–12:30 (Geneva time) · Geneva" in text
    if kind == "participants":
        assert read.tables[0].cell(1, 0).text == "ILO"
    else:
        assert "Heading 1" in styles
        assert "Fair recruitment" in text
    assert ("ILO briefed the Group." in text) == (kind == "minutes")
    assert ("To meet in May" in text) == (kind in ("minutes", "conclusions"))


def test_draft_minutes_are_not_taken_away_by_a_member(client, meeting):
    type(meeting).objects.update(minutes="draft")
    factories.membership("UNDP", "2006")
    client.force_login(factories.person_of("UNDP"))
    with clock.moved_to(dt.date(2026, 11, 25)):
        for kind, status in [("agenda", 200), ("minutes", 403), ("conclusions", 403), ("nonsense", 404)]:
            answer = client.get(reverse("meetings:print_docx", args=[meeting.pk, kind]))
            assert answer.status_code == status, kind
