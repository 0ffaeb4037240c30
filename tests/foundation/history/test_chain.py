"""The chain of the history: a later change of an entry, of its place or of the end is found."""

import datetime as dt
import io
from threading import Event

import pytest
from auditlog.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from agencies.people import actions
from agencies.people.removal import REMOVED
from foundation.dates import clock
from foundation.history import chain, checking, leaves
from foundation.history.models import Chain, Seal
from tests.factories import agency, user
from tests.together import at_once

pytestmark = pytest.mark.django_db


def entries(many: int = 5) -> list[LogEntry]:
    """Returns entries about an agency, sealed."""
    changed = agency("UNDP")
    for number in range(many):
        LogEntry.objects.log_create(
            changed, action=LogEntry.Action.UPDATE, changes={"name": [f"Name {number}", f"Name {number + 1}"]}
        )
    chain.seal()
    return list(LogEntry.objects.order_by("pk"))


def verify(*arguments: str) -> str:
    """Returns what the command writes, also if it fails."""
    out = io.StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out)
    except CommandError as error:
        out.write(f"FAILED with {error.returncode}")
    return out.getvalue()


def found() -> list[str]:
    return [one.in_words() for one in checking.check(checking.Found())]


def sql(line: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(line, values)
        assert cursor.rowcount


def test_an_untouched_history_is_whole():
    many = len(entries())
    said = verify()
    assert f"{many} sealed entries; 0 erased fields" in said
    assert said.endswith("Everything is as it was sealed.\n")


def test_sealing_twice_seals_once():
    entries()
    assert Seal.objects.count() == LogEntry.objects.count()
    assert chain.seal() == 0
    assert Seal.objects.count() == LogEntry.objects.count()


def test_sealing_goes_on_in_portions(monkeypatch):
    monkeypatch.setattr(chain, "PORTION", 2)
    entries(7)
    assert Seal.objects.count() == LogEntry.objects.count()
    assert found() == []


def test_entries_that_wait_are_counted_and_told_after_a_day():
    entries()
    one = LogEntry.objects.log_create(
        agency("ILO"), action=LogEntry.Action.UPDATE, changes={"name": ["a", "b"]}
    )
    said = verify()
    assert f"{chain.waiting().count()} entries wait for their seal" in said
    assert "Everything is as it was sealed." in said
    LogEntry.objects.filter(pk=one.pk).update(timestamp=clock.now() - dt.timedelta(days=2))
    assert "Is the worker running?" in verify()


COLUMNS = {
    "changes": '{"name": ["Name 1", "Name X"]}',
    "object_repr": "Another",
    "object_pk": "77",
    "object_id": 77,
    "action": 2,
    "timestamp": "2026-01-01 00:00:00+00:00",
    "actor_email": "somebody@example.org",
    "additional_data": '{"by": "nobody"}',
    "cid": "x",
    "changes_text": "x",
    "serialized_data": "{}",
    "remote_addr": "192.0.2.1",
    "remote_port": 1,
}


@pytest.mark.parametrize("column", COLUMNS)
def test_one_changed_value_is_found(column):
    changed = entries()[2]
    sql(f"UPDATE auditlog_logentry SET {column} = %s WHERE id = %s", COLUMNS[column], changed.pk)
    (said,) = found()
    assert said.startswith(f"Entry {changed.pk} was changed after it was sealed on")


@pytest.mark.parametrize("column", ["actor_id", "content_type_id"])
def test_another_actor_or_kind_is_found(column):
    changed = entries()[2]
    value = {"actor_id": user().pk, "content_type_id": changed.content_type_id + 1}[column]
    chain.seal()
    sql(f"UPDATE auditlog_logentry SET {column} = %s WHERE id = %s", value, changed.pk)
    assert [one.split(" was ")[0] for one in found()] == [f"Entry {changed.pk}"]


def test_every_column_of_an_entry_is_sealed():
    columns = {field.attname for field in LogEntry._meta.concrete_fields} - {"id"}
    assert columns == set(leaves.COLUMNS) == {*COLUMNS, "actor_id", "content_type_id"}


def test_a_removed_entry_is_found():
    removed = entries()[2]
    sql("DELETE FROM auditlog_logentry WHERE id = %s", removed.pk)
    (said,) = found()
    assert said.startswith(f"Entry {removed.pk} was removed after it was sealed on")
    assert "FAILED" in verify()


def test_two_swapped_entries_are_found():
    first, second = entries()[1:3]
    for old, new in ((first.pk, -1), (second.pk, first.pk), (-1, second.pk)):
        sql("UPDATE auditlog_logentry SET id = %s WHERE id = %s", new, old)
    assert [one.split(" was ")[0] for one in found()] == [f"Entry {first.pk}", f"Entry {second.pk}"]


def test_two_swapped_seals_are_found():
    entries()
    for old, new in ((2, -1), (3, 2), (-1, 3)):
        sql("UPDATE foundation_seal SET number = %s WHERE number = %s", new, old)
    assert [one.what for one in checking.check(checking.Found())] == ["link", "link", "link"]


def test_an_entry_removed_with_its_seal_is_found():
    removed = entries()[2]
    number = Seal.objects.get(entry=removed.pk).number
    sql("DELETE FROM auditlog_logentry WHERE id = %s", removed.pk)
    sql("DELETE FROM foundation_seal WHERE number = %s", number)
    assert found() == [f"Seal {number} is missing."]


def test_an_entry_changed_with_its_seal_is_found():
    """Whoever makes a seal that fits the changed entry cannot make the link."""
    changed = entries()[2]
    sql("UPDATE auditlog_logentry SET object_repr = 'Another' WHERE id = %s", changed.pk)
    seal = Seal.objects.get(entry=changed.pk)
    values = chain.read([changed.pk])[changed.pk]
    hashes = {path: leaves.hashed(path, value, seal.salts) for path, value in values.items()}
    Seal.objects.filter(pk=seal.pk).update(digest=leaves.digest(hashes))
    assert found() == [f"Seal {seal.number} (of entry {changed.pk}) does not fit the seal before it."]


def test_an_end_that_was_cut_off_is_found():
    last = entries()[-1]
    number = Chain.objects.get().number
    sql("DELETE FROM auditlog_logentry WHERE id = %s", last.pk)
    sql("DELETE FROM foundation_seal WHERE number = %s", number)
    assert found() == [f"Seal {number} is missing."]
    before = Seal.objects.first()
    Chain.objects.update(number=before.number, link=before.link)  # as somebody would who hides it
    assert found() == ["The end of the chain is not as the portal left it. Seals may be missing there."]
    LogEntry.objects.log_create(agency("ILO"), action=LogEntry.Action.UPDATE, changes={"name": ["a", "b"]})
    chain.seal()
    assert len(found()) == 1  # sealing more does not hide it


def test_a_removed_end_is_found_after_more_was_sealed():
    entries()
    Chain.objects.all().delete()
    LogEntry.objects.log_create(agency("ILO"), action=LogEntry.Action.UPDATE, changes={"name": ["a", "b"]})
    chain.seal()
    assert found() == ["The end of the chain is not as the portal left it. Seals may be missing there."]


def test_a_noted_link_finds_a_history_that_was_replaced():
    entries()
    whole = chain.last_in_words()
    noted = whole.partition(" · ")[2]
    assert "Everything is as it was sealed." in verify("--against", noted)
    assert "Everything is as it was sealed." in verify("--against", whole)
    LogEntry.objects.all().delete()
    Seal.objects.all().delete()
    Chain.objects.all().delete()
    entries()
    assert "Everything is as it was sealed." in verify()
    said = verify("--against", noted)
    assert f"The chain does not have the link {noted.replace(' ', '')}." in said
    assert "FAILED with 1" in said


def test_a_noted_link_finds_an_end_put_back_from_a_backup():
    entries()
    backup = Chain.objects.get()
    LogEntry.objects.log_create(agency("ILO"), action=LogEntry.Action.UPDATE, changes={"name": ["a", "b"]})
    chain.seal()
    noted = bytes(Chain.objects.get().link).hex()
    LogEntry.objects.filter(pk__in=Seal.objects.filter(number__gt=backup.number).values("entry")).delete()
    Seal.objects.filter(number__gt=backup.number).delete()
    backup.save()
    assert "Everything is as it was sealed." in verify()
    assert "FAILED" in verify("--against", noted)


def test_a_noted_link_must_be_long_enough():
    with pytest.raises(CommandError, match="at least 16"):
        call_command("verify_audit", "--against", "1234")


def test_an_entry_added_later_with_an_older_date_is_found():
    changed = entries()[0]
    Chain.objects.update(caught_up_at=clock.now())
    added = LogEntry.objects.log_create(
        agency("ILO"),
        action=LogEntry.Action.UPDATE,
        changes={"name": ["a", "b"]},
        timestamp=changed.timestamp - dt.timedelta(days=3),
    )
    chain.seal()
    (said,) = found()
    assert said.startswith(f"Entry {added.pk} was added on")


def test_what_was_there_before_the_first_seal_is_not_late():
    changed = agency("UNDP")
    for days in (900, 3, 100):
        LogEntry.objects.log_create(
            changed,
            action=LogEntry.Action.UPDATE,
            changes={"name": ["a", "b"]},
            timestamp=clock.now() - dt.timedelta(days=days),
        )
    chain.seal(most=2)
    chain.seal()
    assert found() == []


def test_a_new_secret_key_keeps_the_chain_if_the_former_one_is_known(settings):
    entries()
    former, settings.SECRET_KEY = settings.SECRET_KEY, "a new secret key"
    settings.SECRET_KEY_FALLBACKS = [former]
    LogEntry.objects.log_create(agency("ILO"), action=LogEntry.Action.UPDATE, changes={"name": ["a", "b"]})
    chain.seal()
    assert found() == []


def test_a_lost_secret_key_is_told(settings):
    entries()
    settings.SECRET_KEY = "a new secret key"
    said = verify()
    assert "neither SECRET_KEY nor one of SECRET_KEY_FALLBACKS" in said
    assert "was changed" not in said
    assert "FAILED" in said


# Forgetting ---------------------------------------------------------------------------------------


@pytest.fixture
def forgotten():
    """Somebody whose address and telephone are in several entries, and who was then forgotten."""
    ana = user(name="Ana Lima", email="ana.lima@unfpa.example", phone="+41 22 917 1234")
    about = agency("UNDP")
    for changes in (
        {"name": ["Old", "Write to ana.lima@unfpa.example"], "acronym": ["A", "B"]},
        {"name": ["Call +41 22 917 1234", "ana.lima@unfpa.example"]},
        {"names": {"type": "m2m", "operation": "add", "objects": ["ana.lima@unfpa.example", "x"]}},
    ):
        LogEntry.objects.log_create(
            about, action=LogEntry.Action.UPDATE, changes=changes, actor=ana, actor_email=ana.email
        )
    entries()
    actions.forget(ana)
    return list(LogEntry.objects.filter(actor_email=REMOVED).order_by("pk"))


def test_forgetting_keeps_the_chain(forgotten):
    assert len(forgotten) == 3
    assert REMOVED in str(forgotten[0].changes)
    assert found() == []
    assert "7 erased fields in 3 of them" in verify()  # three actors; one text, two texts, one list
    chain.seal()
    assert found() == []


def test_forgetting_leaves_nothing_to_try_addresses_with(forgotten):
    """Of what was erased there is a hash. Without its salt nobody can compare an address with it."""
    for entry in forgotten:
        first = Seal.objects.get(entry=entry.pk, turn=0)
        assert "actor_email" in first.erased
        for path in first.erased:
            with pytest.raises(leaves.Erased):
                leaves.salt_of(path, first.salts)
        assert leaves.salt_of("object_repr", first.salts)


@pytest.mark.parametrize("column", ["actor_email", "changes", "object_repr"])
def test_a_letter_changed_after_forgetting_is_found(forgotten, column):
    entry = forgotten[0]
    value = {
        "actor_email": "[Removed]",
        "changes": '{"name": ["Old", "Write to [removed]."], "acronym": ["A", "B"]}',
        "object_repr": "Another",
    }[column]
    sql(f"UPDATE auditlog_logentry SET {column} = %s WHERE id = %s", value, entry.pk)
    assert {one.split(" after")[0] for one in found()} == {f"Entry {entry.pk} was changed"}


def test_a_change_cannot_be_passed_off_as_forgetting(forgotten):
    """Without the key nobody can add a seal for the new text of what they call erased."""
    entry = LogEntry.objects.exclude(pk__in=[one.pk for one in forgotten]).order_by("pk").first()
    seal = Seal.objects.get(entry=entry.pk)
    values = chain.read([entry.pk])[entry.pk]
    erased = {"object_repr": leaves.hashed("object_repr", values["object_repr"], seal.salts).hex()}
    salts = leaves.without("object_repr", seal.salts, values)
    Seal.objects.filter(pk=seal.pk).update(erased=erased, salts=salts)
    sql("UPDATE auditlog_logentry SET object_repr = 'Another' WHERE id = %s", entry.pk)
    assert [one.split(" after")[0] for one in found()] == [f"Entry {entry.pk} was changed"]


def test_somebody_else_is_forgotten_in_the_same_entry(forgotten):
    """An entry can hold the addresses of two people, who are forgotten one after the other."""
    dan = user(name="Dan Roy", email="dan.roy@unfpa.example")
    about = agency("ILO")
    LogEntry.objects.log_create(
        about,
        action=LogEntry.Action.UPDATE,
        changes={"name": ["eva.sol@unfpa.example, dan.roy@unfpa.example", "eva.sol@unfpa.example"]},
        actor=dan,
        actor_email=dan.email,
    )
    eva = user(name="Eva Sol", email="eva.sol@unfpa.example")
    chain.seal()
    actions.forget(dan)
    assert found() == []
    actions.forget(eva)
    assert found() == []
    entry = LogEntry.objects.get(actor=dan, actor_email=REMOVED)
    assert entry.changes == {"name": [f"{REMOVED}, {REMOVED}", REMOVED]}
    assert Seal.objects.filter(entry=entry.pk).count() >= 3
    sql("UPDATE auditlog_logentry SET actor_email = 'x' WHERE id = %s", entry.pk)
    assert len(found()) == 1


def test_an_entry_changed_before_forgetting_is_still_found():
    ana = user(name="Ana Lima", email="ana.lima@unfpa.example")
    LogEntry.objects.log_create(
        agency("UNDP"),
        action=LogEntry.Action.UPDATE,
        changes={"name": ["a", "b"]},
        actor=ana,
        actor_email=ana.email,
    )
    chain.seal()
    entry = LogEntry.objects.get(actor=ana)
    sql("UPDATE auditlog_logentry SET object_repr = 'Another' WHERE id = %s", entry.pk)
    actions.forget(ana)
    assert [one.split(" after")[0] for one in found()] == [f"Entry {entry.pk} was changed"]


# At once ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_workers_that_seal_at_once_make_one_chain(monkeypatch):
    monkeypatch.setattr(chain, "PORTION", 3)
    changed = agency("UNDP")
    for number in range(40):
        LogEntry.objects.log_create(
            changed, action=LogEntry.Action.UPDATE, changes={"name": [str(number), "x"]}
        )
    results = at_once(*[chain.seal] * 4)
    assert all(isinstance(one, int) for one in results), results
    chain.seal()  # a worker that found another at it left the rest
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == [
        *range(1, LogEntry.objects.count() + 1)
    ]
    assert found() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not connection.features.has_select_for_update, reason="SQLite lets one write at a time")
def test_an_entry_that_is_committed_late_gets_its_seal():
    written, go_on = Event(), Event()

    def slow():
        with transaction.atomic():
            LogEntry.objects.log_create(
                agency("UNDP"), action=LogEntry.Action.UPDATE, changes={"name": ["a", "slow"]}
            )
            written.set()
            assert go_on.wait(30)

    def quick():
        assert written.wait(30)
        entries(3)
        go_on.set()

    agency("UNDP")
    assert at_once(slow, quick) == [None, None]
    slow_one = LogEntry.objects.get(changes__name=["a", "slow"])
    assert not Seal.objects.filter(entry=slow_one.pk).exists()
    assert slow_one.pk < LogEntry.objects.order_by("pk").last().pk
    chain.seal()
    assert Seal.objects.get(entry=slow_one.pk).number == Chain.objects.get().number
    assert found() == []
