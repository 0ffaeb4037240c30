"""The whole that files and the portal make: references, the term of a file, and what must hold."""

import pytest

from agencies.models import Application, Membership
from chairmanship.models import Chairmanship, WorkplanActivity
from documents.models import Document, EventDocument
from foundation import archive
from meetings.models import Meeting
from tests import factories
from tests.foundation.archive.entries import AGENCIES, TERM, application, meeting, names_in_archive
from tests.foundation.archive.tools import file

pytestmark = pytest.mark.django_db


# several files


def test_files_refer_to_each_other_and_to_the_portal_in_any_order(read):
    parts = [
        {"documents": [{"title": "A", "kind": "report", "term": "iom-2007-01", "lead": "ECE"}]},
        {"events": [{"kind": "statement", "date": "2007-02", "forum": "GA", "document": "A"}]},
        {"chairmanships": [TERM]},
        {"agencies": [*AGENCIES, {"acronym": "RC", "name": "Regional", "parts": ["ECE"]}]},
    ]
    assert read(*parts) == []
    before = archive.export()
    assert read(*reversed(parts)) == []
    for part in parts:
        assert read(part) == []
    assert archive.export() == before
    assert '"document": "A"' in before.decode()


def test_files_of_one_entry_are_merged(read):
    one = meeting(venue="Palais", adopted_on="2007-03", guests=[{"organization": "EC"}])
    other = meeting(
        title="First",
        adopted_on="2007-03-05",
        guests=[{"organization": "EC", "name": "A"}, {"organization": "B"}],
    )
    for files in [(one, other), (other, one), (one, other, one)]:
        assert read(*files) == []
        [found] = Meeting.objects.all()
        assert (found.venue, found.title, found.adopted_on.iso) == ("Palais", "First", "2007-03-05")
        assert list(found.guests.values_list("organization", "name")) == [("EC", "A"), ("B", "")]
        found.guests.all().delete()
        found.delete()


@pytest.mark.parametrize("update", [False, True])
def test_files_that_contradict_each_other_are_a_fault_always(read, update):
    assert read(meeting(venue="Palais"), meeting(venue="Palace"), update=update) == [
        '1.json: meetings[0].venue: "Palace" contradicts "Palais" at 0.json: meetings[0].venue'
    ]


def test_file_given_twice_is_read_once(read, tmp_path):
    path = file(tmp_path / "a.json", **meeting(agenda=[{"title": "One"}]))
    archive.read([path, path])
    assert Meeting.objects.get().agenda.count() == 1


def test_two_files_that_share_a_term_may_each_say_half_of_it(read):
    assert (
        read(
            {"agencies": AGENCIES, "chairmanships": [{**TERM, "theme": "One"}]},
            {"chairmanships": [{**TERM, "capacity": "interim"}]},
        )
        == []
    )
    assert Chairmanship.objects.values_list("theme", "capacity").get() == ("One", "interim")


# belonging


def test_entry_without_term_and_date_gets_the_one_term_of_its_file(read):
    placeless = {
        "documents": [{"title": "A", "kind": "report"}],
        "applications": [{"applicant": "UNESCO"}],
        "workplan": [{"title": "B"}],
    }
    assert read({"agencies": AGENCIES, "chairmanships": [TERM], **placeless}) == []
    term = Chairmanship.objects.get()
    assert Document.objects.get().term == term
    assert Application.objects.get().recorded_term.term == term
    assert WorkplanActivity.objects.get().term == term
    assert read({"chairmanships": [TERM], **placeless}) == []
    assert Document.objects.count() == Application.objects.count() == WorkplanActivity.objects.count() == 1
    assert [line.split(": ")[0] for line in read(placeless)] == [
        "documents[0].term",
        "applications[0].term",
        "workplan[0].term",
    ]


def test_origin_or_date_is_a_place_enough(read):
    assert (
        read(
            {
                "agencies": AGENCIES,
                "chairmanships": [TERM],
                "documents": [
                    {"title": "A", "kind": "report", "origin": "iom-2007-01"},
                    {"title": "B", "kind": "report", "date": "2001"},
                ],
                "meetings": [{"level": "working", "date": "2001"}],
                "workplan": [{"title": "C", "to": "2001"}],
                "applications": [{"applicant": "D", "received": "2001"}],
            }
        )
        == []
    )
    assert not Document.objects.exclude(term=None).exists()
    assert not Meeting.objects.exclude(term=None).exists()
    assert not WorkplanActivity.objects.exclude(term=None).exists()
    assert not Application.objects.exclude(recorded_term=None).exists()


def test_terms_archive_holds_what_belongs_to_it(read, term):
    later = factories.term("ILO", "2007-07-01", "2007-12-31", capacity="co_chair")
    also = factories.term("WHO", "2007-07-01", "2007-12-31", capacity="co_chair")
    days = {"inside": "2007-06-30", "across": "2007", "later": "2007-07", "before": "2006-12-31"}
    read(
        {
            "documents": [{"title": title, "kind": "report", "date": day} for title, day in days.items()]
            + [
                {"title": "named", "kind": "report", "term": "iom-2007-01", "date": "2007-08"},
                {"title": "grown", "kind": "report", "origin": "iom-2007-01", "date": "2010"},
            ],
            "workplan": [
                {"title": "touching", "from": "2007-05", "to": "2007-07"},
                {"title": "over", "to": "2006-12"},
                {"title": "open", "from": "2007-01-02"},
                {"title": "named", "from": "2007-05", "to": "2007-07", "term": "ilo-2007-07"},
            ],
            "applications": [{"applicant": title, "received": day} for title, day in days.items()],
        }
    )
    assert names_in_archive(term, "documents") == ["grown", "inside", "named"]
    assert names_in_archive(term, "workplan") == ["open", "touching"]
    assert names_in_archive(term, "applications", "applicant") == ["inside"]
    assert names_in_archive(later, "documents") == names_in_archive(also, "documents") == ["later"]
    assert names_in_archive(later, "workplan") == ["named", "touching"]
    assert names_in_archive(also, "workplan") == ["touching"]


def test_reading_opens_no_membership(read, term):
    read(application(term="iom-2007-01", outcome="admitted"))
    assert not Membership.objects.exists()


# the whole, with what the portal holds


@pytest.mark.parametrize(
    ("lists", "line"),
    [
        (
            {"chairmanships": [{"agency": "IOM", "from": "2007-06-30", "to": "2007-07-31"}]},
            "chairmanships[0]: IOM is chair from 2007-01-01 to 2007-06-30",
        ),
        (
            {"chairmanships": [{**TERM, "from": "2007-01-15", "capacity": "interim"}]},
            "chairmanships[0].from: two terms would be called iom-2007-01",
        ),
        (
            {"memberships": [{"agency": "IOM", "from": "2005"}]},
            "memberships[0]: IOM is a member then already, from 2003-04",
        ),
        (
            {"memberships": [{"agency": "IOM", "from": "2003-04", "to": "2002"}]},
            "memberships[0].to: is before the start",
        ),
        (
            {"agencies": [{"acronym": "iom", "name": "Other"}]},
            'agencies[0].acronym: is too like "IOM": both would be named iom',
        ),
    ],
)
def test_whole_is_checked_with_what_the_portal_holds(read, term, lists, line):
    factories.membership("IOM", "2003-04")
    assert read(lists) == [line]


def test_what_is_only_perhaps_at_once_is_no_fault(read, term):
    factories.membership("IOM", "2003-04", "2005")
    assert read({"memberships": [{"agency": "IOM", "from": "2005", "to": "2005"}]}) == []
    assert read({"memberships": [{"agency": "IOM", "from": "2006-03", "to": "2006"}]}) == []


def test_membership_of_a_year_does_not_surely_overlap_what_ended_in_it(read, term):
    factories.membership("IOM", "2005")
    assert read({"memberships": [{"agency": "IOM", "from": "2004", "to": "2005-06-15"}]}) == []


def test_contradiction_makes_no_second_fault(read, term):
    factories.term("ILO", "2007-07-01", "2007-12-31")
    assert read({"chairmanships": [{**TERM, "to": "2007-07-31"}]}) == [
        'chairmanships[0].to: "2007-07-31" contradicts "2007-06-30" in the portal'
    ]
    assert read({"chairmanships": [{**TERM, "to": "2007-07-31"}]}, update=True) == [
        "chairmanships[0]: ILO is chair from 2007-07-01 to 2007-12-31"
    ]


def test_term_of_one_day_is_a_term(read, term):
    assert read({"chairmanships": [{**TERM, "from": "2007-07-01", "to": "2007-07-01"}]}) == []


def test_two_applications_of_a_file_stay_two(read, term):
    read(application(term="iom-2007-01"))
    one = {"applicant": "UNESCO", "term": "iom-2007-01"}
    assert read({"applications": [{**one, "received": "2007-02"}, one]}) == []
    assert Application.objects.count() == 2


def test_document_of_an_event_is_the_one_of_its_file(read):
    document = {"title": "S", "date": "2007-01"}
    read({"documents": [{**document, "kind": "report"}]})
    event = {"kind": "statement", "date": "2007-02", "forum": "GA", "document": "S"}
    assert read({"documents": [{**document, "kind": "statement"}], "events": [event]}) == []
    assert EventDocument.objects.get().document.kind == "statement"
    other = {**event, "forum": "GFMD"}
    assert read({"events": [other]}) == ['events[0].document: "S" is the title of 2 documents']


def test_document_of_an_event_is_the_one_of_its_term(read, term):
    documents = [
        {"title": "S", "kind": "report", "term": "iom-2007-01"},
        {"title": "S", "kind": "report", "date": "2001"},
    ]
    events = [
        {"kind": "statement", "date": "2007-02", "forum": "by date", "document": "S"},
        {"kind": "statement", "date": "2007", "forum": "by name", "term": "iom-2007-01", "document": "S"},
        {"kind": "statement", "date": "2007", "forum": "outside", "document": "S"},
    ]
    assert read({"documents": documents}, {"events": events}) == []
    linked = EventDocument.objects.values_list("event__forum", "document__date")
    assert {forum: str(date or "") for forum, date in linked} == {
        "by date": "",
        "by name": "",
        "outside": "2001",
    }
