"""What the workplan counts in terms that are compared."""

from collections import Counter, defaultdict

from chairmanship.rotation.figures import Figure, Measure, Terms
from chairmanship.workplan.models import WorkplanActivity


def _activities(terms: Terms):
    """Each activity with every term that it belongs to:

    the one it names, or those that its time may overlap.
    """
    for activity in WorkplanActivity.objects.prefetch_related("purposes"):
        for term in terms:
            if activity.term_id:
                if activity.term_id == term.pk:
                    yield term, activity
            elif _may_overlap(activity, term):
                yield term, activity


def _may_overlap(activity, term) -> bool:
    """As `WorkplanActivity.objects.of_term` has it. A time with one known end counts as that end only."""
    first, last = activity.starts or activity.ends, activity.ends or activity.starts
    return bool(first) and first.earliest <= term.ends and last.latest >= term.starts


def activities_done(terms: Terms) -> dict[int, Figure]:
    """By term, how many activities were done, of those that were not dropped."""
    every, done = Counter(), Counter()
    for term, activity in _activities(terms):
        every[term.pk] += activity.status != WorkplanActivity.Status.DROPPED
        done[term.pk] += activity.status == WorkplanActivity.Status.DONE
    return {pk: Figure(done[pk], count) for pk, count in every.items() if count}


def purposes(terms: Terms) -> dict[int, set]:
    """By term, the keys of the purposes that activities of the workplan served."""
    found = defaultdict(set)
    for term, activity in _activities(terms):
        found[term.pk] |= {purpose.pk for purpose in activity.purposes.all()}
    return found


MEASURES = [
    Measure(
        "workplan",
        50,
        "Activities done",
        "Of the activities of its workplan that were not dropped, those done.",
        activities_done,
    ),
]
