"""Writes what files say to the database. Each object is saved by itself, so that the history records it."""

from django.db import connection

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


def _save(entry: Entry, book: Book, saved: set[int], attached: list, **position) -> None:
    if id(entry) in saved:
        return
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
    if is_new or own:
        obj.save()
    entry.obj = obj
    attached.append((entry, [key for key in keys if key.attached]))
    for rows in entry.spec.rows:
        if not (is_new or rows.name in entry.changed):
            continue
        last = -1
        for row in entry.rows.get(rows.name, ()):
            if row.is_touched:
                _save(row, book, saved, attached, **{rows.parent: obj, "position": last + 1})
            last = row.obj.position
