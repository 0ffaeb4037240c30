"""The late activities that await the agencies that lead them."""

import datetime as dt

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.people.rules import own_agencies
from chairmanship.rotation.powers import powers_of
from chairmanship.workplan.models import ActivityNote, WorkplanActivity
from foundation.dates import clock
from foundation.web.awaiting import Awaited


def awaiting(user) -> list[Awaited]:
    """Returns the late activities that the user's agencies lead: one by its title, several as a number."""
    return list(_late_activities(user))


def _late_activities(user):
    """Yields the late activities on which the lead has written nothing since they should have ended.

    Those that should have ended before the outgoing chair began are left to the chairs.
    """
    mine, troika = own_agencies(user), powers_of(user).troika
    begun = [term.starts for term in [*troika.outgoing, *troika.current]]
    if not (mine and begun):
        return
    over = WorkplanActivity.objects.unfinished().filter(
        lead__in=mine, ends__latest__gte=min(begun), ends__latest__lt=clock.today()
    )
    notes = ActivityNote.objects.filter(activity=OuterRef("pk"), agency=OuterRef("lead")).order_by("-at")
    over = over.select_related("lead").annotate(last_said_at=Subquery(notes.values("at")[:1]))
    late = [one for one in over if not _was_said(one)]
    if len(late) == 1:
        sentence = _("“%(activity)s” was due to end by %(date)s. Please report its progress.")
        yield Awaited(
            sentence % {"activity": late[0], "date": late[0].ends},
            late[0].get_absolute_url(),
            _("Report progress"),
            place=60,
        )
    elif late:
        place = f"{reverse('workplan:board')}?status=late&lead={late[0].lead_id}"
        sentence = ngettext(
            "%(count)s activity led by %(agency)s is late.",
            "%(count)s activities led by %(agency)s are late.",
            len(late),
        )
        yield Awaited(
            sentence % {"count": len(late), "agency": late[0].lead}, place, _("View activities"), place=60
        )


def _was_said(activity) -> bool:
    """Returns whether the lead has written since the end of its period. The activity has `last_said_at`."""
    over = dt.datetime.combine(activity.ends.latest + dt.timedelta(days=1), dt.time(), clock.zone())
    return activity.last_said_at is not None and activity.last_said_at >= over
