"""Addresses at which nobody can be reached: refused by a server, come back, or told by somebody."""

from collections.abc import Iterable

from foundation.dates import clock
from foundation.mail.models import BadAddress
from foundation.text.lengths import TITLE


def mark(address: str, *, reason: str, source: str) -> BadAddress:
    """Marks an address. Returns the mark; one that was there keeps its day and gets the new reason.

    `source` is one of `BadAddress.Source`.
    """
    values = {"reason": reason[:TITLE], "source": source}
    return BadAddress.objects.update_or_create(
        address=address.casefold(), defaults=values, create_defaults=values | {"since": clock.now()}
    )[0]


def clear(address: str) -> bool:
    """Removes the mark of an address that works again. Returns False if it had none."""
    return bool(BadAddress.objects.filter(address=address.casefold()).delete()[0])


def bad(addresses: Iterable[str | None]) -> dict[str, BadAddress]:
    """Returns the marks of those addresses that have one, by the address as it was given. One query."""
    known = {one: one.casefold() for one in addresses if one}
    marks = BadAddress.objects.in_bulk(set(known.values()), field_name="address") if known else {}
    return {one: marks[folded] for one, folded in known.items() if folded in marks}


def bad_of(people: Iterable) -> dict[int, BadAddress]:
    """Returns the marks of those people that have one, by their keys. One query."""
    people = list(people)
    marks = bad(one.email for one in people)
    return {one.pk: marks[one.email] for one in people if one.email in marks}
