"""A year of the invented past: who was there, and what was made of it so far."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from django.db import models

from agencies.models import Agency, Purpose, User
from chairmanship.models import Chairmanship
from foundation.dates import clock


@dataclass
class Year:
    """From its first to its last day. `principals` and `focal_points` are one for each of the `members`."""

    first: dt.date
    last: dt.date
    dice: Random
    members: list[Agency]
    principals: list[User]
    focal_points: list[User]
    today: list[Agency]  # the members of today: what is open came down to them
    purposes: list[Purpose]
    made: dict[type[models.Model], list] = field(default_factory=dict)

    @property
    def people(self) -> list[User]:
        return self.focal_points + self.principals

    def make(self, rows: Iterable[models.Model]) -> list:
        """Saves rows of one model in one go. Returns them with their keys."""
        rows = list(rows)
        if rows:
            model = type(rows[0])
            model._base_manager.bulk_create(rows)
            self.made.setdefault(model, []).extend(rows)
        return rows

    def moment(self, day: dt.date, hour: int = 9) -> dt.datetime:
        """Returns that hour of the day."""
        return dt.datetime.combine(day, dt.time(hour), clock.zone())

    def term_on(self, day: dt.date) -> Chairmanship:
        """Returns the term of that day."""
        return next(term for term in self.made[Chairmanship] if term.starts <= day <= term.ends)
