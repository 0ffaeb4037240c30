"""Writes what files say to the database. The history records each object."""

from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_save

from foundation.archive.book import Book, Entry
from foundation.archive.lists import lists


def lock() -> None:
    """Locks the tables of an archive, so that nobody else writes to them until the transaction ends.

    What is read now is then still true when it is written. On SQLite the transaction itself does that.
    """
    if connection.vendor == "postgresql":
        tables = sorted({model._meta.db_table for entries in lists() for model in entries.shape.models()})
        with connection.cursor() as cursor:
            names = ", ".join(connection.ops.quote_name(table) for table in tables)
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def save(book: Book) -> None:
    """Saves what is new or changed: first what others refer to, and last what links two objects."""
    attached: list[tuple[Entry, list]] = []
    saved: set[int] = set()
    for entries in lists():
        for entry in book.entries[entries.name]:
            if entry.is_touched:
                _save(entry, book, saved, attached)
    for entry, keys in attached:
        for key in keys:
            key.attach(entry.obj, entry, book)


def _save(entry: Entry, book: Book, saved: set[int], attached: list) -> None:
    if id(entry) in saved:
        return
    is_new = entry.is_new
    if _fill(entry, book, saved, attached):
        entry.obj.save()
    _save_rows([(entry, is_new)], book, saved, attached)


def _fill(entry: Entry, book: Book, saved: set[int], attached: list, **position) -> bool:
    """Sets the values of the entry's object, once what it refers to is saved. Returns whether to save it."""
    saved.add(id(entry))
    is_new = entry.is_new
    keys = [key for key in entry.spec.keys if key.name in (entry.values if is_new else entry.changed)]
    own = [key for key in keys if not key.attached]
    for key in own:
        for name, called, _ in key.refers(entry, book):
            other = book.named(name, called)
            if other.is_new:
                _save(other, book, saved, attached)
    obj = entry.spec.model(**position) if is_new else entry.obj
    for key in own:
        key.put(obj, entry[key.name], book)
    entry.obj = obj
    attached.append((entry, [key for key in keys if key.attached]))
    return is_new or bool(own)


def _save_rows(owners: list[tuple[Entry, bool]], book: Book, saved: set[int], attached: list) -> None:
    """Saves the rows of entries of one kind, each with whether it is new: the new rows of a list at once."""
    for rows in owners[0][0].spec.rows if owners else ():
        new, inner = [], []
        for entry, is_new in owners:
            if not (is_new or rows.name in entry.changed):
                continue
            last = -1
            for row in entry.rows.get(rows.name, ()):
                if row.is_touched:
                    inner.append((row, row.is_new))
                    place = {rows.parent: entry.obj, "position": last + 1}
                    if _fill(row, book, saved, attached, **place):
                        if inner[-1][1]:
                            new.append(row.obj)
                        else:
                            row.obj.save()
                last = row.obj.position
        _insert(rows.model, new)
        _save_rows(inner, book, saved, attached)


def _insert(model: Any, objects: list) -> None:
    """Saves new objects with one query, and tells the history of each."""
    if model.save is not Model.save:
        for obj in objects:
            obj.save()
        return
    model._default_manager.bulk_create(objects)
    for obj in objects:
        post_save.send(model, instance=obj, created=True, raw=False, using=obj._state.db, update_fields=None)
