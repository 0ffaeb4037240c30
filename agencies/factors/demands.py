"""Of whom the setting `SECOND_FACTOR` demands a second factor.

Who holds which power follows the calendar, and some powers are known only to rooms above. So each room tells
its own, in a module `second_factor.py` with `DEMANDS`: the name in the setting, and its `Demand`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from foundation import discovery


@dataclass(frozen=True)
class Demand:
    """`holds(user)` says whether it concerns the person today; `words` say to them why."""

    holds: Callable[[Any], bool]
    words: str


def demands() -> dict[str, Demand]:
    """Returns all that can be named in the setting."""
    found = discovery.modules("second_factor")
    return {name: one for module in found for name, one in module.DEMANDS.items()}


def check_setting() -> None:
    """Raises `ImproperlyConfigured` if the setting names what no room knows."""
    known = demands()
    if unknown := [name for name in settings.SECOND_FACTOR if name not in known]:
        raise ImproperlyConfigured(
            f"SECOND_FACTOR names {', '.join(unknown)}. It can name {', '.join(sorted(known))}."
        )


def demanded_of(user) -> Iterator[str]:
    """Yields why a second factor is demanded of the person today, in words; nothing if it is not."""
    known = demands() if settings.SECOND_FACTOR else {}
    for name in settings.SECOND_FACTOR:
        if known[name].holds(user):
            yield str(known[name].words)
