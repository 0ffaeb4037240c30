"""The history of an archive is written by the thousand, and says what it would say one by one."""

import json
import re
from contextlib import nullcontext

import pytest
from auditlog.context import set_actor
from auditlog.models import LogEntry
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from foundation import archive
from foundation.archive import recording, saving
from tests import factories
from tests.foundation.archive.rich import rich

pytestmark = pytest.mark.django_db

NOT_COMPARED = {"id", "timestamp", "object_id", "object_pk"}


@pytest.fixture
def read(tmp_path):
    """Reads an archive. Returns what the log then has of it, with the keys of things by their order."""

    def read(data, by, **options):
        file = tmp_path / "read.json"
        file.write_text(json.dumps(data))
        last = LogEntry.objects.count() and LogEntry.objects.latest("pk").pk
        with set_actor(by):
            archive.read([file], **options)
        return list(LogEntry.objects.filter(pk__gt=last).order_by("pk").values())

    return read


def told(entries) -> list[dict]:
    """Returns the entries without keys and moments, which differ from one reading to the next."""
    things: dict[tuple, int] = {}
    return [
        {name: value for name, value in one.items() if name not in NOT_COMPARED}
        | {
            "thing": things.setdefault((one["content_type_id"], one["object_pk"]), len(things)),
            "same": one["object_pk"] == str(one["object_id"]),
            # Some are called by their keys, and PostgreSQL gives no key twice.
            "object_repr": one["object_repr"].removesuffix(f" {one['object_pk']}"),
            "changes": re.sub(
                r'"(\d+|\d{4}-[-0-9]+ [:.0-9]+)"', "#", json.dumps(one["changes"], sort_keys=True)
            ),
        }
        for one in entries
    ]


def test_the_history_is_the_same_as_one_by_one(read, monkeypatch):
    by = factories.admin()
    changed = rich()
    changed["agencies"][0]["name"] = "Another name"
    tries = []
    for is_by_one in (False, True):
        with transaction.atomic():
            if is_by_one:
                monkeypatch.setattr(recording, "in_bulk", nullcontext)
                monkeypatch.setattr(saving, "_insert", lambda model, rows: [row.save() for row in rows])
            tries.append([read(rich(), by), read(changed, by, update=True), read(changed, by)])
            transaction.set_rollback(True)
    (new, changes, again), (new_by_one, changes_by_one, again_by_one) = tries
    assert told(new) == told(new_by_one)
    assert len(new) > 80
    assert told(changes) == told(changes_by_one)
    assert changes
    assert again == again_by_one == []
    assert {one["actor_id"] for one in new} == {by.pk}
    assert {one["actor_email"] for one in new} == {by.email}


def test_it_is_written_in_portions(monkeypatch):
    monkeypatch.setattr(recording, "PORTION", 10)
    with transaction.atomic(), CaptureQueriesContext(connection) as queries, recording.in_bulk():
        for number in range(25):
            Agency.objects.create(acronym=f"X{number}", name=f"Agency {number}")
    logged = [one["sql"] for one in queries if f'INSERT INTO "{LogEntry._meta.db_table}"' in one["sql"]]
    assert len(logged) == 5  # each agency has a name in a row of its own
    found = LogEntry.objects.get_for_model(Agency).order_by("pk")
    assert [one.object_repr for one in found] == [f"X{number}" for number in range(25)]
    assert sorted(found, key=lambda one: one.timestamp) == list(found)


def test_what_fails_leaves_no_record():
    def fails():
        with transaction.atomic(), recording.in_bulk():
            Agency.objects.create(acronym="X", name="Agency")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert not LogEntry.objects.get_for_model(Agency).exists()
    Agency.objects.create(acronym="Y", name="Another")
    assert LogEntry.objects.get_for_model(Agency).count() == 1
