"""The fields of an entry of the history, each with a salted hash of its own.

A field is named by a path: `actor_email`, or `changes/title/0` for a title before a change. The salt of a
path follows from that of the part before its last "/". So one salt serves a whole entry. To erase a field,
the salts above it are replaced by those beside it: then nobody can learn its salt, and all others are as they
were.
"""

import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable

from auditlog.models import LogEntry

COLUMNS = sorted(field.attname for field in LogEntry._meta.concrete_fields if not field.primary_key)
CHANGES = "changes"
ROOT = ""


def of(row: tuple) -> dict[str, bytes]:
    """Returns the fields of an entry, read as `COLUMNS`, by their paths."""
    found = dict(zip(COLUMNS, row, strict=True))
    changes = found.get(CHANGES)
    fields = {} if isinstance(changes, dict) else {CHANGES: _bytes(changes)}
    if isinstance(changes, dict):
        for key, value in changes.items():
            path = f"{CHANGES}/{key.replace('~', '~0').replace('/', '~1')}"
            if isinstance(value, list) and len(value) == 2:
                fields[f"{path}/0"], fields[f"{path}/1"] = _bytes(value[0]), _bytes(value[1])
            else:
                fields[path] = _bytes(value)
    fields.update((name, _bytes(value)) for name, value in found.items() if name != CHANGES)
    return fields


def _bytes(value) -> bytes:
    if isinstance(value, dt.datetime):
        value = value.astimezone(dt.UTC).isoformat()
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def new_salts() -> dict[str, str]:
    """Returns the salts of a new seal: one for all."""
    return {ROOT: secrets.token_hex(16)}


def _below(salt: bytes, name: str) -> bytes:
    return hmac.digest(salt, name.encode(), "sha256")[:16]


class Erased(Exception):
    """The salt of the field is gone."""


def salt_of(path: str, salts: dict[str, str]) -> bytes:
    """Returns the salt of a field. Raises `Erased`."""
    above, rest = path, []
    while above not in salts:
        if above == ROOT:
            raise Erased(path)
        above, _slash, last = above.rpartition("/")
        rest.append(last)
    salt = bytes.fromhex(salts[above])
    for name in reversed(rest):
        salt = _below(salt, name)
    return salt


def hashed(path: str, value: bytes, salts: dict[str, str]) -> bytes:
    """Returns the salted hash of a field. Raises `Erased`."""
    return hmac.digest(salt_of(path, salts), value, "sha256")


def digest(hashes: dict[str, bytes]) -> bytes:
    """Returns one hash of the hashes of fields."""
    found = hashlib.sha256()
    for path in sorted(hashes):
        found.update(path.encode() + b"\0" + hashes[path])
    return found.digest()


def without(path: str, salts: dict[str, str], others: Iterable[str]) -> dict[str, str]:
    """Returns the salts from which that of the path no longer follows, and those of the others do.

    Raises `Erased` if it does not follow from these.
    """
    kept = dict(salts)
    others = [one for one in others if one != path]
    above = path
    while above not in kept:
        if above == ROOT:
            raise Erased(path)
        above = above.rpartition("/")[0]
    while above in kept:
        salt = bytes.fromhex(kept.pop(above))
        start = f"{above}/" if above else ""
        if above == path:
            break
        beside = {one[len(start) :].split("/")[0] for one in (*others, path) if one.startswith(start)}
        kept |= {f"{start}{name}": _below(salt, name).hex() for name in beside}
        above = start + path[len(start) :].split("/")[0]
    return kept
