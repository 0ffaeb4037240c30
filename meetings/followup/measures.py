"""What is counted to compare terms: decisions, and action points done in time.

Items for principals only are never counted.
"""

from django.db.models import Q
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.figures import Figure, Measure, Terms, by_agency, count, grouped, known
from foundation.dates import clock
from foundation.dates.partial import IsoDay
from meetings.agenda.models import AgendaItem
from meetings.followup.models import Action, Decision
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting

MEETING = "item__meeting__"


def _minuted(terms: Terms):
    """Returns the items of these terms of which minutes or a decision are recorded."""
    return AgendaItem.objects.for_audience(Audience.MEMBERS).filter(
        ~Q(minutes="") | Q(pk__in=_of_items(Decision.objects.standing(), terms).values("item")),
        meeting__in=Meeting.objects.with_open_words().of_terms(terms),
    )


def _of_items(rows, terms: Terms):
    meetings = Meeting.objects.with_open_words().of_terms(terms)
    return rows.for_audience(Audience.MEMBERS).filter(item__meeting__in=meetings)


def decisions(terms: Terms) -> dict[int, Figure]:
    """Returns how many decisions the Group took, by the key of the term.

    Of a term without minutes it is not known.
    """
    minuted = known(terms, grouped(_minuted(terms), "meeting__"))
    return count(minuted, grouped(_of_items(Decision.objects.standing(), terms), MEETING))


def _timed(terms: Terms):
    """Returns the action points with a due date that were reported done or are overdue."""
    reported = Q(done=True, reported_at__isnull=False)
    overdue = ~Q(done=True) & Q(due__latest__lt=clock.today())
    return _of_items(Action.objects.exclude(due=None), terms).filter(reported | overdue)


def _in_time() -> Q:
    day = Cast(TruncDate("reported_at", tzinfo=clock.zone()), IsoDay())
    return Q(done=True, due__latest__gte=day)


def actions_in_time(terms: Terms) -> dict[int, Figure]:
    """Returns how many action points were done by their due date, by the key of the term."""
    return count(terms, grouped(_timed(terms), MEETING, passing=_in_time()), of_all=True)


def actions_in_time_by_agency(terms: Terms) -> dict[int, Figure]:
    """Returns the same for each agency over all these terms, by its key."""
    return by_agency(_timed(terms), "agency", passing=_in_time())


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
