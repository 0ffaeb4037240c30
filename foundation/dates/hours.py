"""Hours in words, with the place whose time it is: "18:00 (Geneva time)"."""

import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.dates import clock, shown

ZONES = {
    gettext_noop("Addis Ababa"): "Africa/Addis_Ababa",
    gettext_noop("Bangkok"): "Asia/Bangkok",
    gettext_noop("Beirut"): "Asia/Beirut",
    gettext_noop("Bonn"): "Europe/Berlin",
    gettext_noop("Brussels"): "Europe/Brussels",
    gettext_noop("Geneva"): "Europe/Zurich",
    gettext_noop("Manila"): "Asia/Manila",
    gettext_noop("Nairobi"): "Africa/Nairobi",
    gettext_noop("New York"): "America/New_York",
    gettext_noop("Paris"): "Europe/Paris",
    gettext_noop("Rome"): "Europe/Rome",
    gettext_noop("Santiago"): "America/Santiago",
    gettext_noop("Vienna"): "Europe/Vienna",
    gettext_noop("Washington"): "America/New_York",
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
    return _("%(city)s time") % {"city": city_of(zone)}


def city_of(zone: str) -> str:
    """Returns the city after which people call the time of a zone: "Geneva"."""
    names = [city for city, other in ZONES.items() if other == zone and city in ("Geneva", "New York")]
    return _(names[0] if names else zone.rpartition("/")[2].replace("_", " "))


def day_and_hours(day: str, hours: str) -> str:
    """Returns "7 May, 18:00", of a day and an hour in words."""
    return _("%(day)s, %(hours)s") % {"day": day, "hours": hours}


def at_place(hours: str, place: str, at: dt.datetime | None = None) -> str:
    """Returns "18:00 (Geneva time)"; with the moment, also its distance from UTC."""
    if at is None:
        return _("%(hours)s (%(place)s)") % {"hours": hours, "place": place}
    return _("%(hours)s (%(place)s, %(offset)s)") % {"hours": hours, "place": place, "offset": offset(at)}


def offset(at: dt.datetime) -> str:
    """Returns how far the zone of that moment is from UTC then: "UTC+1", "UTC−3:30"."""
    minutes = int((at.utcoffset() or dt.timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def deadline(at: dt.datetime, zone: str = "") -> str:
    """Returns "Friday 7 May, 18:00 (Geneva time)", with the year if it is another than this one.

    Without a `zone` it is the Group's time.
    """
    zone = zone or clock.zone().key
    local = at.astimezone(ZoneInfo(zone))
    form = "WEEKDAY_MONTH_DAY_FORMAT" if local.year == clock.today().year else "WEEKDAY_DATE_FORMAT"
    return at_place(day_and_hours(shown.day(local, form), shown.hour(local)), place(zone))


def moment(at: dt.datetime, zone: str = "") -> str:
    """Returns "Friday 7 May 2027, 18:00 (Geneva time, UTC+2)".

    It is for mails and PDFs, which are kept, and cannot show a reader their own time.
    """
    zone = zone or clock.zone().key
    local = at.astimezone(ZoneInfo(zone))
    return at_place(
        day_and_hours(shown.day(local, "WEEKDAY_DATE_FORMAT"), shown.hour(local)), place(zone), local
    )


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
    return _(
        "There is no %(hour)s on %(day)s in %(place)s: the clocks go forward that night. The same moment is "
        "%(first)s. Choose that or another time."
    ) % {"hour": shown.hour(at), "day": shown.day(at), "place": place(_zone(at)), "first": shown.hour(first)}


def which_of_two(at: dt.datetime) -> str:
    """Returns how the portal reads an hour that comes twice."""
    return _(
        "%(hour)s comes twice on %(day)s in %(place)s, as the clocks go back. The portal takes the first, in "
        "summer time (%(offset)s)."
    ) % {"hour": shown.hour(at), "day": shown.day(at), "place": place(_zone(at)), "offset": offset(at)}
