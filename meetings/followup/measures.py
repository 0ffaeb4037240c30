"""What is counted to compare terms: decisions, and action points done in time.

Items for principals only are never counted.
"""

from collections import Counter

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.figures import Figure, Measure, Terms, count, known, terms_of
from foundation.dates import clock
from meetings.agenda.models import AgendaItem
from meetings.followup.models import Action, Decision
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting


def _minuted():
    """Returns the items of which minutes or a decision are recorded, as rows."""
    items = AgendaItem.objects.for_audience(Audience.MEMBERS).filter(
        ~Q(minutes="") | Q(decisions__in=Decision.objects.standing()),
        meeting__in=Meeting.objects.with_open_words(),
    )
    return [
        (one.meeting.term_id, one.meeting.date, one) for one in items.select_related("meeting").distinct()
    ]


def _of_items(rows):
    rows = rows.for_audience(Audience.MEMBERS).filter(item__meeting__in=Meeting.objects.with_open_words())
    return [
        (one.item.meeting.term_id, one.item.meeting.date, one) for one in rows.select_related("item__meeting")
    ]


def decisions(terms: Terms) -> dict[int, Figure]:
    """Returns how many decisions the Group took, by the key of the term.

    Of a term without minutes it is not known.
    """
    return count(known(terms, _minuted()), _of_items(Decision.objects.standing()))


def _timed():
    """Returns the action points with a due date that were reported done or are overdue."""
    today = clock.today()
    return [
        row
        for row in _of_items(Action.objects.all())
        if (action := row[2]).due and (action.reported_at if action.done else action.due.latest < today)
    ]


def _in_time(action: Action) -> bool:
    if not (action.done and action.reported_at):
        return False
    return action.reported_at.astimezone(clock.zone()).date() <= action.due.latest


def actions_in_time(terms: Terms) -> dict[int, Figure]:
    """Returns how many action points were done by their due date, by the key of the term."""
    return count(terms, _timed(), is_counted=_in_time)


def actions_in_time_by_agency(terms: Terms) -> dict[int, Figure]:
    """Returns the same for each agency over all these terms, by its key."""
    mine = [one for own, date, one in _timed() if one.agency_id and terms_of(terms, own, date)]
    every = Counter(one.agency_id for one in mine)
    done = Counter(one.agency_id for one in mine if _in_time(one))
    return {pk: Figure(done[pk], count) for pk, count in every.items()}


MEASURES = [
    Measure("decisions", 20, _("Decisions"), _("Decisions that the Group took."), decisions),
    Measure(
        "actions",
        30,
        _("Action points done on time"),
        _("Action points with a due date that were reported done by then."),
        actions_in_time,
        actions_in_time_by_agency,
    ),
]
