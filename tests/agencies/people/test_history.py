"""Those who must know are told when somebody changed the history behind the portal's back."""

import pytest
from auditlog.models import LogEntry
from django.core import mail

from agencies.models import SecretariatRole
from agencies.people.tasks import check_history
from foundation.history import chain, checking
from foundation.history.models import Chain
from foundation.history.tasks import seal_history
from tests.factories import admin, agency, secretariat

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(django_capture_on_commit_callbacks):
    """Some sealed entries; the mail about them is gone."""
    for number in range(6):
        LogEntry.objects.log_create(
            agency("UNDP"), action=LogEntry.Action.UPDATE, changes={"name": [str(number), "x"]}
        )
    people = secretariat(), secretariat(SecretariatRole.Role.READING), admin()
    seal_history()
    mail.outbox.clear()
    return people


def test_a_whole_history_tells_nobody(sealed):
    assert check_history() == 0
    assert mail.outbox == []


def test_a_change_is_told_once_to_secretariat_and_administrators(sealed):
    full, _reader, administrator = sealed
    one = LogEntry.objects.order_by("pk")[2]
    LogEntry.objects.filter(pk=one.pk).update(object_repr="Another")
    assert check_history() == 1
    assert {tuple(sent.to) for sent in mail.outbox} == {(full.email,), (administrator.email,)}
    assert f"Entry {one.pk} was changed" in mail.outbox[0].body
    assert check_history() == 1
    assert len(mail.outbox) == 2
    LogEntry.objects.filter(pk=one.pk + 1).delete()
    check_history()
    assert len(mail.outbox) == 4
    assert f"Entry {one.pk + 1} was removed" in mail.outbox[-1].body
    assert f"Entry {one.pk} was changed" not in mail.outbox[-1].body


def test_an_end_that_does_not_fit_is_told_once(sealed):
    Chain.objects.update(mark=b"")
    check_history()
    LogEntry.objects.log_create(agency("ILO"), action=LogEntry.Action.UPDATE, changes={"name": ["a", "b"]})
    chain.seal()
    check_history()
    assert len(mail.outbox) == 2


def test_the_worker_checks_a_part_at_a_time_and_begins_again(sealed, monkeypatch):
    monkeypatch.setattr(checking, "AT_ONCE", 4)
    last = Chain.objects.get().number
    assert last > 5
    places = []
    for _run in range(last // 4 + 2):
        assert check_history() == 0
        places.append(Chain.objects.get().checked_to)
    assert places[:2] == [4, 8 if last > 8 else 0]
    assert 0 in places


def test_the_last_part_is_checked_too(sealed, monkeypatch):
    monkeypatch.setattr(checking, "AT_ONCE", 4)
    LogEntry.objects.order_by("pk").last().delete()
    assert sum(check_history() for _run in range(4)) >= 1
