"""Who leaves the Group is forgotten: their contact details vanish everywhere, and minutes keep the name."""

import datetime as dt
import json
import re
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from auditlog.models import LogEntry
from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Max, Q
from django.db.models.functions import Cast

from agencies.applications.models import Dossier
from agencies.people.models import Appointment, User
from agencies.people.rules import SECRETARIAT
from foundation.dates import clock
from foundation.discovery import modules
from foundation.files.storage import MadeFile
from foundation.jobs import outbox
from foundation.mail import summaries
from foundation.models import Mail
from foundation.verbs import Refused

REMOVED = "[removed]"
SHORTEST = 6  # letters of a telephone number that can be told from other numbers


def to_forget():
    """Those whose last appointment ended so long ago that nobody waits for them to come back."""
    before = clock.today() - dt.timedelta(days=settings.FORGET_AFTER_DAYS)
    left = User.objects.annotate(last=Max("appointments__ends")).filter(last__lt=before)
    left = left.exclude(Q(appointments__ends=None) & Q(appointments__isnull=False))
    known = Q(email__isnull=False) | ~Q(phone="") | ~Q(calendar_key="")
    return left.filter(known, is_staff=False, is_superuser=False).exclude(groups__name=SECRETARIAT)


@transaction.atomic
def forget(person: User) -> User:
    """Closes the login and removes addresses and telephone from every table and every file made here.

    Former addresses go as the last one does. The name stays. Raises `Refused`: whoever still acts for an
    agency, or keeps the portal, has not left.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_staff or person.is_superuser or person.groups.filter(name=SECRETARIAT).exists():
        raise Refused(f"{person.shown} keeps the portal. Take that from them first.")
    lasting = person.appointments.lasting().select_related("agency").first()
    if lasting:
        raise Refused(f"{person.shown} still is {lasting}. End the appointment first.")
    details = {*_addresses(person), person.phone}
    _end_sessions(person)
    EmailAddress.objects.filter(user=person).delete()
    person.groups.remove(*Group.objects.filter(user=person))
    person.email, person.phone, person.calendar_key, person.is_active = None, "", "", False
    person.former_emails = []
    person.set_unusable_password()
    person.save()
    remove(details)
    return person


def _addresses(person: User) -> set[str]:
    """That of today, the former ones, and those under which the history knows the person."""
    history = LogEntry.objects.filter(actor=person).exclude(actor_email=None)
    known = {person.email, *person.former_emails, *history.values_list("actor_email", flat=True)}
    return known - {None, "", REMOVED}


def _end_sessions(person: User) -> None:
    """They end by the lost password anyway; their rows hold the address that was logged in with."""
    ended = [one.pk for one in Session.objects.all() if one.get_decoded().get(SESSION_KEY) == str(person.pk)]
    Session.objects.filter(pk__in=ended).delete()


def remove(details: Iterable[str]) -> None:
    """Removes addresses and telephone numbers from every table and every file made here.

    What somebody else is reached by today stays theirs: an office number, an address that was passed on.
    """
    details = [one for one in details if len(one) >= SHORTEST and not is_of_somebody(one)]
    if not details:
        return
    for detail in details:
        forget_mail(detail)
    for module in modules("forgetting"):
        module.forget(details)
    for detail in details:
        _remove_everywhere(detail)
    _drop_made_files()


def is_of_somebody(detail: str) -> bool:
    """Whether a person of the register, or an applicant, is reached by it today."""
    people = User.objects.filter(Q(email__iexact=detail) | Q(phone=detail))
    applicants = Dossier.objects.filter(email__iexact=detail, confirmed_at__isnull=False)
    return people.exists() or applicants.exists()


def forget_mail(address: str) -> None:
    """What still waits to be sent to that address alone is taken back, and none of it names the address.

    Private mail loses its text as well: the link in it may hold the address where no search finds it.
    """
    addressed = Mail.objects.unsent().addressed_to(address)
    waiting = [mail.pk for mail in addressed if len(mail.to) == 1]
    outbox.take_back(Mail.JOB, waiting)
    Mail.objects.unsent().filter(pk__in=waiting).update(recalled_at=clock.now())
    Mail.objects.addressed_to(address).filter(private=True).update(text="", html="", calendar="")
    _remove_from(Mail, _standing_alone(address), address)


def _remove_everywhere(detail: str) -> None:
    """From every text of every table, the history and the outbox among them, whoever wrote it there."""
    found = _standing_alone(detail)
    for model in apps.get_models():
        _remove_from(model, found, detail)


def _standing_alone(detail: str) -> re.Pattern:
    """Only where it stands for itself: the address of Dana holds that of Ana, and stays."""
    return re.compile(rf"(?<![\w.+-]){re.escape(detail)}(?![\w-]|\.\w)", re.IGNORECASE)


def _remove_from(model: type[models.Model], found: re.Pattern, detail: str) -> None:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.JSONField):
            rows = model._base_manager.annotate(as_text=Cast(field.name, models.TextField()))
            rows = rows.filter(as_text__icontains=json.dumps(detail)[1:-1])
        elif isinstance(field, models.CharField | models.TextField) and not field.choices:
            rows = model._base_manager.filter(**{f"{field.name}__icontains": detail})
        else:
            continue
        for pk, value in list(rows.values_list("pk", field.name)):
            # Past the history, which would keep what is removed.
            model._base_manager.filter(pk=pk).update(**{field.name: _without(found, value)})


def _drop_made_files() -> None:
    """What the portal made of its texts is made anew, without the detail, when somebody wants it.

    All of it, since the words of a PDF cannot be searched with certainty.
    """
    for model in apps.get_models():
        if issubclass(model, MadeFile):
            for made in model._base_manager.exclude(file=""):
                made.drop()


def _without(found: re.Pattern, value):
    if isinstance(value, str):
        return found.sub(REMOVED, value)
    if isinstance(value, list):
        return [_without(found, one) for one in value]
    if isinstance(value, dict):
        return {_without(found, key): _without(found, one) for key, one in value.items()}
    return value


def summarize_no_more() -> int:
    """Takes back what waits for the daily summary of who acts for no agency any more. Gives how much.

    Who never did, as the secretariat's own people, has not left.
    """
    waiting = Mail.objects.unsent().filter(for_summary=True)
    addresses = {to for mail in waiting.only("to") for to in mail.to}
    acting = Appointment.objects.lasting().values("person")
    left = User.objects.filter(email__in=addresses, appointments__isnull=False).exclude(pk__in=acting)
    left = left.filter(is_staff=False, is_superuser=False).exclude(groups__name=SECRETARIAT)
    gone = [mail.pk for person in left.distinct() for mail in summaries.kept_for(person.email)]
    return Mail.objects.unsent().filter(pk__in=gone).update(recalled_at=clock.now())


def forget_who_left() -> int:
    """Forgets all who are to be forgotten; gives how many. It can run twice, and catches up."""
    return len([forget(person) for person in to_forget()])
