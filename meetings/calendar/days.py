"""Which days suit a meeting: what speaks against each, in words."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from agencies.models import Agency
from chairmanship.models import Event, Occasion
from foundation.text.words import listed, number
from meetings.meeting.models import Meeting

# The country of each city where members sit or meet, and the part of it, where that has days of its own.
SEATS = {
    "Addis Ababa": ("ET", None),
    "Bangkok": ("TH", None),
    "Beirut": ("LB", None),
    "Bonn": ("DE", "NW"),
    "Brussels": ("BE", None),
    "Geneva": ("CH", "GE"),
    "Manila": ("PH", None),
    "Nairobi": ("KE", None),
    "New York": ("US", "NY"),
    "Paris": ("FR", None),
    "Rome": ("IT", None),
    "Santiago": ("CL", None),
    "Tokyo": ("JP", None),
    "Vienna": ("AT", None),
    "Washington": ("US", "DC"),
}
NEAR = dt.timedelta(days=2)  # so close, two meetings crowd each other
SHORT = 5  # days: an external event that lasts longer crowds a meeting, and does not bar it
MOST_DAYS = 366


@cache
def _holidays(country: str, part: str | None, year: int) -> dict[dt.date, str]:
    """The public holidays of a country, in English where they are told so; none where it is not known."""
    import holidays  # large, and few requests need it

    try:
        known = holidays.country_holidays(country, subdiv=part, years=year, language="en_US")
    except NotImplementedError:
        try:
            known = holidays.country_holidays(country, years=year)
        except NotImplementedError:
            return {}
    return dict(known)


def holiday(day: dt.date, seat: tuple[str, str | None] | None) -> str:
    """Which public holiday it is there; empty where it is none, or nothing is known of the place."""
    return _holidays(*seat, day.year).get(day, "") if seat else ""


@dataclass
class Days:
    """What is known of the days of a time: asked once, for as many of them as are weighed."""

    city: str
    seats: Counter = field(default_factory=Counter)  # of the members, each with how many sit there
    taken: dict[dt.date, str] = field(default_factory=dict)  # by a meeting or an event, with its name
    during: dict[dt.date, str] = field(default_factory=dict)  # the days of an event that lasts for weeks

    @classmethod
    def known(cls, city: str, *, but: Meeting | None = None) -> "Days":
        """For a meeting in that city; `but` is that meeting, where its own day is not to count as taken."""
        made = cls(city)
        for agency in Agency.objects.members():
            seat = SEATS.get(agency.headquarters) or ((agency.country, None) if agency.country else None)
            if seat:
                made.seats[seat] += 1
        for meeting in Meeting.objects.ahead():
            if meeting.date.day and not (but and meeting.pk == but.pk):
                made.taken[meeting.date.earliest] = f"the {meeting.get_level_display()} meeting"
        for event in Event.objects.all():
            if event.date.day:
                made.taken[event.date.earliest] = event.forum
        for occasion in Occasion.objects.ahead().select_related("forum"):
            made.add(occasion)
        return made

    def add(self, occasion: Occasion) -> None:
        """Keeps the Group free on the days of an external event; of a long one only where it can be had."""
        days = (occasion.last - occasion.starts).days + 1
        for offset in range(min(days, MOST_DAYS)):
            day = occasion.starts + dt.timedelta(days=offset)
            if days <= SHORT:
                self.taken.setdefault(day, str(occasion))
            else:
                self.during.setdefault(day, str(occasion))

    def barred(self, day: dt.date) -> str:
        """Why nobody can meet on that day; empty where they can."""
        if day.weekday() >= 5:
            return "a weekend"
        name = holiday(day, SEATS.get(self.city))
        if name:
            return f"{name} in {self.city}"
        if day in self.taken:
            return f"taken by {self.taken[day]}"
        return ""

    def away(self, day: dt.date) -> list[tuple[str, int]]:
        """The holidays of that day at the members' seats, each with how many members it keeps away."""
        found: Counter = Counter()
        for seat, count in self.seats.items():
            name = holiday(day, seat)
            if name:
                found[name] += count
        return found.most_common()

    def against(self, day: dt.date) -> str:
        """All that speaks against the day, in words; empty where nothing does."""
        barred = self.barred(day)
        if barred:
            return barred
        reasons = [f"{name} at the seat of {number(count)}" for name, count in self.away(day)]
        reasons += [f"close to {what}" for what in self._near(day)]
        if day in self.during:
            reasons.append(f"during {self.during[day]}")
        return listed(reasons)

    def cost(self, day: dt.date) -> float:
        """How little the day suits: nought where nothing speaks against it."""
        if self.barred(day):
            return float("inf")
        return sum(count for _, count in self.away(day)) + 3 * len(self._near(day)) + 3 * (day in self.during)

    def _near(self, day: dt.date) -> list[str]:
        near = [what for other, what in self.taken.items() if other != day and abs(other - day) <= NEAR]
        return list(dict.fromkeys(near))  # what lasts for days is one
