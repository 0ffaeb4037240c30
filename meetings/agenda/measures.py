"""Which purposes of the Group the agendas of terms that are compared served.

What is for principals only is counted nowhere.
"""

from collections import defaultdict

from chairmanship.rotation.figures import Measure, Terms, terms_of
from meetings.agenda.models import AgendaItem
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting

MEASURES: list[Measure] = []


def purposes(terms: Terms) -> dict[int, set]:
    """The purposes that items of agendas served."""
    found = defaultdict(set)
    items = AgendaItem.objects.for_audience(Audience.MEMBERS).filter(
        meeting__in=Meeting.objects.with_open_words()
    )
    for item in items.select_related("meeting").prefetch_related("purposes"):
        for term in terms_of(terms, item.meeting.term_id, item.meeting.date):
            found[term.pk] |= {purpose.pk for purpose in item.purposes.all()}
    return found
