"""Every fault is told on its own line, with its place, and nothing is written."""

import json

import pytest

from agencies.models import Agency
from foundation.archive import Refused
from foundation.archive import faults as archive_faults
from foundation.archive.parsing import LARGEST, LONGEST
from tests.foundation.archive.rich import rich
from tests.foundation.archive.tools import faults, file

pytestmark = pytest.mark.django_db

GONE = object()


def changed(path: str, value) -> dict:
    """The rich archive with one value changed, added or taken out."""
    data = rich()
    *way, last = [
        int(step) if step.isdigit() else step for step in path.replace("]", "").replace("[", ".").split(".")
    ]
    place = data
    for step in way:
        place = place[step]
    if value is GONE:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return data


SAME_MONTH = {"agency": "RC", "from": "2007-01-02", "to": "2007-01-03", "capacity": "interim"}

# What is changed, to what, the place of the fault when it is another, and a word of it.
TABLE = [
    # the file
    ("format", "gmg-archive/2", None, "must be"),
    ("format", GONE, None, "is missing"),
    ("format", 1, None, "must be"),
    ("title", GONE, None, "is missing"),
    ("title", " ", None, "is empty"),
    ("title", None, None, "must be a text"),
    ("title", "x" * 501, None, "too long"),
    ("source", 7, None, "must be a text"),
    ("source", "a\0", None, "NUL"),
    ("colour", "red", None, "not known"),
    ("not a\nname", "red", '"not a\\nname"', "not known"),
    ("meetings", {}, None, "must be a list"),
    ("meetings", None, None, "must be a list"),
    ("meetings[4]", [], None, "must be an object"),
    ("meetings[4]", "2007", None, "must be an object"),
    # keys
    ("agencies[0].colour", "red", None, "not known"),
    ("meetings[0].agenda[0].colour", "red", None, "not known"),
    ("meetings[0].agenda[0].actions[1].colour", "red", None, "not known"),
    ("agencies[1].part_of", "RC", None, "not known"),
    ("meetings[0].position", 1, None, "not known"),
    ("agencies[4].names[0].colour", "red", None, "not known"),
    ("group[0].colour", "red", None, "not known"),
    # what is required
    ("group[1].name", GONE, None, "is missing"),
    ("agencies[4].names[1]", {"from": "1974"}, None, "neither a name nor an acronym"),
    ("agencies[2].acronym", GONE, None, "is missing"),
    ("agencies[2].name", GONE, None, "is missing"),
    ("agencies[2].name", "", None, "is empty"),
    ("agencies[2].name", " \n", None, "is empty"),
    ("agencies[2].name", None, None, "must be a text, not null"),
    ("memberships[0].from", GONE, None, "is missing"),
    ("chairmanships[0].to", GONE, None, "is missing"),
    ("chairmanships[1].achievements[0].level", GONE, None, "is missing"),
    ("chairmanships[1].challenges[0].text", "", None, "is empty"),
    ("meetings[1].level", GONE, None, "is missing"),
    ("meetings[1].date", GONE, None, "is missing"),
    ("meetings[0].guests[1].organization", GONE, None, "is missing"),
    ("meetings[0].attendance[1].agency", "", None, "is empty"),
    ("meetings[0].agenda[1].title", GONE, None, "is missing"),
    ("meetings[0].agenda[0].decisions[1]", "", None, "is empty"),
    ("meetings[0].agenda[0].actions[3].text", GONE, None, "is missing"),
    ("events[2].kind", GONE, None, "is missing"),
    ("documents[3].kind", GONE, None, "is missing"),
    ("documents[3].title", "", None, "is empty"),
    ("documents[0].shared_with[1]", " ", None, "is empty"),
    ("applications[3].applicant", GONE, None, "is missing"),
    ("workplan[3].title", GONE, None, "is missing"),
    ("workplan[0].outputs[0]", "", None, "is empty"),
    # kinds of values
    ("agencies[0].name", 1, None, "must be a text"),
    ("agencies[0].name", ["ILO"], None, "must be a text, not a list"),
    ("agencies[3].parts", "ECE", None, "must be a list"),
    ("agencies[3].parts[1]", 1, None, "must be a text"),
    ("agencies[3].parts[1]", " ", None, "is empty"),
    ("documents[0].contributors[1]", True, None, "must be a text"),
    ("meetings[0].agenda[0].decisions", "To go on", None, "must be a list"),
    ("meetings[0].agenda[0].decisions[0]", {"text": "To go on"}, None, "must be a text, not an object"),
    ("meetings[0].agenda[0].purposes", 1, None, "must be a list"),
    ("meetings[0].agenda[0].purposes[0]", 0, None, "from 1 to 12"),
    ("meetings[0].agenda[0].purposes[0]", 13, None, "from 1 to 12"),
    ("meetings[0].agenda[0].purposes[0]", True, None, "from 1 to 12"),
    ("meetings[0].agenda[0].purposes[0]", 1.0, None, "from 1 to 12"),
    ("meetings[0].agenda[0].purposes[0]", "1", None, "from 1 to 12"),
    ("meetings[0].agenda[0].purposes[0]", 10**25, None, "from 1 to 12"),
    ("meetings[0].agenda[0].actions[0].done", 0, None, "true or false"),
    ("meetings[0].attendance[0].present", "true", None, "true or false"),
    ("meetings[1].video", False, None, "true or an address"),
    ("meetings[1].video", 1, None, "true or an address"),
    ("events[0].troika", "IOM", None, "must be a list"),
    # texts
    ("meetings[0].city", "Gen\0eva", None, "NUL"),
    ("meetings[0].city", "\ud800", None, "lone surrogate"),
    ("meetings[0].agenda[0].decisions[0]", "x\udfff", None, "lone surrogate"),
    ("agencies[2].acronym", "W" * 41, None, "41 characters, where 40"),
    ("agencies[0].name", "W" * 301, None, "too long"),
    ("agencies[0].mandate", "W" * 20_001, None, "too long"),
    ("agencies[3].parts[0]", "W" * 41, None, "too long"),
    ("meetings[0].title", "W" * 501, None, "too long"),
    ("meetings[0].agenda[0].minutes", "W" * 100_001, None, "too long"),
    ("meetings[0].agenda[0].decisions[0]", "W" * 20_001, None, "too long"),
    ("documents[0].address", "http://example.org/" + "w" * 2000, None, "too long"),
    # choices
    ("memberships[0].basis", "friend", None, "none of"),
    ("chairmanships[0].capacity", "boss", None, "none of"),
    ("chairmanships[1].achievements[0].level", "local", None, "none of"),
    ("meetings[1].level", "Principals", None, "none of"),
    ("meetings[1].kind", "", None, "none of"),
    ("meetings[1].minutes", "signed", None, "none of"),
    ("events[2].kind", "speech", None, "none of"),
    ("documents[3].kind", "poem", None, "none of"),
    ("documents[3].state", "lost", None, "none of"),
    ("applications[3].outcome", "eaten", None, "none of"),
    ("workplan[3].status", ["done"], None, "must be a text"),
    # dates, hours, zones, addresses
    ("meetings[1].date", "2007-02-30", None, "does not exist"),
    ("meetings[1].date", "2007-13", None, "does not exist"),
    ("meetings[1].date", "2007-00", None, "is not a date"),
    ("meetings[1].date", "0000", None, "does not exist"),
    ("meetings[1].date", "2007-2-3", None, "is not a date"),
    ("meetings[1].date", "2007-02-03T10:00", None, "is not a date"),
    ("meetings[1].date", "２００７", None, "is not a date"),
    ("meetings[1].date", 2007, None, "must be a text"),
    ("memberships[0].to", "1900-02-29", None, "does not exist"),
    ("chairmanships[0].from", "2006-07", None, "whole date"),
    ("chairmanships[0].to", "2006", None, "whole date"),
    ("chairmanships[0].to", "2006-12-32", None, "does not exist"),
    ("applications[0].considered[1]", "soon", None, "is not a date"),
    ("meetings[0].agenda[0].actions[0].due", "", None, "is not a date"),
    ("meetings[0].time", "24:00", None, "not an hour"),
    ("meetings[0].time", "9:30", None, "not an hour"),
    ("meetings[0].time", "09:30:00", None, "not an hour"),
    ("meetings[0].timezone", "Europe/Geneva", None, "not a time zone"),
    ("meetings[0].timezone", "../etc/passwd", None, "not a time zone"),
    ("meetings[0].timezone", "Europe", None, "not a time zone"),
    ("agencies[0].country", "Switzerland", None, "too long"),
    ("agencies[0].country", "ch", None, "two capital letters"),
    ("agencies[0].country", "C\n", None, "two capital letters"),
    ("agencies[0].website", "www.ilo.org", None, "not an http or https address"),
    ("agencies[0].website", "ftp://ilo.org/", None, "not an http or https address"),
    ("documents[0].address", "javascript:alert(1)", None, "not an http or https address"),
    ("documents[0].address", "http://", None, "not an http or https address"),
    ("meetings[0].video", "skype", None, "not an http or https address"),
    # what is referred to
    ("memberships[3].agency", "rc", None, "not a known agency"),
    ("chairmanships[1].coordinated_by", "ESC", None, "not a known agency"),
    ("meetings[0].term", "rc-2007-02", None, "not a known term"),
    ("meetings[0].attendance[1].agency", "chair", None, "not a known agency"),
    ("meetings[0].agenda[0].proposed_by", "WHO", None, "not a known agency"),
    ("meetings[0].agenda[0].actions[1].agency", "troika", None, "not a known agency"),
    ("events[0].delivered_by", "chair", None, "not a known agency"),
    ("events[0].troika[2]", "WHO", None, "not a known agency"),
    ("events[0].document", "Another", None, "not a known document"),
    ("documents[0].lead", "WHO", None, "not a known agency"),
    ("documents[0].contributors[2]", "WHO", None, "not a known agency"),
    ("documents[0].origin", "WHO", None, "not a known term"),
    ("documents[1].term", "nobody", None, "not a known term"),
    ("workplan[0].partners[0]", "WHO", None, "not a known agency"),
    ("applications[3].term", "rc-2007", None, "not a known term"),
    # what cannot be told, or belongs nowhere
    ("documents[3].date", GONE, "documents[3].term", "the file has not one term"),
    ("applications[3].received", GONE, "applications[3].term", "the file has not one term"),
    ("workplan[3].term", GONE, None, "the file has not one term"),
    ("events[0].document", "Twin", None, "not a known document"),
    # the whole
    ("agencies[7]", {"acronym": "ILO", "name": "Another"}, None, "same agency as agencies[0]"),
    ("agencies[7]", {"acronym": "World-Bank", "name": "A"}, "agencies[7].acronym", "too like"),
    ("agencies[7]", {"acronym": "chair", "name": "A"}, "agencies[7].acronym", "meaning of its own"),
    # names
    ("agencies[4].names", {}, None, "must be a list"),
    ("agencies[4].names[0].from", "1999", "agencies[4].names[0].to", "before the start"),
    ("agencies[4].names[0].to", "1980", "agencies[4].names", "are names at one time"),
    ("agencies[4].names[1].acronym", "UNESCAP", "agencies[4].names", "is not that of"),
    ("agencies[4].names[2].language", 7, None, "must be a text"),
    ("agencies[6].names[0].to", GONE, "agencies[6].names[0].merged_into", "needs the date"),
    ("agencies[6].names[0].merged_into", "UNW", None, "not a known agency"),
    ("group[0].to", "2010", None, "contradicts"),
    ("group[2].article", "l" * 11, None, "too long"),
    ("agencies[0].parts", ["ESCAP"], "agencies[3].parts[2]", "contradicts"),
    ("agencies[3].parts[3]", "RC", None, "part of itself"),
    ("agencies[4].parts", ["ILO"], "agencies[4].parts[0]", "is itself part of another"),
    ("memberships[4]", {"agency": "RC", "from": "2008-02-29"}, None, "same membership as memberships[3]"),
    ("memberships[0].to", "2003-03", None, "before the start"),
    ("memberships[1].to", "2010-02-28", None, "before the start"),
    ("memberships[0].to", "2010-03-01", "memberships[1]", "member then already"),
    ("memberships[0].to", GONE, "memberships[1]", "member then already"),
    ("chairmanships[1].to", "2006-12-31", None, "before the start"),
    ("chairmanships[0].capacity", "co-chair", None, None),
    ("chairmanships[2].capacity", "chair", None, None),
    ("chairmanships[3].capacity", "chair", None, None),
    ("chairmanships[4]", {"agency": "ILO", "from": "2007-06-30", "to": "2007-07-01"}, None, "RC is chair"),
    ("chairmanships[4]", SAME_MONTH, "chairmanships[4].from", "rc-2007-01"),
    ("meetings[4]", {"level": "working", "date": "2007-02"}, None, "same meeting as meetings[3]"),
    ("events[4]", {"kind": "contribution", "date": "2007", "forum": "GFMD"}, None, "same event as events[1]"),
    ("applications[4]", {"applicant": "UNITAR", "received": "2007-02"}, None, "same application"),
    ("workplan[4]", {"title": "Handbook", "from": "2007-02", "lead": "ILO"}, None, "same activity"),
    ("workplan[0].to", "2007-01", None, "before the start"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "place", "words"), TABLE)
def test_fault_is_told_with_its_place(tmp_path, path, value, place, words):
    found = faults(file(tmp_path / "a.json", changed(path, value)))
    if words is None:
        assert found == []
    else:
        assert len(found) == 1, found
        assert found[0].startswith(f"{place or path}: "), found
        assert words in found[0]
        assert not Agency.objects.exists()


def test_rich_archive_has_no_fault(tmp_path):
    assert faults(file(tmp_path / "a.json", rich())) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON: "),
        (b'{"format": "gmg-archive/1"} x', "is not JSON: Extra data (line 1, column 29)"),
        (b"\xff\xfe{\x00}\x00", "is not UTF-8"),
        ('{"title": "Genève"}'.encode("latin-1"), "is not UTF-8"),
        (b"\xed\xa0\x80", "is not UTF-8"),
        (b"[" * 100_000, "too deep"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "too deep"),
        (b'{"a": NaN}', "is not JSON: NaN"),
        (b'{"a": [-Infinity]}', "is not JSON: -Infinity"),
        (b'{"a": "\n"}', "is not JSON"),
        (b"[]", "is not an archive"),
        (b'"gmg-archive/1"', "is not an archive"),
        (b"null", "is not an archive"),
        (b" " * (LARGEST + 1), "is larger than 20 MB"),
        (b'{"meetings": [' + b"{}, " * LONGEST + b"{}]}", "is too long"),
        (b'{"meetings": [{"agenda": [' + b"{}, " * LONGEST + b"{}]}]}", "is too long"),
    ],
)
def test_file_that_is_no_archive_is_refused(tmp_path, data, words):
    path = tmp_path / "a.json"
    path.write_bytes(data)
    found = faults(path)
    assert len(found) == 1
    assert found[0].startswith(f"{path}: ")
    assert words in found[0]


def test_number_of_thousands_of_digits_is_a_fault_of_its_key(tmp_path):
    text = json.dumps(rich()).replace('"Europe/Zurich"', "9" * 5000)
    (tmp_path / "a.json").write_text(text)
    [line] = faults(tmp_path / "a.json")
    assert line.startswith("meetings[0].timezone: must be a text, not ")


def test_file_of_the_largest_size_is_read(tmp_path):
    data = json.dumps(rich()).encode()
    (tmp_path / "a.json").write_bytes(data + b" " * (LARGEST - len(data)))
    assert faults(tmp_path / "a.json") == []


def test_byte_order_mark_is_allowed(tmp_path):
    (tmp_path / "a.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(rich()).encode())
    assert faults(tmp_path / "a.json") == []


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ('"title": "Everything', '"title": "x", "title": "Everything', "title"),
        ('"agencies": [', '"agencies": [], "agencies": [', "agencies"),
        ('"city": "Geneva"', '"city": "Geneva", "city": 5', "meetings[0].city"),
        ('"title": "AOB"', '"title": "AOB", "title": "AOB"', "meetings[0].agenda[1].title"),
        ('"text": "Keep"', '"text": "Keep", "text": "Keep"', "meetings[0].agenda[0].actions[2].text"),
        ('"text": "Short"', '"text": "Short", "text": "Short"', "chairmanships[1].challenges[0].text"),
    ],
)  # fmt: skip
def test_key_given_twice_is_a_fault_at_its_place(tmp_path, before, after, place):
    text = json.dumps(rich())
    assert text.count(before) == 1
    (tmp_path / "a.json").write_text(text.replace(before, after))
    assert faults(tmp_path / "a.json") == [f"{place}: is given twice"]


def test_all_faults_of_all_files_are_told_in_one_go(tmp_path):
    one, other = changed("meetings[0].time", "noon"), {"agencies": [{"acronym": "WHO"}], "colour": 1}
    one["documents"][3]["state"] = "lost"
    one["workplan"][0]["lead"] = "UNU"
    paths = [file(tmp_path / "a.json", one), file(tmp_path / "b.json", **other), tmp_path / "c.json"]
    found = faults(*paths)
    a, b, c = paths
    assert [": ".join(line.split(": ")[:2]) for line in found[:4]] == [
        f"{a}: meetings[0].time",
        f"{a}: documents[3].state",
        f"{b}: colour",
        f"{b}: agencies[0].name",
    ]
    assert found[4:] == [f"{c}: cannot be read: No such file or directory"]


def test_unknown_reference_is_told_beside_other_faults(tmp_path):
    data = changed("meetings[0].time", "noon")
    data["workplan"][0]["lead"] = "UNU"
    assert [line.split(": ")[0] for line in faults(file(tmp_path / "a.json", data))] == [
        "meetings[0].time",
        "workplan[0].lead",
    ]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("agencies[1].name", ""),
        ("agencies[1].acronym", 5),
        ("agencies[3].acronym", "R" * 41),
        ("agencies[3].parts[0]", 7),
        ("chairmanships[1].to", "2007-06-31"),
        ("chairmanships[1].from", "2007-01-32"),
        ("chairmanships[1].capacity", "boss"),
        ("documents[0].kind", "poem"),
        ("chairmanships", "none"),
        ("agencies", {}),
        ("documents", 5),
        ("memberships[0].to", "x"),
    ],
)
def test_faulty_entry_makes_no_false_fault_elsewhere(tmp_path, path, value):
    found = faults(file(tmp_path / "a.json", changed(path, value)))
    assert len(found) == 1
    assert found[0].startswith(f"{path}: ")


def test_faults_are_cut_where_they_are_absurdly_many(tmp_path, monkeypatch):
    monkeypatch.setattr(archive_faults, "MOST", 100)
    found = faults(file(tmp_path / "a.json", {"meetings": [{}] * 1000}))
    assert len(found) == 101
    assert "not looked at" in found[-1]


def test_fault_stays_on_one_line(tmp_path):
    data = changed("meetings[0].city", "x" * 400 + "\u2028\n")
    data["meetings"][0]["kind"] = "a\u2028b\nc\u0085\ud800" + "x" * 1000
    found = faults(file(tmp_path / "a.json", data))
    assert len(found) == 2
    assert all(len(line.splitlines()) == 1 and len(line) < 300 and line.isprintable() for line in found)


def test_error_says_every_line():
    refused = Refused(["a: 1", "b: 2"])
    assert str(refused) == "a: 1\nb: 2"


def test_file_of_another_format_makes_no_false_fault_in_others(tmp_path):
    other = file(tmp_path / "a.json", {"format": "gmg-archive/2", "agencies": [{"acronym": "WHO"}]})
    found = faults(other, file(tmp_path / "b.json", memberships=[{"agency": "WHO", "from": "2010"}]))
    assert found == [f'{other}: format: must be "gmg-archive/1", not "gmg-archive/2"']
