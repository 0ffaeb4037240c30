"""What is open at a handover: action points."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.handover.checklist import Found, Kind, Matter, outcomes
from foundation.text.words import sentence
from meetings.followup.handover import open_actions_of
from meetings.followup.models import Action


def actions_of_nobody(term):
    """Returns open action points for which nobody is responsible: nobody is reminded of them."""

    def matter(action):
        meeting = action.item.meeting
        page = f"{meeting.get_absolute_url()}#action-{action.pk}"
        place = (
            page
            if meeting.minutes_stand
            else f"{reverse('meetings:minutes', args=[meeting.pk])}#action-{action.pk}"
        )
        return Matter(
            str(action.pk),
            _("Nobody is responsible for “%(action)s” (%(day)s).") % {"action": action, "day": meeting.date},
            place,
            _("View"),
            page,
            "meetings.write_minutes",
            meeting,
        )

    return Found(open_actions_of(term).filter(done=False, agency=None, office=""), matter)


def owner_outcomes(term, subjects):
    """Returns, by key, in words, that an action point is done, or who is responsible for it now."""

    def words(action):
        if action.done:
            return _done(action)
        return _("Responsible: %(owner)s.") % {"owner": action.owner} if action.owner else ""

    return outcomes(Action.objects.filter(pk__in=subjects).select_related("agency"), words)


def actions(term):
    """Returns open action points that have a responsible agency or office."""

    def matter(action):
        page = f"{action.item.meeting.get_absolute_url()}#action-{action.pk}"
        if action.due:
            words = _("%(owner)s: %(action)s Open, due %(due)s.")
        else:
            words = _("%(owner)s: %(action)s Open.")
        return Matter(
            str(action.pk),
            words % {"owner": action.owner, "action": sentence(str(action)), "due": action.due},
            page,
            _("View"),
            page,
        )

    return Found(open_actions_of(term).filter(done=False).exclude(agency=None, office=""), matter)


def action_outcomes(term, subjects):
    """Returns, by key, in words, that an action point is done."""
    return outcomes(
        Action.objects.filter(pk__in=subjects), lambda action: _done(action) if action.done else ""
    )


def _done(action):
    if action.reported_at:
        return _("Done, reported on %(day)s.") % {"day": PartialDate.of(clock.day_of(action.reported_at))}
    return _("Done.")


CHECKLIST = [
    Kind(
        "unowned-actions",
        30,
        gettext_lazy("Action points for which nobody is responsible"),
        actions_of_nobody,
        owner_outcomes,
    ),
    Kind("actions", 80, gettext_lazy("Open action points"), actions, action_outcomes, passes=True),
]
