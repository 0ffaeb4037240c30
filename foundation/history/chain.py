"""Seals the entries of the history one after the other, so that a later change of one is seen.

Each seal has a hash of its entry, and a link: a hash of that, of the link before it, and of a secret key.
Whoever can write to the database but does not know the key cannot make links.
"""

import hashlib
import hmac
import json
import logging
from collections.abc import Iterable
from datetime import timedelta

from auditlog.models import LogEntry
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from foundation.dates import clock
from foundation.history import leaves
from foundation.history.models import Chain, Seal

log = logging.getLogger(__name__)

PORTION = 500  # entries that one transaction seals
AT_ONCE = 10_000  # entries that one run of the task seals, so that other work need not wait for it
SHORTEST = 16  # characters of a link that somebody wrote down
LATE = timedelta(days=1)  # a transaction that wrote an entry is over long before, and a clock is right again


def keys() -> dict[str, bytes]:
    """Returns the keys of links by their short names: today's, and those before it that the settings know."""
    found = {}
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = hmac.digest(secret.encode(), b"gmg-portal history", "sha256")
        found[hashlib.sha256(key).hexdigest()[:8]] = key
    return found


def link(key: bytes, before: bytes, seal: Seal) -> bytes:
    """Returns the link of a seal to that before it."""
    said = [seal.number, seal.entry, seal.turn, seal.at.isoformat(), seal.late, seal.names, seal.digest.hex()]
    return hmac.digest(key, before + json.dumps(said).encode(), "sha256")


def mark(key: bytes, number: int, last: bytes) -> bytes:
    """Returns the hash by which one sees that nobody cut off the end of the chain."""
    return hmac.digest(key, b"end %d " % number + last, "sha256")


def waiting():
    """Returns the entries that have no seal yet."""
    return LogEntry.objects.filter(~Exists(Seal.objects.filter(entry=OuterRef("pk"), turn=0)))


def seal(most: int = AT_ONCE) -> int:
    """Seals the entries that wait, at most so many. Returns how many. It can run twice, and catches up.

    An entry that was committed after others with higher keys gets the next place when it is seen.
    """
    done = last = 0
    while done < most:
        with transaction.atomic():
            _begin()
            end = Chain.objects.select_for_update(skip_locked=True).first()
            if end is None:  # another worker is at it
                break
            found = waiting().filter(pk__gt=last).order_by("pk")
            rows = list(found.values_list("pk", *leaves.COLUMNS)[:PORTION])
            _seal(end, rows)
            done += len(rows)
            if len(rows) < PORTION:
                _caught_up(end)
                break
            last = rows[-1][0]
    return done


def hold() -> Chain:
    """Waits until nobody seals or erases, and keeps it so until the transaction ends. Returns the end."""
    _begin()
    return Chain.objects.select_for_update().get()


def _begin() -> None:
    if not Chain.objects.exists():
        # Usually there is no seal either. If somebody removed the row, it comes back without a mark.
        last = Seal.objects.first()
        known = {"number": last.number, "link": last.link} if last else {}
        Chain.objects.get_or_create(only=True, defaults=known)


def _seal(end: Chain, rows: list[tuple]) -> None:
    at, seals = clock.now(), []
    stamp = leaves.COLUMNS.index("timestamp") + 1
    for row in rows:
        salts = leaves.new_salts()
        hashes = {path: leaves.hashed(path, value, salts) for path, value in leaves.of(row[1:]).items()}
        late = end.caught_up_at is not None and row[stamp] < end.caught_up_at - LATE
        seals.append(Seal(entry=row[0], at=at, late=late, salts=salts, digest=leaves.digest(hashes)))
    _append(end, seals)


def _append(end: Chain, seals: list[Seal]) -> None:
    """Links the seals to the end of the chain. Call it with the lock.

    If the end is not as it was left, the chain goes on, but without a mark: so the check still finds it.
    """
    name, key = next(iter(keys().items()))
    whole = is_whole(end)
    for one in seals:
        one.number, one.key = end.number + 1, name
        one.link = link(key, bytes(end.link), one)
        end.number, end.link = one.number, one.link
    Seal.objects.bulk_create(seals)
    end.mark = mark(key, end.number, bytes(end.link)) if whole else b""
    end.save(update_fields=["number", "link", "mark"])


def is_whole(end: Chain) -> bool:
    """Returns whether the end of the chain is as the portal left it."""
    marks = [mark(key, end.number, bytes(end.link)) for key in keys().values()]
    return end.number == 0 or bytes(end.mark) in marks


def _caught_up(end: Chain) -> None:
    end.caught_up_at = clock.now()
    if end.number and end.logged_on != clock.today():
        end.logged_on = clock.today()
        log.info("The history has %s seals; the last one is %s.", end.number, bytes(end.link).hex())
    end.save(update_fields=["caught_up_at", "logged_on"])


def last_in_words() -> str:
    """Returns the number of the last seal and the start of its link, to write down; "" if there is none."""
    end = Chain.objects.exclude(number=0).first()
    if end is None:
        return ""
    start = bytes(end.link).hex()[:SHORTEST]
    return f"{end.number} · {' '.join(start[at : at + 4] for at in range(0, SHORTEST, 4))}"


# Forgetting ---------------------------------------------------------------------------------------


@transaction.atomic
def rewrite(column: str, values: dict[int, object]) -> None:
    """Gives a column of entries new values, and keeps the chain. It is only for what must be forgotten.

    The fields that change get a new seal. Of what they were, only a hash stays, which nobody can compare with
    anything.
    """
    entries = sorted(values)
    for start in range(0, len(entries), PORTION):
        some = entries[start : start + PORTION]
        end = hold()
        before = read(some)
        rows = [LogEntry(pk=pk, **{column: values[pk]}) for pk in some]
        LogEntry.objects.bulk_update(rows, [column])
        _reseal(end, before, read(some))


def read(entries: Iterable[int]) -> dict[int, dict[str, bytes]]:
    """Returns the fields of entries by their keys."""
    rows = LogEntry.objects.filter(pk__in=entries).order_by().values_list("pk", *leaves.COLUMNS)
    return {row[0]: leaves.of(row[1:]) for row in rows}


def _reseal(end: Chain, before: dict[int, dict[str, bytes]], after: dict[int, dict[str, bytes]]) -> None:
    at, seals, changed = clock.now(), [], []
    for entry, theirs in of_entries(before).items():
        old, new = before[entry], after[entry]
        erased = [path for path in old if new.get(path) != old[path]]
        for path in erased:
            holder = next(one for one in reversed(theirs) if not one.names or path in one.names)
            try:
                holder.erased[path] = leaves.hashed(path, old[path], holder.salts).hex()
            except leaves.Erased:  # somebody changed the seal; the check tells of it
                continue
            holder.salts = leaves.without(path, holder.salts, holder.names or old)
            changed.append(holder)
        names = sorted(path for path in new if old.get(path) != new[path])
        if names:
            salts = leaves.new_salts()
            hashes = {path: leaves.hashed(path, new[path], salts) for path in names}
            turn = theirs[-1].turn + 1
            digest = leaves.digest(hashes)
            seals.append(Seal(entry=entry, turn=turn, at=at, names=names, salts=salts, digest=digest))
    Seal.objects.bulk_update({one.number: one for one in changed}.values(), ["salts", "erased"])
    _append(end, seals)


def of_entries(entries: Iterable[int]) -> dict[int, list[Seal]]:
    """Returns the seals of those entries that have any, the first one first."""
    found: dict[int, list[Seal]] = {}
    for one in Seal.objects.filter(entry__in=entries).order_by("entry", "turn"):
        found.setdefault(one.entry, []).append(one)
    return found
