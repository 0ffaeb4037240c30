"""Which days suit a meeting: what speaks against each, in words."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.models import Agency
from chairmanship.models import Event, Occasion
from foundation.dates import clock
from foundation.dates.holidays import SEATS, holiday, seat_of
from foundation.text.words import listed
from meetings.meeting.models import Meeting

NEAR = dt.timedelta(days=2)  # two meetings within this are too close
SHORT = 5  # days: a longer external event speaks against a meeting but does not rule it out
MOST_DAYS = 366
MEETINGS = {
    Meeting.Level.PRINCIPALS: gettext_lazy("a principals meeting"),
    Meeting.Level.WORKING: gettext_lazy("a working-level meeting"),
}


@dataclass
class Days:
    """What is known about the days around a meeting. It is read once, for all days to compare."""

    city: str
    seats: Counter = field(default_factory=Counter)  # how many members have their seat there
    taken: dict[dt.date, str] = field(default_factory=dict)  # the meeting or event on that day
    during: dict[dt.date, str] = field(default_factory=dict)  # the long event on that day

    @classmethod
    def known(cls, city: str, *, but: Meeting | None = None) -> "Days":
        """Returns what is known for a meeting in that city. The day of the meeting `but` does not count as
        taken.
        """
        made = cls(city)
        for agency in Agency.objects.members():
            seat = seat_of(agency.headquarters, agency.country)
            if seat:
                made.seats[seat] += 1
        for meeting in Meeting.objects.ahead():
            if meeting.date.day and not (but and meeting.pk == but.pk):
                made.taken[meeting.date.earliest] = str(MEETINGS[meeting.level])
        for event in Event.objects.filter(date__latest__gte=clock.today() - NEAR).only("date", "forum"):
            if event.date.day:
                made.taken[event.date.earliest] = event.forum
        for occasion in Occasion.objects.ahead().select_related("forum"):
            made.add(occasion)
        return made

    def add(self, occasion: Occasion) -> None:
        """Adds an external event. A short one rules its days out, a long one only speaks against them."""
        days = (occasion.last - occasion.starts).days + 1
        for offset in range(min(days, MOST_DAYS)):
            day = occasion.starts + dt.timedelta(days=offset)
            if days <= SHORT:
                self.taken.setdefault(day, str(occasion))
            else:
                self.during.setdefault(day, str(occasion))

    def barred(self, day: dt.date) -> str:
        """Returns why nobody can meet on that day; "" if they can."""
        if day.weekday() >= 5:
            return _("weekend")
        name = holiday(day, SEATS.get(self.city))
        if name:
            return _("%(holiday)s in %(city)s") % {"holiday": name, "city": self.city}
        if day in self.taken:
            return _("taken by %(what)s") % {"what": self.taken[day]}
        return ""

    def away(self, day: dt.date) -> list[tuple[str, int]]:
        """Returns the holidays on that day at the members' seats, each with how many members are away."""
        found: Counter = Counter()
        for seat, count in self.seats.items():
            name = holiday(day, seat)
            if name:
                found[name] += count
        return found.most_common()

    def against(self, day: dt.date) -> str:
        """Returns all that speaks against the day, in words; "" if nothing does."""
        barred = self.barred(day)
        if barred:
            return barred
        reasons = [
            ngettext(
                "%(holiday)s at the seat of %(count)s member",
                "%(holiday)s at the seats of %(count)s members",
                count,
            )
            % {"holiday": name, "count": count}
            for name, count in self.away(day)
        ]
        reasons += [_("close to %(what)s") % {"what": what} for what in self._near(day)]
        if day in self.during:
            reasons.append(_("during %(event)s") % {"event": self.during[day]})
        return listed(reasons)

    def cost(self, day: dt.date) -> float:
        """Returns how badly the day suits: 0 if nothing speaks against it, infinity if nobody can meet."""
        if self.barred(day):
            return float("inf")
        return (
            sum(count for _name, count in self.away(day))
            + 3 * len(self._near(day))
            + 3 * (day in self.during)
        )

    def _near(self, day: dt.date) -> list[str]:
        near = [what for other, what in self.taken.items() if other != day and abs(other - day) <= NEAR]
        return list(dict.fromkeys(near))  # an event of several days counts once
