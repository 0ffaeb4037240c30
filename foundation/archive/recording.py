"""Writes the history of many changes at once. The audit log has no way of its own to do that."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from auditlog import diff, receivers
from auditlog.models import LogEntry, LogEntryManager
from auditlog.registry import auditlog
from django.db.models import Model
from django.db.models.signals import pre_save
from django.utils.encoding import smart_str

PORTION = 1000  # entries of the log
NOTHING = "None"  # what the log has for no value
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


def _compare(old: Model | None, new: Model | None, **options) -> dict | None:
    """Returns what is different, as the log's own comparison does: for new rows in less time."""
    if old is not None or new is None or _waiting.get() is None:
        return diff.model_instance_diff(old, new, **options)
    values = ((field.name, diff.get_field_value(new, field)) for field in _fields(type(new)))
    return {name: (NOTHING, smart_str(value)) for name, value in values if value != NOTHING} or None


@cache
def _fields(model: type[Model]) -> list:
    """Returns what the log records of a new row. What points to it one to one is not there yet: not asked."""
    left_out = auditlog.get_model_fields(model)["exclude_fields"]
    return [
        field
        for field in model._meta.get_fields()
        if diff.track_field(field)
        and field.name not in left_out
        and not (field.auto_created and field.one_to_one and not field.concrete)
    ]


LogEntryManager.create = _create
receivers.model_instance_diff = _compare
