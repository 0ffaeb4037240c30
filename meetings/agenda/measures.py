"""What is counted when terms are compared: the purposes that items of agendas served.

Items for principals only are never counted.
"""

from collections import defaultdict

from chairmanship.rotation.figures import Measure, Terms, terms_of
from meetings.agenda.models import AgendaItem
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting

MEASURES: list[Measure] = []


def purposes(terms: Terms) -> dict[int, set]:
    """Returns the keys of the purposes that items of agendas served, by the key of the term."""
    found = defaultdict(set)
    items = AgendaItem.objects.for_audience(Audience.MEMBERS).filter(
        meeting__in=Meeting.objects.with_open_words()
    )
    for item in items.select_related("meeting").prefetch_related("purposes"):
        for term in terms_of(terms, item.meeting.term_id, item.meeting.date):
            found[term.pk] |= {purpose.pk for purpose in item.purposes.all()}
    return found
