"""Parses the bytes of a file as JSON, and refuses what cannot be an archive."""

import json
from collections import Counter
from pathlib import Path

LARGEST = 20_000_000  # bytes
LONGEST = 50_000  # entries of all lists together, several times as many as the Group ever had


class Unreadable(Exception):
    """The file cannot be read at all. The text says why."""


class Doubled(dict):
    """A JSON object in which some keys were given twice; `twice` has their names."""

    twice: list[str]


def load(path: str):
    """Returns the JSON value in that file. Raises `Unreadable`.

    An object in which a key was given twice is returned as `Doubled`, so that the caller can say where it is.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise Unreadable(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return parse(data)


def parse(data: bytes):
    """Returns the JSON value in those bytes, as `load` does. Raises `Unreadable`."""
    if len(data) > LARGEST:
        raise Unreadable("is larger than 20 MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"is not UTF-8 (byte {error.start})") from None
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_int=_number, parse_constant=_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(f"is not JSON: {error.msg} ({where})") from None
    except ValueError as error:
        raise Unreadable(f"is not JSON: {error}") from None
    except RecursionError:
        raise Unreadable("is not an archive: its values are nested too deeply") from None
    if (length := _length(value)) > LONGEST:
        raise Unreadable(f"is too long: its lists have {length} entries, where {LONGEST} is the limit")
    return value


def _length(value) -> int:
    """Returns how many entries all its lists have together, with the lists within them."""
    length = 0
    waiting: list[list | dict] = [[value]]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            length += len(value)
        inner = value.values() if isinstance(value, dict) else value
        waiting.extend(one for one in inner if isinstance(one, list | dict))
    return length - 1


def _object(pairs: list[tuple]) -> dict:
    value = dict(pairs)
    if len(value) < len(pairs):
        value = Doubled(value)
        value.twice = [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]
    return value


def _number(digits: str):
    # No key takes a long number, and Python refuses to read a number of thousands of digits.
    return int(digits) if len(digits) < 20 else float(digits)


def _constant(name: str):
    raise ValueError(f"{name} is not a number")
