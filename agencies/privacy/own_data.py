"""What the portal stores about a person: they see it, correct it, and take a copy."""

import datetime as dt
import re

from django.core import signing
from django.db import transaction
from django.db.models import DateTimeField, Value
from django.urls import reverse
from django.utils.crypto import salted_hmac

from agencies.people import actions as people_actions
from agencies.people.mail import tell
from agencies.people.models import User
from foundation import discovery
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.mail.backend import address
from foundation.models import Mail
from foundation.verbs import Refused

SALT = "agencies.personal.address"
LASTS = dt.timedelta(days=3)
# How a row names somebody, where the name of its field followed by "you" does not say it: "answered by you".
NAMED = {"by": "written or done by you", "person": "you are named"}


class Ended(Refused):
    """The link leads nowhere any more. The text says why, and what to do."""


@transaction.atomic
def change_own(person: User, *, name: str, email: str | None, phone: str) -> str:
    """Keeps name and telephone at once. Another address counts once it is confirmed by a link sent there.

    Gives the address to which that link went; empty where the address stays as it is. Raises `Refused`.
    """
    person = people_actions.change_person(person, name=name, email=person.email, phone=phone)
    if not email or email.casefold() == (person.email or "").casefold():
        return ""
    if people_actions.person_with(email, but=person):
        raise Refused("Somebody has that address already.")
    person.remember(email)
    person.save(update_fields=["former_emails"])
    until = clock.now() + LASTS
    ticket = signing.dumps([person.pk, email, _mark(person), int(until.timestamp())], salt=SALT)
    tell(
        [email],
        subject="Is this your address?",
        template="agencies/privacy/mail/new_address.txt",
        context={"person": person, "email": email, "days": LASTS.days},
        why="somebody entered it as theirs in the portal",
        link=address(reverse("me_address", args=[ticket])),
        private=True,
    )
    return email


def _mark(person: User) -> str:
    """Changes with the address and the password, so that an older link has ended."""
    return salted_hmac(SALT, f"{person.email}\n{person.password}").hexdigest()[:16]


def asked(link: str) -> tuple[User, str]:
    """Whose new address that link confirms, and the address. Raises `Ended`."""
    try:
        pk, email, mark, until = signing.loads(link, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Ended("The link is not whole. Open it from the mail once more, or copy all of it.") from None
    if clock.now().timestamp() >= until:
        raise Ended(f"The link lasts {LASTS.days} days, and these are over. Enter the address once more.")
    person = User.objects.filter(pk=pk, is_active=True).first()
    if person is None or mark != _mark(person):
        raise Ended("The link has been used, or your address or password was changed since.")
    return person, email


@transaction.atomic
def confirm(link: str) -> User:
    """From now on the person logs in with the new address; the old one is told. Raises `Refused`."""
    person, email = asked(link)
    before = person.email
    person = people_actions.change_person(person, name=person.name, email=email, phone=person.phone)
    if before:
        tell(
            [before],
            subject="Your address in the portal was changed",
            template="agencies/privacy/mail/address_changed.txt",
            context={"person": person},
            why="it was the address that you logged in with",
            link=address(reverse("home")),
            private=True,
        )
    return person


def copy(person: User) -> dict:
    """All that is stored about the person, as plain data: what others wrote is named, and not copied."""
    return {
        "name": person.name,
        "email": person.email or "",
        "former e-mail addresses, and those entered": [
            one for one in person.former_emails if one.casefold() != (person.email or "").casefold()
        ],
        "telephone": person.phone,
        "mail comes": person.get_mails_display(),
        "known since": person.joined_at.isoformat(timespec="seconds"),
        "last login": person.last_login.isoformat(timespec="seconds") if person.last_login else "",
        "appointments": [
            {
                "agency": one.agency.acronym,
                "as": one.get_role_display(),
                "post": one.post,
                "from": str(PartialDate.of(one.starts)),
                "to": str(PartialDate.of(one.ends)) if one.ends else "",
            }
            for one in person.appointments.select_related("agency").order_by("starts", "pk")
        ],
        "what names you": _naming(person),
        "mail that was written to you": [
            {"subject": mail.subject, "on": mail.created_at.isoformat(timespec="seconds")}
            for mail in (Mail.objects.addressed_to(person.email).order_by("pk") if person.email else ())
        ],
    }


def _naming(person: User) -> list[dict]:
    """The rows of all tables that point to the person, by kind, number and, where that is kept, moment.

    None of their words: some are of what the person may not read any more.
    """
    found = []
    for relation in person._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if (
            not relation.one_to_many
            or model._meta.auto_created
            or model._meta.app_label not in discovery.ORDER
        ):
            continue
        field = relation.field
        moment = re.sub("by$", "at", field.name)
        has_moment = moment != field.name and moment in {one.name for one in model._meta.fields}
        rows = model._base_manager.filter(**{field.name: person}).order_by("pk")
        found += [
            {
                "what": str(model._meta.verbose_name),
                "where": str(model._meta.app_config.verbose_name),
                "as": NAMED.get(field.name) or f"{field.verbose_name} you",
                "number": pk,
                "on": at.isoformat(timespec="seconds") if at else "",
            }
            for pk, at in rows.values_list("pk", moment if has_moment else Value(None, DateTimeField()))
        ]
    return found
