"""What the rooms draft: sentences for none, one and many; agencies in full once; titles; keys that stay."""

import datetime as dt

import pytest

from agencies.models import Application
from chairmanship.handover.actions import reports
from chairmanship.handover.composing import drafted
from chairmanship.rotation import rotation
from documents.models import Document
from foundation.dates import clock
from foundation.handover.passages import enumerated, introduced, mention, table
from foundation.text.rich.schema import ID
from meetings.models import Guest, Proposal
from tests import factories
from tests.chairmanship.handover.conftest import AS_AT
from tests.chairmanship.handover.reading import gathered, plain, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return factories.term()


def words(term, slug, **options) -> str:
    return " ".join(said(gathered(term, **options), slug))


def days(count):
    return [f"2007-03-{day:02}" for day in range(1, count + 1)]


def meetings(count):
    return [factories.meeting(day, called_at=clock.now(), minutes="adopted") for day in days(count)]


def items(count):
    [meeting] = meetings(1)
    return [meeting.agenda.create(position=number, title=f"Item {number}") for number in range(count)]


def decisions(term, count):
    for item in items(count):
        item.decisions.create(position=0, text="Agreed.")


def actions(term, count, **fields):
    for item in items(count):
        item.actions.create(position=0, text="Do it.", **fields)


def events(term, count, kind="statement"):
    for number, day in enumerate(days(count)):
        factories.event(f"Forum {number}", day, kind, term=term)


def documents(term, count, **fields):
    for number in range(count):
        plain_fields = {"kind": "brochure", "state": "published"} | fields
        Document.objects.create(title=f"Brochure {number}", term=term, **plain_fields)


def applications(term, count, outcome="deferred"):
    for number in range(count):
        factories.application(f"Agency {number}", f"2007-03-{number + 1:02}", outcome)


def proposals(term, count):
    for number in range(count):
        Proposal.objects.create(
            title=f"Topic {number}", proposed_by=factories.agency("ILO"), entered_by=factories.user(),
            proposed_at=dt.datetime(2007, 3, 1, tzinfo=dt.UTC),
        )  # fmt: skip


def activities(term, count, **fields):
    for number in range(count):
        factories.activity(
            f"Activity {number}", starts="2007-02", ends="2007-05", **{"status": "planned"} | fields
        )


def members(term, count):
    for number in range(count):
        factories.membership(f"AG{number}", "2006")


def founders(term, count):
    for number in range(count):
        factories.membership(f"AG{number}", "2003", basis="founder")


def joined(term, count):
    for number in range(count):
        factories.membership(f"AG{number}", f"2007-0{number + 2}")


def left(term, count):
    for number in range(count):
        factories.membership(f"AG{number}", "2006", f"2007-0{number + 2}")


def guests(term, count):
    for meeting in meetings(1):
        for number in range(count):
            Guest.objects.create(meeting=meeting, position=number, organization=f"Institute {number}")


# By the section: how it is made, and what it says of none, one and many.
SENTENCES = {
    "meetings of the working level": ("meetings", lambda term, n: meetings(n), {
        0: "", 1: "The Group held one meeting at working level.",
        2: "The Group held two meetings at working level.",
        3: "The Group held three meetings at working level."}),
    "decisions": ("meetings", decisions, {
        1: "The meetings took one decision.", 2: "The meetings took two decisions."}),
    "action points": ("meetings", lambda term, n: actions(term, n, done=True), {
        1: "agreed on one action point. One action point is done.",
        2: "agreed on two action points. Two action points are done."}),
    "open action points": ("open", lambda term, n: actions(term, n, done=False), {
        0: "", 1: "One action point is open and passes to the next chair.",
        2: "Two action points are open and pass to the next chair."}),
    "proposed topics": ("open", proposals, {
        0: "", 1: "One proposed topic has no final answer.", 2: "Two proposed topics have no final answer."}),
    "unfinished activities": ("open", activities, {
        1: "One activity of the workplan is not finished. Its period has ended.",
        2: "Two activities of the workplan are not finished. The periods of two of them have ended."}),
    "activities": ("workplan", lambda term, n: activities(term, n, status="done"), {
        0: "", 1: "In the term there was one activity (done).",
        2: "In the term there were two activities: two done."}),
    "statements": ("summary", events, {
        1: "comprised one statement.", 2: "comprised two statements."}),
    "contributions": ("summary", lambda term, n: events(term, n, "contribution"), {
        1: "one contribution", 2: "two contributions"}),
    "briefings": ("summary", lambda term, n: events(term, n, "briefing"), {
        1: "one briefing", 2: "two briefings"}),
    "published documents": ("documents", documents, {
        0: "", 1: "The Group published one joint document.", 2: "The Group published two joint documents."}),
    "adopted documents": ("documents", lambda term, n: documents(term, n, state="adopted"), {
        1: "The Group adopted one joint document.", 2: "The Group adopted two joint documents."}),
    "deferred applications": ("institutional", applications, {
        0: "", 1: "The Group deferred an application from Agency 0.",
        2: "The Group deferred applications from Agency 0 and Agency 1."}),
    "withdrawn applications": ("institutional", lambda term, n: applications(term, n, "withdrawn"), {
        1: "The application from Agency 0 was withdrawn.",
        2: "The applications from Agency 0 and Agency 1 were withdrawn."}),
    "members": ("summary", members, {
        1: "In June 2007 the Group had one member.", 3: "In June 2007 the Group had three members.",
        12: "In June 2007 the Group had 12 members."}),
    "founders": ("origin", founders, {
        1: "One agency founded the Group: the Agency AG0 (AG0).",
        3: "Three agencies founded the Group: the Agency AG0"}),
    "members who joined": ("origin", joined, {
        1: "(AG0) joined the Group in February 2007.",
        2: "(AG0) in February 2007 and the Agency AG1 (AG1) in March 2007 joined the Group."}),
    "members who left": ("origin", left, {
        1: "(AG0) left the Group in February 2007.",
        2: "(AG0) in February 2007 and the Agency AG1 (AG1) in March 2007 left the Group."}),
    "invited participants": ("engagement", guests, {
        0: "", 1: "Institute 0.", 2: "Institute 0 and Institute 1."}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "count"), [(name, count) for name, (_, _, told) in SENTENCES.items() for count in told]
)
def test_sentence_holds_for_none_one_and_many(term, name, count):
    slug, make, told = SENTENCES[name]
    make(term, count)
    found = words(term, slug)
    assert told[count] in found
    assert bool(found) or not told[count]
    if not told[count]:
        assert found == ""


@pytest.mark.parametrize("outcome", [one for one in Application.Outcome if one != "received"])
def test_application_of_each_outcome_is_a_sentence(term, outcome):
    applications(term, 1, outcome)
    told = words(term, "institutional") + words(term, "open")
    assert "Agency 0" in told
    assert told.endswith(".")


# Agencies --------------------------------------------------------------------------------------------


def test_agency_is_named_in_full_once_and_by_its_acronym_after(term):
    factories.term("UNHCR", "2006-07-01", "2006-12-31")
    for day in days(2):
        factories.event(f"Forum of {day}", day, term=term, delivered_by=term.agency)
    text = " ".join(said(gathered(term)))
    for acronym in ("IOM", "UNHCR"):
        assert text.count(f"Agency {acronym} ({acronym})") == 1
        assert text.index(f"({acronym})") == text.index(acronym, text.index(f"Agency {acronym} (") + 10) - 1


def test_agency_is_named_in_full_where_it_comes_first_after_a_section_moved(term):
    factory = factories.term("UNHCR", "2006-07-01", "2006-12-31")
    factories.event("Forum", "2007-03-01", term=term, delivered_by=factory.agency)
    assert "Agency UNHCR (UNHCR)" in words(term, "summary")
    assert "Agency UNHCR" not in words(term, "events")
    for _ in range(6):
        reports.place_section(term, slug="events", step=-1, by=None)
    assert "Agency UNHCR (UNHCR)" in words(term, "events")
    assert "Agency UNHCR" not in words(term, "summary")
    assert "UNHCR" in words(term, "summary")


def test_agency_of_a_section_that_is_left_out_is_named_in_full_further_on(term):
    reports.place_section(term, slug="summary", is_shown=False, by=None)
    factories.event("Forum", "2007-03-01", term=term, delivered_by=term.agency)
    assert "Agency IOM (IOM)" in words(term, "events")


def test_mention_begins_a_sentence_with_a_capital_and_has_its_article():
    one, other = factories.agency("IOM"), factories.agency("ILO")
    text = f"<p>{mention(one)} met {mention(other, word='of')}. {mention(one)} and {mention(other)}.</p>"
    said_ = introduced(text, set())
    assert said_ == "<p>The Agency IOM (IOM) met of the Agency ILO (ILO). IOM and ILO.</p>"


def test_enumeration_of_mentions():
    agencies = [factories.agency(name) for name in ("IOM", "ILO", "WHO")]
    known = {"IOM", "ILO", "WHO"}
    assert introduced(enumerated(map(mention, agencies)), known) == "IOM, ILO and WHO"


# What people typed, and keys -------------------------------------------------------------------------


def test_what_people_typed_is_text(term):
    nasty = "<b>Fish & chips</b> %(name)s <script>x</script>"
    term.theme = nasty
    term.save()
    events(term, 1)
    [meeting] = meetings(1)
    meeting.city = nasty
    meeting.save()
    documents(term, 1, summary=nasty)
    Document.objects.create(title=nasty, term=term, kind="website", state="published")
    factories.application(nasty, "2007-03-01", "deferred")
    factories.activity(nasty, starts="2007-02", ends="2007-05", status="done")
    factories.event(nasty, "2007-03-02", term=term)
    facts = gathered(term)
    text = str(facts["sections"])
    assert "<b>" not in text
    assert "<script" not in text
    whole = " ".join(
        plain(block["text"] + block["table"]) for one in facts["sections"] for block in one["blocks"]
    )
    assert whole.count("<b>Fish & chips</b> %(name)s <script>x</script>") >= 7


def test_keys_are_unique_in_a_report_and_can_be_ids_of_blocks(history):
    for term in rotation.terms():
        keys = [one.key for rows in drafted(term, AS_AT).values() for one in rows]
        assert len(keys) == len(set(keys)), term
        assert [key for key in keys if not ID.fullmatch(key)] == []


def test_keys_stay_when_facts_change(term):
    documents(term, 2)
    before = {one.key for one in drafted(term, AS_AT)["documents"]}
    Document.objects.update(summary="An outline.", state="superseded")
    assert {one.key for one in drafted(term, AS_AT)["documents"]} == before


def test_table_leaves_out_empty_columns_and_is_nothing_without_rows():
    assert table(["A", "B"], []) == ""
    assert table(["A", "B"], [("", "")]) == ""
    text = table(["A", "B", "C"], [("1", "", "x"), ("2", "", "")])
    assert "<th><p>B</p></th>" not in text
    assert "<th><p>C</p></th>" in text
