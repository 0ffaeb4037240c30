"""The real record of the Group: read whole, read twice, written and read again."""

import json
from pathlib import Path

import pytest
from auditlog.models import LogEntry

from agencies.models import Agency, Application, Membership
from chairmanship.models import Chairmanship, Event
from documents.models import Document
from foundation import archive
from meetings.models import Guest, Meeting
from tests.foundation.archive.tools import emptied

DEMO = Path(__file__).resolve().parents[3] / "gmg_portal" / "demo"
FILES = [DEMO / "gmg-history.json", DEMO / "iom-2007.json"]
# The same term as it was first written, when institutional work had no kinds of its own.
BEFORE = Path(__file__).resolve().parent / "iom-2007.json"

pytestmark = pytest.mark.django_db


def test_real_record_is_read_whole():
    archive.read(FILES)
    assert Agency.objects.whole().count() == 18
    assert set(Agency.objects.exclude(part_of=None).values_list("acronym", "name", "part_of__acronym")) == {
        (acronym, "", "Regional Commissions") for acronym in ("ECA", "ECE", "ECLAC", "ESCAP", "ESCWA")
    }
    assert Membership.objects.count() == 18
    assert Chairmanship.objects.count() == 20
    assert Meeting.objects.count() == 6
    assert Guest.objects.count() == 4
    assert Event.objects.count() == 5
    assert Document.objects.count() == 14
    assert Application.objects.count() == 3


def test_real_record_read_twice_changes_nothing():
    archive.read(FILES)
    before, history = archive.export(), LogEntry.objects.count()
    tallies = archive.read(FILES)
    assert archive.export() == before
    assert LogEntry.objects.count() == history
    assert sum(tally.unchanged for tally in tallies) == 89
    assert not any(tally.new or tally.changed for tally in tallies)


def test_record_from_before_the_later_kinds_is_read_and_says_no_more_than_other():
    archive.read([FILES[0], BEFORE])
    assert Document.objects.filter(kind="other").count() == 4
    assert Document.objects.count() == 14


@pytest.mark.parametrize("files", [[FILES[0], BEFORE, FILES[1]], [FILES[0], FILES[1], BEFORE]])
def test_later_kind_is_the_finer_one_whatever_is_read_first(files):
    for file in files:
        archive.read([file])
    found = Document.objects.filter(kind__in=["website", "criteria", "schedule"]).values_list("kind", "title")
    assert set(found) == {
        ("website", "GMG website"),
        ("criteria", "Criteria for the admission of new members"),
        ("schedule", "Schedule of GMG meetings"),
    }
    assert Document.objects.count() == 14
    assert archive.export() == archive.preview(FILES)


def test_later_kind_and_another_kind_stay_two_documents(tmp_path):
    one = {"title": "Rules", "term": "iom-2007-01"}
    file = tmp_path / "two.json"
    file.write_text(
        json.dumps(
            {
                "format": "gmg-archive/1",
                "title": "Two",
                "documents": [one | {"kind": "working methods"}, one | {"kind": "template"}],
            }
        )
    )
    archive.read([*FILES, file])
    assert Document.objects.filter(title="Rules").count() == 2


def test_real_record_is_the_same_in_any_order_of_files():
    assert archive.preview(FILES) == archive.preview(FILES[::-1])


def test_real_record_goes_round(tmp_path):
    archive.read(FILES)
    whole = archive.export()
    terms = {term.slug: archive.export(term) for term in Chairmanship.objects.all()}
    assert len(terms) == 20
    for slug, data in terms.items():
        emptied()
        file = tmp_path / f"{slug}.json"
        file.write_bytes(data)
        archive.read([file])
        assert archive.export(Chairmanship.objects.by_slug(slug)) == data
    emptied()
    file = tmp_path / "all.json"
    file.write_bytes(whole)
    archive.read([file])
    assert archive.export() == whole
