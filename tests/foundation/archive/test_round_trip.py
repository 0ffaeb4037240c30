"""What the format holds is written and read again with nothing lost."""

import copy
import json

import pytest
from auditlog.models import LogEntry

from agencies.models import Membership
from chairmanship.models import Chairmanship, Event
from documents.models import Document, EventDocument
from foundation import archive
from foundation.archive.lists import lists
from tests import factories
from tests.foundation.archive.rich import rich
from tests.foundation.archive.tools import emptied

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(tmp_path):
    def read(data, **options):
        file = tmp_path / "read.json"
        file.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
        return archive.read([file], **options)

    return read


def in_order(value):
    """An archive with its lists of entries and of references in one order, to be compared."""
    value = copy.deepcopy(value)
    for entries in lists():
        value[entries.name].sort(key=lambda entry: json.dumps(entry, sort_keys=True))
    for entry in value["agencies"] + value["documents"] + value["workplan"]:
        for key in ("parts", "contributors", "partners"):
            if key in entry:
                entry[key].sort()
    return value


def keys_of(shape):
    yield from (key.name for key in shape.order if not key.hidden)


def test_rich_archive_uses_every_key_of_every_list():
    archived = rich()
    for entries in lists():
        used = {name for entry in archived[entries.name] for name in entry}
        assert used == set(keys_of(entries.shape)), entries.name


def test_rich_archive_comes_back_whole(read):
    read(rich())
    written = json.loads(archive.export())
    expected = rich()
    del expected["source"], expected["title"], written["title"]
    assert in_order(written) == in_order(expected)


def test_rich_archive_goes_round_byte_for_byte(read):
    read(rich())
    whole = archive.export()
    terms = {term.slug: archive.export(term) for term in Chairmanship.objects.all()}
    emptied()
    read(whole)
    assert archive.export() == whole
    assert len(terms) == 4
    for slug, data in terms.items():
        emptied()
        read(data)
        assert archive.export(Chairmanship.objects.by_slug(slug)) == data, slug


def test_rich_archive_read_twice_changes_nothing_in_the_history_either(read):
    read(rich())
    before, history = archive.export(), LogEntry.objects.count()
    assert history > 60
    read(rich())
    read(rich(), update=True)
    read(before)
    assert (archive.export(), LogEntry.objects.count()) == (before, history)


def test_terms_archive_is_read_into_a_full_portal_without_a_change(read):
    read(rich())
    history = LogEntry.objects.count()
    for term in Chairmanship.objects.all():
        read(archive.export(term))
    assert LogEntry.objects.count() == history


def test_archive_is_written_in_one_form(read):
    read(rich())
    text = archive.export(Chairmanship.objects.by_slug("rc-2007-01")).decode()
    written = json.loads(text)
    assert text == json.dumps(written, ensure_ascii=False, indent=2) + "\n"
    assert list(written) == [
        "format",
        "title",
        "agencies",
        "memberships",
        "chairmanships",
        "meetings",
        "events",
        "documents",
        "applications",
        "workplan",
    ]
    assert written["title"] == "The RC chairmanship, January to June 2007"
    assert "“für alle”" in text
    assert [agency["acronym"] for agency in written["agencies"]] == [
        "ESCAP",
        "ILO",
        "IOM",
        "RC",
        "World Bank",
    ]
    assert written["agencies"][3]["parts"] == ["ECA", "ECE", "ESCAP"]
    assert list(written["meetings"][-1]["agenda"][0]) == [
        "title",
        "proposed_by",
        "purposes",
        "restricted",
        "summary",
        "minutes",
        "decisions",
        "actions",
    ]
    assert "null" not in text
    assert '""' not in text


def test_archive_does_not_depend_on_the_order_of_keys_in_the_database(read):
    backwards = {
        name: value[::-1] if isinstance(value, list) else value for name, value in reversed(rich().items())
    }
    read(rich())
    before = archive.export()
    emptied()
    read(backwards)
    assert archive.export() == before


def test_terms_archive_holds_no_more_of_another_term_than_its_chair_and_days(read):
    read(rich())
    written = json.loads(archive.export(Chairmanship.objects.by_slug("iom-2006-07")))
    assert [document["title"] for document in written["documents"]] == ["Statement"]
    assert written["chairmanships"] == [
        {"agency": "IOM", "from": "2006-07-01", "to": "2006-12-31", "capacity": "interim"},
        {"agency": "RC", "from": "2007-01-01", "to": "2007-06-30"},
    ]


def test_terms_archive_names_the_whole_of_a_nameless_part(read):
    read(rich())
    Event.objects.filter(forum="GFMD").update(term=Chairmanship.objects.by_slug("iom-2006-07"))
    written = json.loads(archive.export(Chairmanship.objects.by_slug("iom-2006-07")))
    assert {"ECE"} <= {part for agency in written["agencies"] for part in agency.get("parts", ())}
    assert "ECE" not in {agency["acronym"] for agency in written["agencies"]}


def test_terms_archive_holds_the_memberships_that_touch_it(read):
    read(rich())
    factories.membership("ILO", "2002-01", "2002-12")
    written = json.loads(archive.export(Chairmanship.objects.by_slug("iom-2006-07")))
    assert {(entry["agency"], entry["from"]) for entry in written["memberships"]} == {
        ("ILO", "2003-04"),
        ("World Bank", "2006"),
    }


def test_entry_that_belongs_nowhere_is_not_written(read):
    read(rich())
    before = archive.export(), archive.export(Chairmanship.objects.by_slug("rc-2007-01"))
    lost = Document.objects.create(title="Lost", kind="other", lead=factories.agency("NEW", name="New"))
    event = Event.objects.get(forum="Member States", date="2007-05-02")
    EventDocument.objects.create(event=event, document=lost)
    after = archive.export(), archive.export(Chairmanship.objects.by_slug("rc-2007-01"))
    assert after[1] == before[1]
    assert [agency["acronym"] for agency in json.loads(after[0])["agencies"]].count("NEW") == 1


def test_link_that_a_title_cannot_tell_is_not_written(read):
    read(rich())
    term = Chairmanship.objects.by_slug("rc-2007-01")
    link = EventDocument.objects.get(event__forum="General Assembly")
    link.document = Document.objects.get(kind="report")
    link.save()
    data = archive.export(term)
    assert not any("document" in event for event in json.loads(data)["events"])
    emptied()
    read(data)
    assert archive.export(Chairmanship.objects.by_slug("rc-2007-01")) == data


def test_empty_portal_writes_an_archive_that_can_be_read(read):
    data = archive.export()
    assert list(json.loads(data)) == ["format", "title"]
    read(data)
    assert not Membership.objects.exists()
