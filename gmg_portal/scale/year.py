"""A year of the invented past, as what is made of it grows: rows by model, each made in bulk."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from django.db import models

from agencies.models import Agency, Purpose, User
from chairmanship.models import Chairmanship
from foundation.dates import clock
from gmg_portal.scale import history


@dataclass
class Year:
    """From its first to its last day, with its members and their people: in each role one of each agency."""

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
        return dt.datetime.combine(day, dt.time(hour), clock.zone())

    def term_on(self, day: dt.date) -> Chairmanship:
        return next(term for term in self.made[Chairmanship] if term.starts <= day <= term.ends)

    def tell(self) -> None:
        """Writes the history of all that was made."""
        history.write(self.made.items(), by=self.people, since=self.moment(self.first), dice=self.dice)
