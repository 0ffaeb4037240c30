"""Mail to an agency: it goes to the people who are its focal points on the day it is sent."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string

from agencies.models import Agency, Appointment, User


def address(path: str) -> str:
    """The whole address of a page, as a mail needs it."""
    return settings.PORTAL_URL.rstrip("/") + path


def focal_points(agency: Agency, *, but: User | None = None) -> list[User]:
    """Its focal points of today who have an e-mail address, those of its parts included."""
    appointments = (
        Appointment.objects.on()
        .filter(Q(agency=agency) | Q(agency__part_of=agency), role=Appointment.Role.FOCAL_POINT)
        .filter(person__is_active=True, person__email__isnull=False)
        .exclude(person__email="")
        .exclude(person=but)
        .select_related("person")
    )
    return list(dict.fromkeys(appointment.person for appointment in appointments))


def tell_agency(
    agency: Agency, *, subject: str, template: str, context: dict, but: User | None = None
) -> int:
    """Writes to the focal points of an agency once the transaction is committed. Gives how many they are.

    `but` is somebody who knows already. Mail that cannot be sent is logged, and spoils no page.
    """
    people = focal_points(agency, but=but)
    text = render_to_string(template, {**context, "agency": agency})
    subject = " ".join(subject.split())
    for person in people:
        transaction.on_commit(lambda to=person.email: send_mail(subject, text, None, [to]), robust=True)
    return len(people)
