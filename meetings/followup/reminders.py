"""Reminders of action points, before and after they are due, until they are done.

An action point belongs to an office: a reminder finds its people on the day when it is sent. Each reminder
goes out once. If the worker was stopped, only the one for today goes out.
"""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people.mail import tell
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.models import Told
from meetings.followup.links import link_of
from meetings.followup.mail import people_of
from meetings.followup.models import Action
from meetings.meeting.models import Meeting

BEFORE = dt.timedelta(days=7)
AGAIN = 14  # days between two reminders of an overdue action point


def remind_of_actions() -> int:
    """Queues the reminders that are due. Returns how many action points they are about."""
    count = 0
    for action in actions_due():
        stage = stage_of(action)
        with transaction.atomic():
            # Read again under the lock: somebody may have reported on it meanwhile.
            locked = Action.objects.select_for_update(of=["self"]).filter(pk=action.pk).open().first()
            people = [one for one in people_of(action) if locked and Told.once(stage, action.pk, one.pk)]
            count += bool(people and _write(action, people))
    return count


def actions_due():
    """Returns the open action points, due soon or overdue, of minutes that members have; none of an
    archive.
    """
    last = clock.today() + BEFORE
    return (
        Action.objects.filter(done=False, due__latest__lte=last)
        .filter(item__meeting__in=Meeting.objects.with_open_words().filter(called_at__isnull=False))
        .exclude(agency=None, office="")
        .select_related("agency", "item__meeting")
    )


def stage_of(action: Action) -> str:
    """Returns the name of today's reminder: the one before the due date, or the first, second, … after it."""
    late = (clock.today() - action.due.latest).days
    return "action-due" if late <= 0 else f"action-overdue-{(late - 1) // AGAIN + 1}"


def _write(action: Action, people: list[User]) -> int:
    late = action.due.latest < clock.today()
    subject = _("Overdue: %(text)s") if late else _("Due %(due)s: %(text)s")
    why = _(
        "You receive this e-mail because you act for %(owner)s, which is responsible for this action point."
    )
    return sum(
        tell(
            [person],
            subject=subject % {"due": action.due, "text": " ".join(action.text.split())[:120]},
            template="meetings/followup/mail/action_reminder.txt",
            context={"action": action, "late": late},
            why=why % {"owner": action.owner},
            link=address(reverse("meetings:action_link", args=[link_of(action, person)])),
        )
        for person in people
    )
