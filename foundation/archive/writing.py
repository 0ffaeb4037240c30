"""Writes what the portal holds: the same bytes on every database."""

import json

from foundation.archive.book import Book, Entry
from foundation.archive.faults import Faults, Refused
from foundation.archive.lists import Entries, Rows, in_file, lists
from foundation.archive.reading import FORMAT, Said
from foundation.portal import group


def _everything() -> str:
    # In English, so that the bytes of an archive do not depend on who writes it.
    return f"The {group.english().name}: everything that the portal holds"


def export(term=None) -> bytes:
    """Returns the bytes (UTF-8) of an archive of a term, or of everything.

    The archive of a term has what belongs to the term or grew out of it, and everything that this refers to,
    so that an empty portal can read it: for example an agency with its parts, or a document that was
    delivered. Of another term it has only the chair and the days. An entry without a term and without a date
    is in no archive, because the format cannot express it.
    """
    book = Book.of_portal()
    if term is None:
        return as_bytes(book, _everything())
    return as_bytes(_chosen(book, term), f"The {term.agency} chairmanship, {term.months}")


def preview(paths) -> bytes:
    """Returns what `export` would return if the portal held only these files. Raises `Refused`."""
    faults, book = Faults(), Book()
    Said(paths, faults).add_to(book)
    if faults:
        raise Refused(faults.lines)
    return as_bytes(book, _everything())


def as_bytes(book: Book, title: str) -> bytes:
    """Returns the bytes (UTF-8) of an archive of everything in the book."""
    archive: dict[str, object] = {"format": FORMAT, "title": title}
    for entries in in_file():
        found = [entry for entry in book.entries[entries.name] if _is_written(entries, entry)]
        if found:
            archive[entries.name] = [_json(one, book) for one in sorted(found, key=entries.sort_key)]
    return (json.dumps(archive, ensure_ascii=False, indent=2) + "\n").encode()


def _is_written(entries: Entries, entry: Entry) -> bool:
    if entries.is_written and entry.obj is not None and not entries.is_written(entry.obj):
        return False
    return _is_expressible(entries, entry)


def _is_expressible(entries: Entries, entry: Entry) -> bool:
    """Whether the format can express the entry.

    It needs all required keys, so a part that only its collective member names is left out. It must also say
    where it belongs.
    """
    has_required = all(entry[key.name] is not None for key in entry.spec.keys if key.required)
    return has_required and (
        not entries.placed_by or any(entry[name] is not None for name in entries.placed_by)
    )


def _json(entry: Entry, book: Book):
    values = {}
    for key in entry.spec.order:
        if isinstance(key, Rows):
            rows = [_json(row, book) for row in entry.rows.get(key.name, ())]
            if rows:
                values[key.name] = rows
        elif not key.hidden and (value := key.shown(entry, book)) is not None:
            values[key.name] = value
    return next(iter(values.values())) if isinstance(entry.spec, Rows) and entry.spec.bare else values


def _chosen(book: Book, term) -> Book:
    """Returns a book of what belongs to a term, and of everything that this refers to."""
    by_name = {entries.name: entries for entries in lists()}
    waiting = []
    for entries in by_name.values():
        if entries.of_term:
            mine = set(entries.of_term(term).values_list("pk", flat=True))
            waiting += [
                (entries, _open(entries, entry))
                for entry in book.entries[entries.name]
                if entry.obj.pk in mine
            ]
    chosen, seen = Book(), {entry.obj for _, entry in waiting}
    while waiting:
        entries, entry = waiting.pop()
        chosen.add(entries, entry)
        for part in entry.parts():
            for key in part.spec.keys:
                for name, other in key.targets(part, book):
                    if other.obj not in seen:
                        seen.add(other.obj)
                        waiting.append((by_name[name], _brief(by_name[name], other)))
    return chosen


def _open(entries: Entries, entry: Entry) -> Entry:
    """Returns the entry without what some readers of a term's archive may not see."""
    withheld = entries.withheld(entry.obj) if entries.withheld else frozenset()
    shown = Entry(entry.spec, obj=entry.obj)
    shown.values = {name: value for name, value in entry.values.items() if name not in withheld}
    shown.rows = {
        name: [row for row in rows if not _is_withheld(row)]
        for name, rows in entry.rows.items()
        if name not in withheld
    }
    return shown


def _is_withheld(row: Entry) -> bool:
    spec = row.spec
    return isinstance(spec, Rows) and spec.withheld is not None and spec.withheld(row.obj)


def _brief(entries: Entries, entry: Entry) -> Entry:
    """Returns what a term's archive has of an entry that is only referred to."""
    if not entries.brief:
        return entry
    brief = Entry(entry.spec, obj=entry.obj)
    brief.values = {name: value for name, value in entry.values.items() if name in entries.brief}
    return brief
