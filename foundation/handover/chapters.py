"""The chapters of a handover report. A room has its own as `CHAPTERS` in `handover.py`."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Chapter:
    """One chapter of the handover report.

    `part` is the part of the report that it belongs to, `place` its position there. `gather(term, as_at)`
    returns its facts as plain data that JSON can hold, with every date in words; something empty if there are
    none. `template` shows them as `facts`.
    """

    slug: str
    part: str
    place: int
    title: str
    template: str
    gather: Callable[[Any, dt.date], Any]
