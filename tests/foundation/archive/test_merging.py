"""One entry in a file and in the portal: what is filled, what contradicts, and when two are the same."""

import json

import pytest
from auditlog.models import LogEntry

from agencies.models import Agency, Application
from chairmanship.models import Chairmanship, Event
from foundation import archive
from meetings.models import Meeting
from tests import factories
from tests.foundation.archive.entries import AGENCIES, TERM, application, meeting
from tests.foundation.archive.tools import emptied

pytestmark = pytest.mark.django_db


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


def test_text_is_the_same_whatever_the_ids_of_its_blocks(read):
    said = (
        '<p data-id="ours">Said.</p><ul data-id="list"><li data-id="item"><p data-id="para">One</p></li></ul>'
    )
    plain = '<p data-id="first">Said.</p><p data-id="second">Heard.</p>'
    titles = [{"title": "A"}, {"title": "B"}]
    read(meeting(agenda=titles))
    [found] = Meeting.objects.all()
    for item, text in zip(found.agenda.all(), (said, plain), strict=True):
        found.agenda.filter(pk=item.pk).update(minutes=text)
    theirs = [
        {"title": "A", "minutes": "<p>Said.</p><ul><li>One</li></ul>"},
        {"title": "B", "minutes": "Said.\n\nHeard."},
    ]
    assert read(meeting(agenda=theirs)) == []
    assert list(found.agenda.values_list("minutes", flat=True)) == [said, plain]
    theirs[1]["minutes"] = "Said."
    [fault] = read(meeting(agenda=theirs))
    assert fault == ('meetings[0].agenda[1].minutes: "Said." contradicts "Said.\\n\\nHeard." in the portal')


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


def test_speaker_of_an_event_moves_between_agency_and_troika_only_by_update(read, term):
    def event(speaker):
        return {"events": [{"kind": "statement", "date": "2007-02", "forum": "GA", "delivered_by": speaker}]}

    read({"agencies": AGENCIES[1:]}, event("ILO"))
    assert read(event("troika")) == ['events[0].delivered_by: "troika" contradicts "ILO" in the portal']
    for speaker in ("troika", "IOM"):
        assert read(event(speaker), update=True) == []
        assert Event.objects.get().speaker == speaker.replace("troika", "the troika")
