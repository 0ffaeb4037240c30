"""Public holidays of the cities where members have their seat or meet."""

import datetime as dt
from functools import cache

# The country of each city, and its region if that has its own holidays.
Seat = tuple[str, str | None]
SEATS: dict[str, Seat] = {
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


def seat_of(city: str, country: str = "") -> Seat | None:
    """Returns the seat in a city, or in a country if the city is not known; None if neither is."""
    return SEATS.get(city) or ((country, None) if country else None)


def holiday(day: dt.date, seat: Seat | None) -> str:
    """Returns the public holiday there; "" if there is none, or if the place is not known."""
    return _holidays(*seat, day.year).get(day, "") if seat else ""


@cache
def _holidays(country: str, part: str | None, year: int) -> dict[dt.date, str]:
    """Returns the public holidays of a country, in English if available; {} if the country is not known."""
    import holidays  # large, and few requests need it

    try:
        known = holidays.country_holidays(country, subdiv=part, years=year, language="en_US")
    except NotImplementedError:
        try:
            known = holidays.country_holidays(country, years=year)
        except NotImplementedError:
            return {}
    return dict(known)
