"""What awaits a person: each room tells its part in `awaiting.py`, as `awaiting(user)`."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from foundation import discovery
from foundation.dates import clock


@dataclass(frozen=True)
class Awaited:
    """One thing that awaits somebody: a sentence, where it is done, and the verb on the link.

    `by` is the moment until which it is due, aware, where there is one, by the clocks of `zone`, else of
    the Group. `place` orders what has none. `template` shows buttons in place of the link, of the `subject`.
    """

    sentence: str
    url: str
    verb: str
    by: dt.datetime | None = None
    place: int = 50
    zone: str = ""
    template: str = ""
    subject: Any = None

    @property
    def is_late(self) -> bool:
        """Whether the moment until which it is due has passed."""
        return self.by is not None and self.by < clock.now()


def awaited(user) -> list[Awaited]:
    """Everything that awaits that person, what has a deadline first and the nearest before the others."""
    found: Iterable[Awaited] = (
        thing
        for module in discovery.modules("awaiting")
        if module.__name__ != __name__  # this module itself tells of nothing
        for thing in module.awaiting(user)
    )
    return sorted(found, key=lambda thing: (thing.by is None, thing.by or 0, thing.place, thing.sentence))
