"""Finds the entries of the log that belong to a thing: its own, and those of what is or was part of it."""

from functools import reduce
from operator import or_

from auditlog.models import LogEntry
from django.db.models import Q

from foundation.history.kinds import Thing, by_content_type


def belonging(scope: str, rows: list[int], user) -> Q:
    """Returns the filter for entries about these rows, and about what belongs to them or belonged once."""
    types = {one.model: key for key, one in by_content_type().items()}
    found, gone = [Q(pk__in=[])], []
    parents: dict[tuple, list[str]] = {}
    for thing in by_content_type().values():
        if (path := thing.within.get(scope)) is None:
            continue
        manager = thing.model._base_manager
        keys = rows if path == "pk" else manager.filter(**{f"{path}__in": rows}).values_list("pk", flat=True)
        found.append(Q(content_type=types[thing.model], object_id__in=list(keys)))
        if path != "pk" and thing.gone(user):
            first, _dot, rest = path.partition("__")
            gone.append((thing, first, _keys(thing.model, first, rest, rows, parents)))
    if removed := _removed(gone, types):
        found += [Q(content_type=key, object_id__in=pks) for key, pks in removed.items()]
    return reduce(or_, found)


def _keys(model, first: str, rest: str, rows: list[int], known: dict) -> list[str]:
    """Returns the keys of the rows that the first field of a path can point to, as the log has them."""
    if not rest:
        return [str(row) for row in rows]
    related = model._meta.get_field(first).related_model
    if (related, rest) not in known:
        pks = related._base_manager.filter(**{f"{rest}__in": rows}).values_list("pk", flat=True)
        known[related, rest] = [str(pk) for pk in pks]
    return known[related, rest]


def _removed(gone: list[tuple[Thing, str, list[str]]], types: dict) -> dict[int, list[int]]:
    """Returns the keys of removed rows by their content types. The log has what they belonged to."""
    asked = [
        Q(content_type=types[thing.model], **{f"changes__{first}__0__in": keys})
        for thing, first, keys in gone
        if keys
    ]
    found: dict[int, list[int]] = {}
    if asked:
        entries = LogEntry.objects.filter(reduce(or_, asked), action=LogEntry.Action.DELETE)
        for key, pk in entries.order_by().values_list("content_type", "object_id"):
            found.setdefault(key, []).append(pk)
    return found
