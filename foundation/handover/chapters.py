"""What a room's `handover.py` gives to the report: `CHAPTERS`, a list of these."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Chapter:
    """One chapter of the handover report.

    `part` names the part of the report that it belongs to, `place` its order there. `gather(term, as_at)`
    gives the facts as plain data that JSON can hold, with every date already in words, or something
    empty when there is no matter; `template` sets them, with the facts as `facts`.
    """

    slug: str
    part: str
    place: int
    title: str
    template: str
    gather: Callable[[Any, dt.date], Any]
