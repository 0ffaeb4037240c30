"""Settings in the Group's rhythm that the apps below need."""

from meetings.calendar.models import Rhythm


def symbols() -> bool:
    """Returns whether papers and documents get symbols."""
    return Rhythm.current().symbols
