"""Hours in words, with the place whose time it is: "18:00, Geneva time"."""

import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

from foundation.dates import clock

ZONES = {
    "Addis Ababa": "Africa/Addis_Ababa",
    "Bangkok": "Asia/Bangkok",
    "Beirut": "Asia/Beirut",
    "Bonn": "Europe/Berlin",
    "Brussels": "Europe/Brussels",
    "Geneva": "Europe/Zurich",
    "Manila": "Asia/Manila",
    "Nairobi": "Africa/Nairobi",
    "New York": "America/New_York",
    "Paris": "Europe/Paris",
    "Rome": "Europe/Rome",
    "Santiago": "America/Santiago",
    "Vienna": "Europe/Vienna",
    "Washington": "America/New_York",
}


def zones() -> list[str]:
    """Returns the names of the zones that forms offer. Any other zone that exists is accepted as well."""
    return sorted({*ZONES.values(), clock.zone().key})


def zone_of(city: str) -> str:
    """Returns the zone of a known city; the Group's for any other."""
    return ZONES.get(city.strip(), clock.zone().key)


def is_zone(name: str) -> bool:
    """Returns whether a time zone has that name."""
    return name in available_timezones()


def place(zone: str) -> str:
    """Returns what people call the time of a zone: "Geneva time"."""
    names = [city for city, other in ZONES.items() if other == zone and city in ("Geneva", "New York")]
    return f"{names[0] if names else zone.rpartition('/')[2].replace('_', ' ')} time"


def offset(at: dt.datetime) -> str:
    """Returns how far the zone of that moment is from UTC then: "UTC+1", "UTC−3:30"."""
    minutes = int((at.utcoffset() or dt.timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def deadline(at: dt.datetime, zone: str = "") -> str:
    """Returns "Friday 7 May 2027, 18:00, Geneva time". Without a `zone` it is the Group's time."""
    zone = zone or clock.zone().key
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}, {place(zone)}"


def moment(at: dt.datetime, zone: str = "") -> str:
    """Returns a deadline with its distance from UTC, for mails, which cannot show a reader their own time."""
    return f"{deadline(at, zone)} ({offset(at.astimezone(ZoneInfo(zone or clock.zone().key)))})"


def in_zone(day: dt.date, time: dt.time, zone: str = "") -> dt.datetime:
    """Returns that day and hour as an aware moment in that zone; in the Group's if there is none."""
    return dt.datetime.combine(day, time, ZoneInfo(zone or clock.zone().key))


def _zone(at: dt.datetime) -> str:
    """The name of a moment's zone, such as "Europe/Zurich"."""
    return at.tzinfo.key if isinstance(at.tzinfo, ZoneInfo) else clock.zone().key


# A change to or from summer time leaves out an hour, or has it twice.


def is_hour(at: dt.datetime) -> bool:
    """Returns whether that hour exists in its zone. It does not when the clocks go forward over it."""
    back = at.astimezone(dt.UTC).astimezone(at.tzinfo)
    return back.replace(tzinfo=None) == at.replace(tzinfo=None)


def is_twice(at: dt.datetime) -> bool:
    """Returns whether that hour comes twice on its day, because the clocks go back over it."""
    return is_hour(at) and at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()


def no_such_hour(at: dt.datetime) -> str:
    """Returns why that hour does not exist, and what to do."""
    first = at.astimezone(dt.UTC).astimezone(at.tzinfo)
    return (
        f"There is no {at:%H:%M} on {at.day} {at:%B %Y} by {place(_zone(at))}: the clocks go forward "
        f"that night. The same moment is {first:%H:%M}; choose that or another hour."
    )


def which_of_two(at: dt.datetime) -> str:
    """Returns how the portal reads an hour that comes twice."""
    return (
        f"{at:%H:%M} comes twice on {at.day} {at:%B %Y} by {place(_zone(at))}, as the clocks go back. It "
        f"is taken as the first, in summer time ({offset(at)})."
    )
