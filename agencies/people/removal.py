"""Removes contact details from every table, and from every file that was made here.

A room that has its own part in this has a `contact_removal.py`. There, `forget(details)` makes files again
that may hold one of them, and `is_of_somebody(detail)` says whether a detail reaches somebody who is not in
the register.
"""

import json
import re
from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from agencies.people.models import User
from foundation.dates import clock
from foundation.discovery import modules
from foundation.files.storage import MadeFile
from foundation.jobs import outbox
from foundation.models import Mail

REMOVED = "[removed]"
SHORTEST = 6  # characters; a shorter telephone number could be any number in a text


def remove(details: Iterable[str]) -> None:
    """Removes addresses and telephone numbers from every table and every file made here.

    A detail that reaches somebody else today stays: an office number, an address that was passed on.
    """
    details = [one for one in details if len(one) >= SHORTEST and not is_of_somebody(one)]
    if not details:
        return
    for detail in details:
        forget_mail(detail)
    for module in modules("contact_removal"):
        if hasattr(module, "forget"):
            module.forget(details)
    for detail in details:
        _remove_everywhere(detail)
    _drop_made_files()


def is_of_somebody(detail: str) -> bool:
    """Whether the detail reaches a person of the register today, or somebody else that a room knows."""
    if User.objects.filter(Q(email__iexact=detail) | Q(phone=detail)).exists():
        return True
    asked = [module for module in modules("contact_removal") if hasattr(module, "is_of_somebody")]
    return any(module.is_of_somebody(detail) for module in asked)


def forget_mail(address: str) -> None:
    """Recalls mail that waits to be sent to that address only, and removes the address from all mail.

    Private mail loses its text too: a link in it may hold the address where no search finds it.
    """
    addressed = Mail.objects.unsent().addressed_to(address)
    waiting = [mail.pk for mail in addressed if len(mail.to) == 1]
    outbox.take_back(Mail.JOB, waiting)
    Mail.objects.unsent().filter(pk__in=waiting).update(recalled_at=clock.now())
    Mail.objects.addressed_to(address).filter(private=True).update(text="", html="", calendar="")
    _remove_from(Mail, _standing_alone(address), address)


def _remove_everywhere(detail: str) -> None:
    """Removes the detail from every text of every table, the audit log and the outbox included."""
    found = _standing_alone(detail)
    for model in apps.get_models():
        _remove_from(model, found, detail)


def _standing_alone(detail: str) -> re.Pattern:
    """Returns a pattern that finds the detail only by itself: Ana's address within Dana's stays."""
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
            # Without the audit log, which would keep the detail.
            model._base_manager.filter(pk=pk).update(**{field.name: _without(found, value)})


def _drop_made_files() -> None:
    """Deletes all files that the portal made. It makes them again, without the detail, on request.

    It deletes all of them because the words of a PDF cannot be searched reliably.
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
