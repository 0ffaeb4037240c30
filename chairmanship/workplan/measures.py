"""What is counted to compare terms: activities of the workplan."""

from collections import Counter, defaultdict

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.figures import Figure, Measure, Terms
from chairmanship.workplan.models import WorkplanActivity


def _activities(terms: Terms):
    """Yields each activity with every term that it belongs to: its own, else those that its dates may
    overlap.
    """
    if not terms:
        return
    first, last = min(term.starts for term in terms), max(term.ends for term in terms)
    near = WorkplanActivity.objects.filter(term=None).between(first, last)
    activities = WorkplanActivity.objects.filter(Q(term__in=terms) | Q(pk__in=near.values("pk")))
    for activity in activities.only("term", "starts", "ends", "status").prefetch_related("purposes"):
        for term in terms:
            if activity.term_id:
                if activity.term_id == term.pk:
                    yield term, activity
            elif _may_overlap(activity, term):
                yield term, activity


def _may_overlap(activity, term) -> bool:
    """Does the same as `WorkplanActivity.objects.of_term`.

    If only one end is known, it counts for both.
    """
    first, last = activity.starts or activity.ends, activity.ends or activity.starts
    return bool(first) and first.earliest <= term.ends and last.latest >= term.starts


def activities_done(terms: Terms) -> dict[int, Figure]:
    """Returns how many activities were done, of those not dropped, by the key of the term."""
    every, done = Counter(), Counter()
    for term, activity in _activities(terms):
        every[term.pk] += activity.status != WorkplanActivity.Status.DROPPED
        done[term.pk] += activity.status == WorkplanActivity.Status.DONE
    return {pk: Figure(done[pk], count) for pk, count in every.items() if count}


def purposes(terms: Terms) -> dict[int, set]:
    """Returns the keys of the purposes that activities served, by the key of the term."""
    found = defaultdict(set)
    for term, activity in _activities(terms):
        found[term.pk] |= {purpose.pk for purpose in activity.purposes.all()}
    return found


MEASURES = [
    Measure(
        "workplan",
        50,
        _("Activities done"),
        _("Activities of the term’s workplan that were done, of those not dropped."),
        activities_done,
    ),
]
