"""Writes the history of many changes at once. The audit log has no way of its own to do that."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from auditlog.models import LogEntry, LogEntryManager
from django.db.models.signals import pre_save

PORTION = 1000  # entries of the log
_waiting: ContextVar[list[LogEntry] | None] = ContextVar("entries of the log that wait", default=None)


@contextmanager
def in_bulk() -> Iterator[None]:
    """Lets the log record what is saved in this block as always, and writes its entries by the thousand.

    Use it in a transaction, so that the change and its record stay together. The log lags behind within the
    block. The entries are in the order of the changes, with the moment and the person of each.
    """
    waiting: list[LogEntry] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    _write(waiting)


def _create(manager: LogEntryManager, **values) -> LogEntry:
    waiting = _waiting.get()
    if waiting is None:
        return manager.get_queryset().create(**values)
    entry = manager.model(**values)
    # The log adds the person by this signal, which many rows at once do not send.
    pre_save.send(LogEntry, instance=entry, raw=False, using=manager.db, update_fields=None)
    waiting.append(entry)
    if len(waiting) == PORTION:
        _write(waiting)
    return entry


def _write(waiting: list[LogEntry]) -> None:
    LogEntry.objects.bulk_create(waiting)
    waiting.clear()


LogEntryManager.create = _create
