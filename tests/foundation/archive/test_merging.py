"""What files say together, what the portal held before, and which of both wins."""

import json

import pytest
from auditlog.models import LogEntry

from agencies.models import Agency, Application, Membership
from chairmanship.models import Chairmanship, Event, WorkplanActivity
from documents.models import Document, EventDocument
from foundation import archive
from meetings.models import Meeting
from tests import factories
from tests.foundation.archive.tools import emptied, faults, file

pytestmark = pytest.mark.django_db

TERM = {"agency": "IOM", "from": "2007-01-01", "to": "2007-06-30"}
AGENCIES = [{"acronym": "IOM", "name": "Migration"}, {"acronym": "ILO", "name": "Labour"}]


@pytest.fixture
def term():
    return factories.term("IOM")


@pytest.fixture
def read(tmp_path):
    """Reads archives of those lists, all in one call; gives the faults."""

    def read(*archives, update=False):
        files = [file(tmp_path / f"{number}.json", **lists) for number, lists in enumerate(archives)]
        return [line.replace(f"{tmp_path}/", "") for line in faults(*files, update=update)]

    return read


def meeting(**more):
    return {"meetings": [{"level": "working", "date": "2007-02-01", **more}]}


# filling, refining, contradicting


def test_value_fills_what_is_empty(read):
    read(meeting())
    read(meeting(venue="Palais", video=True, agenda=[{"title": "One"}]))
    read(meeting(agenda=[{"title": "One", "summary": "Short"}, {"title": "Two"}]))
    [found] = Meeting.objects.all()
    assert (found.venue, found.by_video) == ("Palais", True)
    assert list(found.agenda.values_list("title", "summary")) == [("One", "Short"), ("Two", "")]


def test_missing_key_and_shorter_list_say_nothing(read):
    read(meeting(venue="Palais", agenda=[{"title": "One", "decisions": ["A", "B"]}, {"title": "Two"}]))
    before = archive.export()
    assert read(meeting()) == []
    assert read(meeting(venue="", agenda=[{"title": "One", "decisions": ["A"]}])) == []
    assert read(meeting(agenda=[]), update=True) == []
    assert archive.export() == before


@pytest.mark.parametrize("update", [False, True])
def test_finer_date_refines_and_coarser_says_nothing_new(read, update):
    for said, held in [
        ("2007", "2007"),
        ("2007-03", "2007-03"),
        ("2007", "2007-03"),
        ("2007-03-05", "2007-03-05"),
    ]:
        assert read(meeting(adopted_on=said), update=update) == []
        assert Meeting.objects.get().adopted_on.iso == held


def test_contradiction_is_a_fault_that_names_both(read):
    read(meeting(venue="Palais", adopted_on="2007-03", agenda=[{"title": "One", "decisions": ["A"]}]))
    assert read(
        meeting(
            venue="Palace",
            adopted_on="2007-04",
            agenda=[{"title": "Two", "decisions": ["B"], "actions": [{"text": "new"}]}],
        )
    ) == [
        'meetings[0].venue: "Palace" contradicts "Palais" in the portal',
        'meetings[0].adopted_on: "2007-04" contradicts "2007-03" in the portal',
        'meetings[0].agenda[0].title: "Two" contradicts "One" in the portal',
        'meetings[0].agenda[0].decisions[0]: "B" contradicts "A" in the portal',
    ]


def test_update_lets_the_file_win(read):
    read(meeting(venue="Palais", adopted_on="2007-03-05", agenda=[{"title": "One", "decisions": ["A", "B"]}]))
    history = LogEntry.objects.count()
    assert read(meeting(venue="Palace", agenda=[{"title": "Two", "decisions": ["C"]}]), update=True) == []
    [found] = Meeting.objects.all()
    assert found.venue == "Palace"
    assert found.adopted_on.iso == "2007-03-05"
    assert list(found.agenda.get().decisions.values_list("text", flat=True)) == ["C", "B"]
    assert LogEntry.objects.count() == history + 3


def test_video_address_says_more_than_true(read):
    address = "https://example.org/1"
    for video in (True, address, True):
        assert read(meeting(video=video)) == []
    assert Meeting.objects.get().video_address == address
    [line] = read(meeting(video="https://example.org/2"))
    assert line.startswith("meetings[0].video: ")


def test_owner_of_an_action_moves_between_agency_and_office_only_by_update(read):
    def action(agency):
        return meeting(agenda=[{"title": "One", "actions": [{"text": "Write", "agency": agency}]}])

    read({"agencies": AGENCIES}, action("chair"))
    [line] = read(action("ILO"))
    assert line == 'meetings[0].agenda[0].actions[0].agency: "ILO" contradicts "chair" in the portal'
    for owner in ("ILO", "secretariat"):
        assert read(action(owner), update=True) == []
        assert Meeting.objects.get().agenda.get().actions.get().owner == owner.replace("sec", "the sec")


def test_false_and_unknown_differ(read):
    def action(**done):
        return meeting(agenda=[{"title": "One", "actions": [{"text": "Write", **done}]}])

    read(action())
    assert read(action(done=False)) == []
    [line] = read(action(done=True))
    assert "true contradicts false" in line


def test_capacity_that_is_not_said_is_the_chairs(read):
    read({"agencies": AGENCIES, "chairmanships": [TERM]})
    assert Chairmanship.objects.get().capacity == "chair"
    assert read({"chairmanships": [{**TERM, "capacity": "chair"}]}) == []
    [line] = read({"chairmanships": [{**TERM, "capacity": "interim"}]})
    assert line == 'chairmanships[0].capacity: "interim" contradicts "chair" in the portal'
    assert read({"chairmanships": [{**TERM, "capacity": "interim"}]}, update=True) == []
    assert read({"chairmanships": [TERM]}) == []
    assert Chairmanship.objects.get().capacity == "interim"


def test_references_without_order_grow(read, term):
    def document(*contributors):
        return {
            "documents": [
                {"title": "A", "kind": "report", "term": "iom-2007-01", "contributors": list(contributors)}
            ]
        }

    read({"agencies": [{"acronym": "ILO", "name": "Labour"}]})
    read(document("ILO"))
    history = LogEntry.objects.count()
    assert read(document("IOM")) == []
    assert LogEntry.objects.count() == history + 1
    assert read(document("IOM", "ILO", "IOM")) == []
    assert LogEntry.objects.count() == history + 1
    assert json.loads(archive.export())["documents"][0]["contributors"] == ["ILO", "IOM"]


def test_part_moves_to_another_whole_only_by_update(read):
    one, other = {"acronym": "A", "name": "a"}, {"acronym": "B", "name": "b"}
    read({"agencies": [{**one, "parts": ["P"]}, other]})
    move = {"agencies": [{**other, "parts": ["P"]}]}
    assert read(move) == ['agencies[0].parts[0]: "B" contradicts "A" in the portal']
    assert read(move, update=True) == []
    assert Agency.objects.get(acronym="P").part_of.acronym == "B"


def test_part_gets_a_name_of_its_own_and_stays_a_part(read):
    read({"agencies": [{"acronym": "A", "name": "a", "parts": ["P"]}]})
    assert read({"agencies": [{"acronym": "P", "name": "p"}]}) == []
    assert Agency.objects.filter(acronym="P", name="p", part_of__acronym="A").count() == 1


def test_positions_are_kept_where_the_portal_has_gaps(read):
    read(meeting(agenda=[{"title": title} for title in "ABC"]))
    items = Meeting.objects.get().agenda
    items.get(title="A").delete()
    assert read(meeting(agenda=[{"title": title} for title in "BCD"])) == []
    assert list(items.values_list("position", "title")) == [(1, "B"), (2, "C"), (3, "D")]


# identity


def test_identity_is_strict(read):
    read(meeting())
    for more in (
        {"kind": "regular"},
        {"time": "10:00"},
        {"time": "00:00"},
        {"city": "Geneva"},
        {"date": "2007-02"},
    ):
        assert read(meeting(**more)) == []
    assert Meeting.objects.count() == 6
    assert read(meeting(timezone="Europe/Zurich")) == []
    assert Meeting.objects.count() == 6


def test_time_of_the_portal_counts_by_minutes(read):
    factories.meeting("2007-02-01", time="10:00:30")
    assert read(meeting(time="10:00", venue="Palais")) == []
    assert Meeting.objects.get().venue == "Palais"


def application(**said):
    return {"applications": [{"applicant": "UNESCO", **said}]}


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ({"received": "2007-02"}, {"received": "2007-02"}, 1),
        ({"received": "2007-02"}, {"received": "2007-02", "term": "iom-2007-01"}, 1),
        ({"term": "iom-2007-01"}, {"term": "iom-2007-01"}, 1),
        ({"term": "iom-2007-01"}, {"term": "iom-2007-01", "received": "2007-02"}, 1),
        ({"term": "iom-2007-01", "received": "2007"}, {"term": "iom-2007-01", "received": "2007-02"}, 1),
        ({"term": "iom-2007-01", "received": "2007-02"}, {"term": "iom-2007-01", "received": "2007-03"}, 2),
        ({"received": "2007"}, {"received": "2007-02"}, 2),
        ({"received": "2007-02"}, {"term": "iom-2007-01"}, 2),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_application_is_one_by_its_date_or_by_its_term(read, term, first, second, count, at_once):
    whole = set()
    for one, other in [(first, second), (second, first)]:
        if at_once:
            assert read(application(**one), application(**other)) == []
        else:
            assert read(application(**one)) == []
            assert read(application(**other)) == []
        assert Application.objects.count() == count
        whole.add(archive.export())
        emptied()
        factories.term("IOM")
    assert len(whole) == 1


def test_application_that_could_be_several_is_a_fault(read, term):
    read(
        application(term="iom-2007-01", received="2007-02"),
        application(term="iom-2007-01", received="2007-03"),
    )
    assert read(application(term="iom-2007-01", outcome="declined")) == [
        "applications[0]: could be any of 2 applications in the portal"
    ]


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


def names_in_archive(term, key, name="title"):
    return [entry[name] for entry in json.loads(archive.export(term)).get(key, ())]


def test_terms_archive_holds_what_belongs_to_it(read, term):
    later = factories.term("ILO", "2007-07-01", "2007-12-31", capacity="co-chair")
    also = factories.term("WHO", "2007-07-01", "2007-12-31", capacity="co-chair")
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


def test_speaker_of_an_event_moves_between_agency_and_troika_only_by_update(read, term):
    def event(speaker):
        return {"events": [{"kind": "statement", "date": "2007-02", "forum": "GA", "delivered_by": speaker}]}

    read({"agencies": AGENCIES[1:]}, event("ILO"))
    assert read(event("troika")) == ['events[0].delivered_by: "troika" contradicts "ILO" in the portal']
    for speaker in ("troika", "IOM"):
        assert read(event(speaker), update=True) == []
        assert Event.objects.get().speaker == speaker.replace("troika", "the troika")


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
