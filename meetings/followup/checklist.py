"""What is open at a handover: action points."""

from django.urls import reverse

from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.handover.checklist import Kind, Matter, outcomes
from meetings.followup.handover import open_actions_of
from meetings.followup.models import Action


def actions_of_nobody(term):
    """Yields open action points for which nobody is responsible: nobody is reminded of them."""
    for action in open_actions_of(term).filter(done=False, agency=None, office=""):
        meeting = action.item.meeting
        page = f"{meeting.get_absolute_url()}#action-{action.pk}"
        place = (
            page
            if meeting.minutes_stand
            else f"{reverse('meetings:minutes', args=[meeting.pk])}#action-{action.pk}"
        )
        yield Matter(
            str(action.pk),
            f"Nobody is named for “{action}” ({meeting.date}).",
            place,
            "Look",
            page,
            "meetings.write_minutes",
            meeting,
        )


def owner_outcomes(term, subjects):
    """Returns, by key, in words, that an action point is done, or who is responsible for it now."""

    def words(action):
        if action.done:
            return _done(action)
        return f"It is for {action.owner}." if action.owner else ""

    return outcomes(Action.objects.filter(pk__in=subjects).select_related("agency"), words)


def actions(term):
    """Yields open action points that have a responsible agency or office."""
    for action in open_actions_of(term).filter(done=False).exclude(agency=None, office=""):
        page = f"{action.item.meeting.get_absolute_url()}#action-{action.pk}"
        due = f", due {action.due}" if action.due else ""
        yield Matter(
            str(action.pk),
            f"{action.owner}: {action}{'' if str(action).endswith('.') else '.'} Open{due}.",
            page,
            "Look",
            page,
        )


def action_outcomes(term, subjects):
    """Returns, by key, in words, that an action point is done."""
    return outcomes(
        Action.objects.filter(pk__in=subjects), lambda action: _done(action) if action.done else ""
    )


def _done(action):
    return (
        f"Done, reported on {PartialDate.of(clock.day_of(action.reported_at))}."
        if action.reported_at
        else "Done."
    )


CHECKLIST = [
    Kind("unowned-actions", 30, "Actions that are nobody’s", actions_of_nobody, owner_outcomes),
    Kind("actions", 80, "Open actions", actions, action_outcomes, passes=True),
]
