"""What awaits the secretariat in the registers."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse

from agencies.people.models import Appointment
from agencies.register.models import Agency
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.models import Mail
from foundation.text.words import number
from foundation.web.awaiting import Awaited

SOON = 30  # days
LATELY = 7  # days


def awaiting(user) -> list[Awaited]:
    if not user.has_perm("agencies.keep_register"):
        return []
    return [*_unreachable(), *_ending(), *_failed_mail()]


def _unreachable():
    """Members to whose working level nobody can write."""
    reachable = Appointment.objects.on(clock.today()).filter(
        role=Appointment.Role.FOCAL_POINT, person__is_active=True, person__email__isnull=False
    )
    agencies = reachable.values("agency")
    through_parts = Agency.objects.filter(pk__in=agencies).exclude(part_of=None).values("part_of")
    members = Agency.objects.members(on=clock.today())
    unreachable = members.exclude(Q(pk__in=agencies) | Q(pk__in=through_parts))
    for agency in unreachable:
        yield Awaited(
            f"{agency} has no focal point who can be reached.",
            reverse("agencies:agency_detail", args=[agency.slug]),
            "Name one",
            place=60,
        )


def _ending():
    """Appointments that are about to end, with nobody but the secretariat to see it."""
    today = clock.today()
    ending = Appointment.objects.on(today).filter(ends__lte=today + dt.timedelta(days=SOON))
    for one in ending.select_related("person", "agency"):
        until = PartialDate.of(one.ends)
        yield Awaited(
            f"{one.person.shown} is {one.get_role_display()} of {one.agency} until {until}.",
            reverse("people:person_detail", args=[one.person_id]),
            "See",
            place=70,
        )


def _failed_mail():
    """Mail of the last days that did not arrive; what is older is found on its page."""
    since = clock.now() - dt.timedelta(days=LATELY)
    lately = Mail.objects.with_job().filter(due_at__gte=since)
    if count := lately.in_state(Mail.State.FAILED).count():
        mails = f"{number(count).capitalize()} {'mail' if count == 1 else 'mails'}"
        yield Awaited(
            f"{mails} of the last days did not arrive.",
            f"{reverse('mail:mail_list')}?state=failed",
            "Look",
            place=50,
        )
