"""Checks the seals of the history: which entries are not as they were, and whether the chain is whole."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditlog.models import LogEntry
from django.db import models, transaction
from django.db.models import Max, Min

from foundation.history import chain, leaves
from foundation.history.breaks import Break
from foundation.history.models import Chain, Seal

PORTION = 1000  # seals
AT_ONCE = 10_000  # seals that the worker checks in one run: some seconds


@dataclass
class Found:
    """What a check read, as far as it has come. Its `number` and `link` are those of the last seal."""

    seals: int = 0
    entries: int = 0
    erased: int = 0  # fields
    erased_in: int = 0  # entries
    number: int = 0
    link: bytes = b""
    at_end: bool = False
    unknown: set[str] = field(default_factory=set)  # short names of keys that the settings do not have
    missed: set[str] = field(default_factory=set)  # of the links that were asked for, those not met yet


def check(found: Found, *, most: int | None = None) -> Iterator[Break]:
    """Yields what was changed, removed, added between or reordered, in the order of the chain.

    `found` says where to begin, and then what was read. `most` is the number of seals to read: after the last
    seal of all, the end of the chain is checked too. It reads in portions.
    """
    keys, left = chain.keys(), most
    while left is None or left > 0:
        seals = list(_after(found)[: PORTION if left is None else min(left, PORTION)])
        if not seals:
            with transaction.atomic():
                chain.hold()
                breaks = [*_portion(found, list(_after(found)), keys), *_end(found)]
            found.at_end = True
            yield from breaks
            return
        yield from _portion(found, seals, keys)
        if left is not None:
            left -= len(seals)


def _after(found: Found) -> models.QuerySet[Seal]:
    return Seal.objects.filter(number__gt=found.number).order_by("number")


def _portion(found: Found, seals: list[Seal], keys: dict[str, bytes]) -> Iterator[Break]:
    changed = {one.number for one in _changed(seals)}
    if changed:  # perhaps by somebody who is being forgotten just now: read again while nobody can
        with transaction.atomic():
            chain.hold()
            seals = list(Seal.objects.filter(number__in=[one.number for one in seals]).order_by("number"))
            changed = {one.number for one in _changed(seals)}
    present = _present({one.entry for one in seals})
    for one in seals:
        if one.number != found.number + 1:
            yield Break("missing", number=found.number + 1, upto=one.number - 1)
        if one.key not in keys:
            found.unknown.add(one.key)
        elif one.number == found.number + 1 and chain.link(keys[one.key], found.link, one) != bytes(one.link):
            yield Break("link", number=one.number, entry=one.entry)
        if one.turn == 0 and one.entry not in present:
            yield Break("removed", number=one.number, entry=one.entry)
        elif one.number in changed and one.entry in present:
            yield Break("changed", number=one.number, entry=one.entry)
        if one.late:
            yield Break("late", number=one.number, entry=one.entry)
        found.number, found.link = one.number, bytes(one.link)
        found.missed.difference_update(
            [asked for asked in found.missed if found.link.hex().startswith(asked)]
        )
        found.seals += 1
        found.entries += one.turn == 0
        found.erased += len(one.erased)
        found.erased_in += one.turn == 0 and bool(one.erased)


def _present(entries: set[int]) -> set[int]:
    return set(LogEntry.objects.filter(pk__in=entries).order_by().values_list("pk", flat=True))


def _changed(seals: list[Seal]) -> list[Seal]:
    """Returns the seals whose fields are not what they were."""
    rows = chain.read({one.entry for one in seals})
    again = {one.entry for one in seals if one.erased or one.turn}
    turns = chain.of_entries(again)
    return [one for one in seals if one.entry in rows and not _fits(one, rows[one.entry], turns)]


def _fits(seal: Seal, values: dict[str, bytes], turns: dict[int, list[Seal]]) -> bool:
    later = {path for one in turns.get(seal.entry, ()) if one.turn > seal.turn for path in one.names}
    hashes = {path: bytes.fromhex(one) for path, one in seal.erased.items()}
    for path in seal.names or values:
        if path in later or (path in hashes and path not in values):
            continue
        if path in hashes or path not in values:
            return False
        try:
            hashes[path] = leaves.hashed(path, values[path], seal.salts)
        except leaves.Erased:
            return False
    return leaves.digest(hashes) == bytes(seal.digest)


def _end(found: Found) -> Iterator[Break]:
    end = Chain.objects.get()
    if end.number > found.number:
        yield Break("missing", number=found.number + 1, upto=end.number)
    elif end.number < found.number or not chain.is_whole(end):
        yield Break("end", number=found.number)


def next_part() -> list[Break]:
    """Checks the next seals, after the last one everything from the start. Returns what is wrong there.

    So the worker sees every seal within a day or two, however many there are.
    """
    end = Chain.objects.first()
    last = Seal.objects.filter(number=end.checked_to).first() if end else None
    found = Found(number=last.number, link=bytes(last.link)) if last else Found()
    breaks = list(check(found, most=AT_ONCE))
    Chain.objects.update(checked_to=0 if found.at_end else found.number)
    return breaks


def dates() -> tuple[dt.datetime | None, dt.datetime | None]:
    """Returns the first and the last moment of the entries; Nones if there are none."""
    found = LogEntry.objects.aggregate(first=Min("timestamp"), last=Max("timestamp"))
    return found["first"], found["last"]


def waiting() -> tuple[int, dt.datetime | None]:
    """Returns how many entries wait for their seal, and the date and time of the oldest."""
    rows = chain.waiting()
    return rows.count(), rows.aggregate(first=Min("timestamp"))["first"]
