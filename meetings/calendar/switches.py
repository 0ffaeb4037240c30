"""What the Group has switched on in its rhythm, for the apps below."""

from meetings.calendar.models import Rhythm


def symbols() -> bool:
    """Whether papers and documents get symbols."""
    return Rhythm.current().symbols
