"""What is counted when terms are compared: meetings."""

from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.figures import Measure, Terms, count, grouped, known
from foundation.dates import clock
from meetings.meeting.models import Meeting

Level = Meeting.Level


def _held(terms: Terms):
    """Returns the meetings of these terms that took place."""
    return Meeting.objects.convened().of_terms(terms).filter(date__earliest__lte=clock.today())


def known_terms(terms: Terms) -> Terms:
    """Returns the terms with any recorded meeting."""
    return known(terms, grouped(_held(terms)))


def meetings_held(level):
    """Returns a function for a measure: how many meetings of that level each term had, by its key."""
    return lambda terms: count(known_terms(terms), grouped(_held(terms).filter(level=level)))


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
