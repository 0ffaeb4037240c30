"""What is counted to compare terms: quarters in which the Group kept its rhythm."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.figures import Figure, Measure, Terms
from foundation.dates import clock
from meetings.calendar import planning
from meetings.calendar.models import Rhythm
from meetings.meeting.measures import known_terms
from meetings.meeting.models import Meeting

Level = Meeting.Level


def quarters_in_rhythm(terms: Terms) -> dict[int, Figure]:
    """Returns in how many past quarters the Group kept its rhythm, by the key of the term.

    A quarter belongs to the term that has its middle. The rhythm is today's.
    """
    rhythm, today = Rhythm.current(), clock.today()
    there = known_terms(terms)
    if not there:
        return {}
    first = planning.Quarter.of(min(term.starts for term in there)).starts
    last = planning.Quarter.of(max(term.ends for term in there)).ends
    met = planning.regular(Meeting.objects.convened(), first, last, rhythm)
    found = {}
    for term in there:
        quarter, kept, every = planning.Quarter.of(term.starts), 0, 0
        while quarter.starts <= term.ends and quarter.ends < today:
            middle = quarter.starts + (quarter.ends - quarter.starts) / 2
            if term.starts <= middle <= term.ends:
                levels = Counter(one.level for one in met[quarter])
                every += 1
                kept += (
                    levels[Level.PRINCIPALS] >= rhythm.principals_a_quarter
                    and levels[Level.WORKING] >= rhythm.working_a_quarter
                )
            quarter = quarter.next
        if every:
            found[term.pk] = Figure(kept, every)
    return found


MEASURES = [
    Measure(
        "rhythm",
        10,
        _("Quarters on schedule"),
        _("Past quarters in which both levels met as often as the regular schedule provides."),
        quarters_in_rhythm,
    ),
]
