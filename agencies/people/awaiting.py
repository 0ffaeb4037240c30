"""What the secretariat has to do in the register of people."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.people.models import Appointment
from agencies.register.models import Agency
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.web.awaiting import Awaited

SOON = 30  # days


def awaiting(user) -> list[Awaited]:
    """Returns the members that nobody can write to, and the appointments that end soon.

    Empty for people who do not keep the register.
    """
    if not user.has_perm("agencies.keep_register"):
        return []
    return [*_unreachable(), *_ending()]


def _unreachable():
    """Yields the members without a focal point who has an address."""
    reachable = Appointment.objects.on(clock.today()).filter(
        role=Appointment.Role.FOCAL_POINT, person__is_active=True, person__email__isnull=False
    )
    agencies = reachable.values("agency")
    through_parts = Agency.objects.filter(pk__in=agencies).exclude(part_of=None).values("part_of")
    members = Agency.objects.members(on=clock.today())
    unreachable = members.exclude(Q(pk__in=agencies) | Q(pk__in=through_parts))
    for agency in unreachable:
        yield Awaited(
            _("%(agency)s has no focal point with an e-mail address.") % {"agency": agency},
            reverse("agencies:agency_detail", args=[agency.slug]),
            _("Add a focal point"),
            place=60,
        )


def _ending():
    """Yields the appointments that end within `SOON` days, which nobody else would notice."""
    today = clock.today()
    ending = Appointment.objects.on(today).filter(ends__lte=today + dt.timedelta(days=SOON))
    for one in ending.select_related("person", "agency"):
        until = PartialDate.of(one.ends)
        yield Awaited(
            _("%(person)s is %(role)s of %(agency)s until %(day)s.")
            % {
                "person": one.person.shown,
                "role": one.get_role_display(),
                "agency": one.agency,
                "day": until,
            },
            reverse("people:person_detail", args=[one.person_id]),
            _("View"),
            place=70,
        )
