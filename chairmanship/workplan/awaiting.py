"""What awaits those who lead activities of the workplan that are late."""

import datetime as dt

from django.urls import reverse

from agencies.people.rules import own_agencies
from chairmanship.rotation import rotation
from chairmanship.workplan.models import WorkplanActivity
from foundation.dates import clock
from foundation.text.words import number
from foundation.web.awaiting import Awaited


def awaiting(user) -> list[Awaited]:
    """The late activities that the person's agencies lead: one by its title, several as a number."""
    return list(_late_activities(user))


def _late_activities(user):
    """For those who lead what should be over and of which they have said nothing since.

    What ended before the outgoing chair began is for the chairs to settle. Nobody else is asked.
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
    """Whether those who lead it have written since its period was over."""
    over = dt.datetime.combine(activity.ends.latest + dt.timedelta(days=1), dt.time(), clock.zone())
    return activity.notes.filter(agency=activity.lead, at__gte=over).exists()
