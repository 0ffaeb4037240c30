"""The page of all changes: its filters, its table, and how often it asks the database."""

import csv
import datetime as dt
import io
import re

import pytest
from auditlog.context import set_actor
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Edition
from documents.models import Document
from foundation.corrections import mark
from foundation.dates import clock, shown
from foundation.history import reading
from foundation.history.kinds import kinds, things
from tests import factories
from tests.foundation.history.pages import SENTENCE, changes, page

pytestmark = pytest.mark.django_db

# Models of which no history tells, and why. A new model is told in a `changes.py`, or named here.
NOT_TOLD = {
    "Purpose", "Question", "Criterion",  # they belong to an edition, which is told
    "Candidate", "ApplicationTerm",  # they are told with the application, or are details of it
    "Forum", "Deadline", "EventTroika", "Output", "ActivityNote", "PassingNote",  # details of what is told
    "ReportSection", "ReportParagraph", "NarrativeComment",  # the narrative has its own versions
    "HandoverLine", "OpenMatter", "TroikaNote",  # for the troika only
    "Symbol", "ContributionFile",  # the state of the document is told
    "Received",  # for the secretariat only
    "Rhythm", "Guest", "Support", "ProposalFile", "Suggestion",
    "ActivityDecision", "ActivityMeeting", "PlanApproval",  # links
}  # fmt: skip


@pytest.fixture
def anna():
    return factories.secretariat(name="Anna Keller")


@pytest.fixture
def desk(client, anna):
    client.force_login(anna)
    return client


def rows(client, **filters) -> list[dict]:
    answer = client.get(reverse("changes"), {"as": "csv", **filters})
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_model_is_told_or_named():
    told = {one.model.__name__ for one in things()}
    assert not told & NOT_TOLD
    left = {model.__name__ for model in auditlog.get_models() if not model._meta.proxy} - told - NOT_TOLD
    assert left == set()
    assert {one.owner[0] for one in things()} <= set(kinds())


def test_every_told_field_exists():
    for thing in things():
        known = {field.name for field in thing.model._meta.get_fields()}
        missing = set(thing.fields) - known - set(thing.steps)  # what happened to an account is no field
        assert not missing, (thing.model, missing)


def test_changes_are_filtered_by_person_kind_and_day(desk, anna):
    other = factories.user(name="Otto Other")
    with set_actor(anna):
        agency = factories.agency("ILO")
        Document.objects.create(title="Brochure", kind="brochure")
    with set_actor(other):
        agency.headquarters = "Bern"
        agency.save()
    yesterday = clock.now() - dt.timedelta(days=1)
    LogEntry.objects.get_for_model(Document).update(timestamp=yesterday)
    everything = changes(desk)
    for words in ("Anna Keller added the agency ILO", "“Brochure”", "Otto Other set the headquarters"):
        assert words in everything
    assert "“Brochure”" not in changes(desk, person=other.pk)
    assert "Otto Other set" in changes(desk, person=other.pk)
    assert SENTENCE.findall(changes(desk, kind="documents")) == ["Anna Keller added the document “Brochure”."]
    today = shown.day(clock.today())
    assert "“Brochure”" not in changes(desk, first=today)
    assert "“Brochure”" in changes(desk, last=shown.day(clock.day_of(yesterday)))
    assert "Otto Other set" not in changes(desk, last=shown.day(clock.day_of(yesterday)))


def test_edition_in_error_is_told_with_the_reason(desk, anna):
    edition = Edition.objects.create(number=99)
    with set_actor(anna):
        mark(edition, reason="A draft.", by=anna)
    told = changes(desk, kind="criteria")
    assert "Anna Keller marked the edition as entered in error." in told
    assert "Anna Keller set the reason for the correction to “A draft.”." in told
    assert "Edition 99" in told


def test_day_that_is_no_date_is_refused_in_words(desk):
    text = changes(desk, first="someday")
    assert "This is not a date." in text
    assert 'value="someday"' in text


def test_table_has_who_when_before_and_after_with_the_filters(desk, anna):
    agency = factories.agency("ILO", headquarters="Geneva")
    with set_actor(anna):
        agency.headquarters = "=Bern()"
        agency.save()
    found = rows(desk, kind="agencies", person=anna.pk)
    assert len(found) == 1
    row = found[0]
    assert (row["Who"], row["Kind"], row["Of"]) == ("Anna Keller", "Agencies", "ILO")
    assert row["What happened"] == "Anna Keller changed the headquarters from “Geneva” to “=Bern()”."
    assert (row["Before"], row["After"]) == ("“Geneva”", "“=Bern()”")
    assert row["When"].startswith(str(clock.today()))
    assert rows(desk, kind="documents") == []


def test_table_takes_no_text_for_a_formula(desk):
    with set_actor(factories.user(name="=HYPERLINK(1)")):
        factories.agency("ILO")
    assert rows(desk, kind="agencies")[0]["Who"] == "'=HYPERLINK(1)"


def test_pages_show_everything_once(desk, anna, monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 7)
    monkeypatch.setattr(reading, "A_PAGE", 3)
    for number in range(10):
        with set_actor(anna):
            factories.agency(f"A{number}")
    seen, before = [], {}
    for _page in range(30):
        text = changes(desk, kind="agencies", **before)
        seen += SENTENCE.findall(text)
        if "before=" not in text:
            break
        before = {"before": text.split("before=")[1].split('"')[0]}
    found = [name for line in seen for name in re.findall(r"\b(A\d)\b", line.partition(" and ")[0])]
    assert sorted(found) == [f"A{number}" for number in range(10)]


@pytest.mark.parametrize("kind", ["meetings", "agencies", "people", "documents"])
def test_many_changes_ask_as_often_as_two(desk, anna, kind):
    def fill(many):
        with set_actor(anna):
            for _one in range(many):
                if kind == "meetings":
                    meeting.agenda.create(position=meeting.agenda.count(), title="Item")
                elif kind == "documents":
                    document.title += "x"
                    document.save()
                elif kind == "people":
                    factories.appointment(person, None)
                else:
                    factories.membership("ILO", year := str(1900 + agency.memberships.count()), year)
        LogEntry.objects.update(actor=anna)

    def asked(ask):
        ask()  # what is kept for the process
        with CaptureQueriesContext(
            connection,
        ) as found:
            ask()
        return len(found)

    agency = factories.membership("ILO", "1899", "1899").agency
    meeting, person = factories.meeting(), factories.user(name="Paul")
    document = Document.objects.create(title="Brochure", kind="brochure")
    key = {"meetings": meeting.pk, "agencies": "ilo", "people": person.pk, "documents": document.pk}[kind]
    fill(2)
    few = asked(lambda: page(desk, kind, key)), asked(lambda: changes(desk))
    fill(60)
    assert (asked(lambda: page(desk, kind, key)), asked(lambda: changes(desk))) == few


def test_page_stays_small(desk, anna):
    agency = factories.agency("ILO")
    for number in range(40):
        agency.mandate = "\n".join(f"Paragraph {number} {line} " + "words " * 40 for line in range(12))
        with set_actor(factories.user(name=f"Person {number}")):
            agency.save()
    answer = desk.get(reverse("history", args=["agencies", "ilo"]))
    assert len(answer.content) < 100_000
