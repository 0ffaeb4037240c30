"""Looks up people: who has an address, who can be reached for an agency, who is due to be forgotten."""

import datetime as dt

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from agencies.people.models import Appointment, SecretariatRole, User
from agencies.register.models import Agency, Membership
from foundation.dates import clock
from foundation.dates.partial import PartialDate


def person_with(email: str | None, *, but: User | None = None) -> User | None:
    """Returns the person with that address, whatever its case; None if there is none, or it is empty."""
    if not email:
        return None
    found = User.objects.filter(email__iexact=email)
    return (found.exclude(pk=but.pk) if but else found).first()


def outside_membership(agency: Agency, first: dt.date, last: dt.date) -> str:
    """Returns a sentence if the agency is not a member on any of these days; else "".

    For example “IFAD is not a member on 1 March 2005.”
    """
    whole = agency.part_of or agency
    if Membership.objects.filter(agency=whole).touching(first, last).exists():
        return ""
    return _("%(agency)s is not a member on %(day)s.") % {"agency": agency, "day": PartialDate.of(first)}


def reachable_after(ended: Appointment) -> list[str]:
    """Returns the names, in order, of people who can be reached after that appointment ends."""
    day = (ended.ends or clock.today()) + dt.timedelta(days=1)
    others = ended.agency.appointments.on(day).exclude(pk=ended.pk).exclude(role=Appointment.Role.STAFF)
    reached = others.filter(person__is_active=True, person__email__isnull=False).select_related("person")
    return list(dict.fromkeys(one.person.shown for one in reached.order_by("person__name", "pk")))


def is_last_of_secretariat(person: User) -> bool:
    """Whether that person has the full role in the secretariat and can sign in, and nobody else."""
    full = User.objects.filter(secretariat_role__role=SecretariatRole.Role.FULL, is_active=True)
    reachable = full.exclude(email=None).prefetch_related("socialaccount_set")
    able = {one.pk for one in reachable if one.has_account}
    return able == {person.pk}


def people_to_forget() -> QuerySet[User]:
    """Returns the people whose last appointment ended more than `FORGET_AFTER_DAYS` days ago.

    It leaves out people of whom no contact details are left, administrators and the secretariat.
    """
    before = clock.today() - dt.timedelta(days=settings.FORGET_AFTER_DAYS)
    left = User.objects.annotate(last=Max("appointments__ends")).filter(last__lt=before)
    left = left.exclude(Q(appointments__ends=None) & Q(appointments__isnull=False))
    known = Q(email__isnull=False) | ~Q(phone="") | ~Q(calendar_key="")
    return left.filter(known, is_staff=False, is_superuser=False, secretariat_role=None)
