"""What is counted when terms are compared: the purposes that items of agendas served.

Items for principals only are never counted.
"""

from chairmanship.rotation.figures import Measure, Terms, served
from meetings.agenda.models import AgendaItem
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting

MEASURES: list[Measure] = []


def purposes(terms: Terms) -> dict[int, set]:
    """Returns the keys of the purposes that items of agendas served, by the key of the term."""
    meetings = Meeting.objects.with_open_words().of_terms(terms)
    return served(
        terms, AgendaItem.objects.for_audience(Audience.MEMBERS).filter(meeting__in=meetings), "meeting__"
    )
