"""Addresses at which nobody can be reached. A stand-in until the room of mail keeps them."""

from collections.abc import Iterable


def mark(address: str, *, reason: str, source: str) -> None:
    """Marks an address. `source` says how that is known."""


def clear(address: str) -> bool:
    """Removes the mark of an address that works again. Returns False if it had none."""
    return False


def bad(addresses: Iterable[str | None]) -> dict:
    """Returns the marks of those addresses that have one."""
    return {}
