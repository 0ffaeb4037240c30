"""What awaits a person. Each room adds its part with `awaiting(user)` in `awaiting.py`."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from foundation import discovery
from foundation.dates import clock


@dataclass(frozen=True)
class Awaited:
    """One thing that awaits somebody: a sentence, the page on which to do it, and the verb on its link.

    `by` is its deadline, an aware moment, if it has one. It is shown in the time of `zone`, else in the
    Group's. `place` sorts what has no deadline. `template` shows buttons for the `subject` in place of the
    link.
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
    def key(self) -> str:
        """The same text for the same thing on another day, whatever its counts are by then."""
        subject = getattr(self.subject, "pk", "")
        words = re.sub(r"\d+", "", self.sentence)
        return hashlib.sha256(f"{self.url} {self.verb} {self.by} {subject} {words}".encode()).hexdigest()[:16]

    @property
    def is_late(self) -> bool:
        """Whether its deadline has passed."""
        return self.by is not None and self.by < clock.now()


def awaited(user) -> list[Awaited]:
    """Returns everything that awaits that person: first what has a deadline, the nearest first."""
    found: Iterable[Awaited] = (
        thing
        for module in discovery.modules("awaiting")
        if module.__name__ != __name__  # this module itself tells of nothing
        for thing in module.awaiting(user)
    )
    return sorted(found, key=lambda thing: (thing.by is None, thing.by or 0, thing.place, thing.sentence))
