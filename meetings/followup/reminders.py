"""Reminders of action points, before and after they are due, until they are done.

An action point belongs to an office: a reminder finds its people on the day when it is sent. Each reminder
goes out once. If the worker was stopped, only the one for today goes out.
"""

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people.mail import OnDuty, tell
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.mail import senders
from foundation.mail.kinds import Kind
from foundation.mail.senders import CHAIR, Sender
from foundation.models import Told
from meetings.followup.link_mail import ends_in_words
from meetings.followup.links import address_of
from meetings.followup.mail import people_of
from meetings.followup.models import Action
from meetings.meeting.models import Meeting

BEFORE = dt.timedelta(days=7)
AGAIN = 14  # days between two reminders of an overdue action point
PORTION = 200  # action points that one transaction reminds of


def remind_of_actions() -> int:
    """Queues the reminders that are due. Returns how many action points they are about.

    It works in portions. If it is stopped, the next run goes on with those of whom nobody was told.
    """
    due = actions_untold()
    return sum(_remind(due[start : start + PORTION]) for start in range(0, len(due), PORTION))


@transaction.atomic
def _remind(due: list[int]) -> int:
    # Read again under the lock: somebody may have reported on one meanwhile.
    actions = actions_due().filter(pk__in=due).order_by("pk").select_for_update(of=["self"])
    concerned, sender, count = _Concerned(), senders.of(CHAIR), 0
    for action in actions:
        stage = stage_of(action.due)
        people = [one for one in concerned.by(action) if Told.once(stage, action.pk, one.pk)]
        count += bool(people and _write(action, people, sender))
    return count


def actions_untold() -> list[int]:
    """Returns the keys of the action points due that somebody is still to be reminded of today."""
    alike = defaultdict(list)  # without the texts and meetings of all
    columns = ("agency", "office", "item__restricted", "item__meeting", "pk", "due")
    for *owner, restricted, meeting, pk, due in actions_due().order_by().values_list(*columns).iterator():
        alike[*owner, restricted, restricted and meeting].append((pk, due))
    concerned, keys = _Concerned(), set()
    firsts = actions_due().in_bulk([some[0][0] for some in alike.values()])
    for some in alike.values():
        first = firsts.get(some[0][0])
        for person in concerned.by(first) if first else ():
            keys |= {(stage_of(due), pk, person.pk) for pk, due in some}
    return sorted({action for _stage, action, _person in Told.untold(keys)})


class _Concerned:
    """The people whom action points concern today, asked for once for all of the same owner and readers."""

    def __init__(self):
        self._on_duty = OnDuty()
        self._known: dict[tuple, list[User]] = {}

    def by(self, action: Action) -> list[User]:
        item = action.item
        alike: tuple = (action.agency_id, action.office)
        if action.agency_id and item.restricted:
            alike = (action.agency_id, item.restricted, item.meeting_id)
        if alike not in self._known:
            self._known[alike] = people_of(action, self._on_duty)
        return self._known[alike]


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


def stage_of(due: PartialDate) -> str:
    """Returns the name of today's reminder: the one before the due date, or the first, second, … after it."""
    late = (clock.today() - due.latest).days
    return "action-due" if late <= 0 else f"action-overdue-{(late - 1) // AGAIN + 1}"


def _write(action: Action, people: list[User], sender: Sender) -> int:
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
            context={"action": action, "late": late, "ends": ends_in_words()},
            why=why % {"owner": action.owner},
            link=address_of(action, person),
            kind=Kind.ACTIONS,
            thread=f"action-{action.pk}",
            sender=sender,
        )
        for person in people
    )
