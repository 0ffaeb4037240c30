"""The late activities that await the agencies that lead them."""

import datetime as dt

from django.urls import reverse

from agencies.people.rules import own_agencies
from chairmanship.rotation import rotation
from chairmanship.workplan.models import WorkplanActivity
from foundation.dates import clock
from foundation.text.words import number
from foundation.web.awaiting import Awaited


def awaiting(user) -> list[Awaited]:
    """Returns the late activities that the user's agencies lead: one by its title, several as a number."""
    return list(_late_activities(user))


def _late_activities(user):
    """Yields the late activities on which the lead has written nothing since they should have ended.

    Those that should have ended before the outgoing chair began are left to the chairs.
    """
    mine, troika = own_agencies(user), rotation.troika(clock.today())
    begun = [term.starts for term in [*troika.outgoing, *troika.current]]
    if not (mine and begun):
        return
    over = WorkplanActivity.objects.unfinished().filter(
        lead__in=mine, ends__latest__gte=min(begun), ends__latest__lt=clock.today()
    )
    late = [one for one in over.select_related("lead") if not _was_said(one)]
    if len(late) == 1:
        sentence, place = f"“{late[0]}” {late[0].late}. Say how it stands.", late[0].get_absolute_url()
        yield Awaited(sentence, place, "Say it", place=60)
    elif late:
        place = f"{reverse('workplan:board')}?status=late&lead={late[0].lead_id}"
        sentence = f"{number(len(late)).capitalize()} activities that {late[0].lead} leads are late."
        yield Awaited(sentence, place, "See which", place=60)


def _was_said(activity) -> bool:
    """Returns whether the lead has written since the end of its period."""
    over = dt.datetime.combine(activity.ends.latest + dt.timedelta(days=1), dt.time(), clock.zone())
    return activity.notes.filter(agency=activity.lead, at__gte=over).exists()
