"""The action points that await a person."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.people.rules import is_of_group, is_secretariat, own_agencies
from chairmanship.rotation.rules import acts_as_chair
from foundation.dates import clock
from foundation.web.awaiting import Awaited
from meetings.followup.models import Action

MOST = 20  # the register of action points has the others


def awaiting(user) -> Iterator[Awaited]:
    """Yields the open action points of the user's agencies or office, the first due first."""
    if not is_of_group.test(user):
        return
    mine = Q(agency__in=own_agencies(user))
    if acts_as_chair.test(user):
        mine |= Q(office=Action.Office.CHAIR)
    if is_secretariat.test(user):
        mine |= Q(office=Action.Office.SECRETARIAT)
    rows = Action.objects.visible_to(user).open().filter(mine)
    # An action point from an archive may not say whether it was done. It awaits nobody now.
    for action in (
        rows.exclude(done=None).select_related("agency", "item__meeting").order_by("due", "pk")[:MOST]
    ):
        yield Awaited(
            _("Action point for %(owner)s: %(text)s") % {"owner": action.owner, "text": action.text},
            f"{action.item.meeting.get_absolute_url()}#action-{action.pk}",
            _("Mark as done"),
            by=dt.datetime.combine(action.due.latest, dt.time(23, 59), clock.zone()) if action.due else None,
        )
