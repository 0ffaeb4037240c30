"""Reminders of actions, before and after they are due. They stop when it is done.

An action belongs to an office: the reminder finds its people on the day on which it is sent. Each stage is
told once; after a pause of the worker only the one that holds now.
"""

import datetime as dt

from django.db import transaction
from django.urls import reverse

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
AGAIN = 14  # days between two reminders of what is overdue


def remind_of_actions() -> int:
    """Writes the reminders that are due and not written. Returns how many actions they are of."""
    count = 0
    for action in actions_due():
        stage = stage_of(action)
        with transaction.atomic():
            # Again under its lock: it may have been reported meanwhile.
            locked = Action.objects.select_for_update(of=["self"]).filter(pk=action.pk).open().first()
            people = [one for one in people_of(action) if locked and Told.once(stage, action.pk, one.pk)]
            count += bool(people and _write(action, people))
    return count


def actions_due():
    """The open actions of minutes that are out whose day is near or past; not those of an archive."""
    last = clock.today() + BEFORE
    return (
        Action.objects.filter(done=False, due__latest__lte=last)
        .filter(item__meeting__in=Meeting.objects.with_open_words().filter(called_at__isnull=False))
        .exclude(agency=None, office="")
        .select_related("agency", "item__meeting")
    )


def stage_of(action: Action) -> str:
    """Which reminder holds today: the one before its day, or the first, second, … after it."""
    late = (clock.today() - action.due.latest).days
    return "action-due" if late <= 0 else f"action-overdue-{(late - 1) // AGAIN + 1}"


def _write(action: Action, people: list[User]) -> int:
    late = action.due.latest < clock.today()
    return sum(
        tell(
            [person],
            subject=f"{'Overdue' if late else f'Due {action.due}'}: {' '.join(action.text.split())[:120]}",
            template="meetings/followup/mail/action_reminder.txt",
            context={"action": action, "late": late},
            why=f"this falls to {action.owner}, and you act for it",
            link=address(reverse("meetings:action_link", args=[link_of(action, person)])),
        )
        for person in people
    )
