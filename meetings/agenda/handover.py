"""A chapter of the handover report: the purposes of the Group that agendas served."""

import datetime as dt

from django.db.models import Count, Q

from agencies.models import Purpose
from chairmanship.models import Chairmanship, WorkplanActivity
from foundation.text.words import listed
from meetings.agenda.models import AgendaItem
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting

# A report is read by everybody in the portal: what is for principals only is not in it, nor counted.
READ_BY_ALL = AgendaItem.objects.for_audience(Audience.MEMBERS)


def coverage(term: Chairmanship, as_at: dt.date) -> dict:
    """Returns how many items, decisions and activities of the term served each purpose."""
    items = READ_BY_ALL.filter(meeting__in=Meeting.objects.with_open_words().of_term(term)).values("pk")
    activities = WorkplanActivity.objects.of_term(term).values("pk")
    rows = [
        {
            "number": purpose.number,
            "title": purpose.title,
            "items": purpose.items,
            "decisions": purpose.decisions,
            "activities": purpose.plans,
        }
        for purpose in Purpose.objects.annotate(
            items=Count("agenda_items", filter=Q(agenda_items__in=items), distinct=True),
            decisions=Count("agenda_items__decisions", filter=Q(agenda_items__in=items), distinct=True),
            plans=Count("activities", filter=Q(activities__in=activities), distinct=True),
        )
    ]
    untouched = [str(row["number"]) for row in rows if not (row["items"] or row["activities"])]
    return {"rows": rows, "untouched": listed(untouched)} if len(untouched) < len(rows) else {}


PASSAGES = []
