"""Checks whether an object of a file has the keys and the kinds of values that its list takes."""

import json

from foundation.archive.book import Entry
from foundation.archive.faults import Faults, quoted
from foundation.archive.lists import Rows, Shape
from foundation.archive.parsing import Doubled
from foundation.archive.values import Key, text

WHOLE = ""  # among the faulty keys of an entry: the whole entry


def parse_entry(shape: Shape, raw, place: str, faults: Faults) -> Entry:
    """Returns the entry that an object of a file describes. What cannot be read is added to `faults`."""
    entry = Entry(shape, place)
    if isinstance(shape, Rows) and shape.bare:
        [key] = shape.keys
        entry.places[key.name] = place
        _read(key, raw, entry, faults)
        return entry
    if not isinstance(raw, dict):
        faults.add(place, f"must be an object, not {quoted(raw)}")
        entry.faulty.add(WHOLE)
        return entry
    entry.faulty |= doubled_keys(raw, f"{place}.", faults)
    for name in raw:
        if name not in shape.known:
            faults.add(f"{place}.{safe(name)}", "is not known")
    for key in shape.keys:
        if key.name in entry.faulty or key.hidden:
            continue
        if key.name in raw:
            _read(key, raw[key.name], entry, faults)
        elif key.required:
            faults.add(entry.at(key.name), "is missing")
            entry.faulty.add(key.name)
    for rows in shape.rows:
        at = f"{place}.{rows.name}"
        if rows.name in entry.faulty or rows.name not in raw:
            continue
        if not is_list(raw[rows.name], at, faults):
            entry.faulty.add(rows.name)
        elif raw[rows.name]:
            entry.rows[rows.name] = [
                parse_entry(rows, one, f"{at}[{number}]", faults) for number, one in enumerate(raw[rows.name])
            ]
    return entry


def _read(key: Key, raw, entry: Entry, faults: Faults) -> None:
    try:
        value = key.read(raw)
        if value is None and key.required:
            raise ValueError("is empty")
    except ValueError as error:
        for where, words in getattr(error, "found", [("", str(error))]):
            faults.add(f"{entry.at(key.name)}{where}", words)
        entry.faulty.add(key.name)
    else:
        if value is not None:
            entry.values[key.name] = value


def check_text(
    raw: dict, name: str, root: str, limit: int, faults: Faults, *, required: bool = False
) -> None:
    """Checks a text of the file itself, such as its title. Adds a fault if it is wrong."""
    try:
        if name not in raw and required:
            raise ValueError("is missing")
        if name in raw and text(raw[name], limit) is None and required:
            raise ValueError("is empty")
    except ValueError as error:
        faults.add(f"{root}{name}", str(error))


def is_list(raw, place: str, faults: Faults) -> bool:
    """Returns whether the value is a list. Adds a fault if it is not."""
    if not isinstance(raw, list):
        faults.add(place, f"must be a list, not {quoted(raw)}")
    return isinstance(raw, list)


def doubled_keys(raw: dict, root: str, faults: Faults) -> set[str]:
    """Returns the keys that an object has twice, and adds a fault for each."""
    twice = set(raw.twice) if isinstance(raw, Doubled) else set()
    for name in sorted(twice):
        faults.add(f"{root}{safe(name)}", "is given twice")
    return twice


def safe(name: str) -> str:
    """Returns a key in a form that the place of a fault can show."""
    return name if name.isidentifier() and name.isascii() and len(name) <= 80 else json.dumps(name[:80])
