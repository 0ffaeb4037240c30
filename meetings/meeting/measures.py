"""What is counted when terms are compared: meetings."""

from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.figures import Measure, Terms, count, known
from foundation.dates import clock
from meetings.meeting.models import Meeting

Level = Meeting.Level


def _meetings(level):
    """Returns the meetings of a level that took place, as rows."""
    held = Meeting.objects.convened().filter(level=level, date__earliest__lte=clock.today())
    return [(one.term_id, one.date, one) for one in held]


def known_terms(terms: Terms) -> Terms:
    """Returns the terms with any recorded meeting."""
    return known(terms, [row for level in Level for row in _meetings(level)])


def meetings_held(level):
    """Returns a function for a measure: how many meetings of that level each term had, by its key."""
    return lambda terms: count(known_terms(terms), _meetings(level))


MEASURES = [
    Measure(
        "principals",
        15,
        _("Principals meetings"),
        _("How often the principals met."),
        meetings_held(Level.PRINCIPALS),
    ),
    Measure(
        "working",
        16,
        _("Working-level meetings"),
        _("How often the working level met."),
        meetings_held(Level.WORKING),
    ),
]
