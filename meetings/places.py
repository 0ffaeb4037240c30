"""Where the Group meets, and the time there."""

import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

from foundation import clock
from meetings.models import Meeting

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


def cities() -> list[str]:
    """Where it met before, and where its members sit."""
    met = Meeting.objects.exclude(city="").order_by().values_list("city", flat=True).distinct()
    return sorted({*met, *ZONES})


def zones() -> list[str]:
    """Zones to choose from; any other that exists is taken as well."""
    return sorted({*ZONES.values(), clock.zone().key})


def zone_of(city: str) -> str:
    """The zone of a city that is known, else the Group's."""
    return ZONES.get(city.strip(), clock.zone().key)


def is_zone(name: str) -> bool:
    return name in available_timezones()


def place(zone: str) -> str:
    """What a zone's time is called: "Geneva time"."""
    names = [city for city, other in ZONES.items() if other == zone and city in ("Geneva", "New York")]
    return f"{names[0] if names else zone.rpartition('/')[2].replace('_', ' ')} time"


def hours(meeting: Meeting) -> str:
    """ "10:00-12:30, Geneva time", as far as it is known."""
    if not meeting.time:
        return ""
    text = f"{meeting.time:%H:%M}"
    if meeting.length:
        ends = dt.datetime.combine(dt.date(2000, 1, 1), meeting.time) + dt.timedelta(minutes=meeting.length)
        text += f"–{ends:%H:%M}"
    return f"{text}, {place(meeting.timezone)}" if meeting.timezone else text


def moment(at: dt.datetime) -> str:
    """ "Friday 7 May 2027, 18:00, Geneva time": a deadline names its hour and place."""
    local = at.astimezone(clock.zone())
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}, {place(clock.zone().key)}"


def in_zone(day: dt.date, time: dt.time) -> dt.datetime:
    """That hour in the Group's zone."""
    return dt.datetime.combine(day, time, ZoneInfo(clock.zone().key))
