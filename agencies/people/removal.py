"""Removes contact details from every table, and from every file that was made here.

A room that has its own part in this has a `contact_removal.py`. There, `forget(details)` makes files again
that may hold one of them, and `of_somebody(details)` returns those that reach somebody who is not in the
register.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable

from auditlog.models import LogEntry
from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from agencies.people.models import User
from foundation.dates import clock
from foundation.discovery import modules
from foundation.files import storage
from foundation.files.storage import MadeFile
from foundation.history import chain
from foundation.jobs import outbox
from foundation.models import BadAddress, Mail
from foundation.text.searching import folded

REMOVED = "[removed]"
SHORTEST = 6  # characters; a shorter telephone number could be any number in a text
START = 5  # characters of a telephone number by which the database finds texts that may hold it
DOMAIN = r"\w[\w-]*(?:\.\w[\w-]*)*"
AT_ONCE = 500  # rows that one query writes


def remove(details: Iterable[str]) -> None:
    """Removes addresses and telephone numbers from every table and every file made here.

    It looks through each table once, for all of them. A detail that reaches somebody else today stays: an
    office number, an address that was passed on.
    """
    details = {one for one in details if len(one) >= SHORTEST}
    details -= of_somebody(details) if details else set()
    if not details:
        return
    found = Details(details | {folded(one) for one in details})  # also as the search has them
    _take_back_mail(found)
    for module in modules("contact_removal"):
        if hasattr(module, "forget"):
            module.forget(sorted(details))
    for model in apps.get_models():
        _remove_from(model, found)
    _drop_made_files()


def of_somebody(details: Iterable[str]) -> set[str]:
    """Returns those details that reach a person of the register today, or somebody else that a room knows."""
    emails, phones = set(), set()
    for email, phone in User.objects.values_list("email", "phone"):
        emails.add((email or "").casefold())
        phones.add(phone)
    details = set(details)
    reach = {one for one in details if one.casefold() in emails or one in phones}
    for module in modules("contact_removal"):
        if hasattr(module, "of_somebody"):
            reach |= module.of_somebody(details)
    return reach


def forget_mail(addresses: set[str]) -> None:
    """Recalls mail that waits to be sent to one of the addresses only, and removes them from all mail.

    Private mail loses its text too: a link in it may hold the address where no search finds it.
    """
    if addresses:
        found = Details(addresses)
        _take_back_mail(found)
        _remove_from(Mail, found)


class Details:
    """Addresses and telephone numbers that are looked for together, however many they are."""

    def __init__(self, details: Iterable[str]):
        # The longest first, so that a number with its extension goes as a whole.
        details = sorted(set(details), key=lambda one: (-len(one), one))
        # Each only by itself: Ana's address within Dana's stays.
        words = "|".join(map(re.escape, details))
        self._exact = re.compile(rf"(?<![\w.+-])(?:{words})(?![\w-]|\.\w)", re.IGNORECASE)
        self._known = {one.casefold() for one in details}
        # Addresses are found by what is after their @, and then by what is before it.
        read = {one: re.fullmatch(f"([^@]+)@({DOMAIN})", one.casefold()) for one in details}
        before: dict[str, tuple[str, ...]] = {}
        for address in filter(None, read.values()):
            before[address[2]] = (*before.get(address[2], ()), address[1])
        self._before = before
        self._others = [one for one in details if not read[one]]
        self._starts = sorted({one[:START] for one in self._others})
        self._any_start = re.compile("|".join(map(re.escape, self._starts)), re.IGNORECASE)

    def __contains__(self, address: str) -> bool:
        return address.casefold() in self._known

    def pattern(self, *, of_json: bool) -> str:
        """Returns a pattern, for the database, of texts that may hold one.

        It is short, because a database takes long for a pattern of hundreds of words.
        """
        starts = ["@", *self._starts] if self._before else self._starts
        return "|".join(re.escape(json.dumps(one)[1:-1] if of_json else one) for one in starts)

    def without(self, value):
        """Returns the value, a text or what JSON holds, with `REMOVED` in place of each detail."""
        if isinstance(value, str):
            return self._exact.sub(REMOVED, value) if self._may_be_in(value) else value
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if isinstance(value, dict):
            return {self.without(key): self.without(one) for key, one in value.items()}
        return value

    def _may_be_in(self, text: str) -> bool:
        folded = text.casefold()
        if self._any_start.search(text) and any(one.casefold() in folded for one in self._others):
            return True
        return any(
            folded.endswith(self._before.get(at[1], ()), 0, at.start())
            for at in re.finditer(f"@({DOMAIN})", folded)
        )


def _take_back_mail(found: Details) -> None:
    unsent = Mail.objects.unsent().values_list("pk", "to")
    waiting = [pk for pk, to in unsent if len(to) == 1 and to[0] in found]
    outbox.take_back(Mail.JOB, waiting)
    Mail.objects.unsent().filter(pk__in=waiting).update(recalled_at=clock.now())
    BadAddress.objects.filter(
        pk__in=[pk for pk, address in BadAddress.objects.values_list("pk", "address") if address in found]
    ).delete()
    private = Mail.objects.filter(private=True).order_by().values_list("pk", "to")
    theirs = [pk for pk, to in private.iterator() if any(one in found for one in to)]
    for some in _portions(theirs):
        Mail.objects.filter(pk__in=some).update(text="", html="", calendar="")


def _remove_from(model: type[models.Model], found: Details) -> None:
    """Removes the details from every text of a table, also of the audit log and the outbox."""
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        if isinstance(field, models.JSONField):
            rows = model._base_manager.annotate(as_text=Cast(field.name, models.TextField()))
            rows = rows.filter(as_text__iregex=found.pattern(of_json=True))
        elif isinstance(field, models.CharField | models.TextField) and not field.choices:
            rows = model._base_manager.filter(**{f"{field.name}__iregex": found.pattern(of_json=False)})
        else:
            continue
        changed = defaultdict(list)  # the rows by what they are to say
        said = {}
        for pk, value in rows.order_by().values_list("pk", field.name).iterator():
            if (now := found.without(value)) != value:
                key = json.dumps(now)
                changed[key].append(pk)
                said[key] = now
        _write(model, field, changed, said)


def _write(model: type[models.Model], field: models.Field, changed: dict, said: dict) -> None:
    """Writes without the audit log, which would keep the details. The log itself keeps its seals."""
    if model is LogEntry:
        chain.rewrite(field.name, {pk: said[key] for key, pks in changed.items() for pk in pks})
        return
    single = [model(pk=pks[0], **{field.attname: said[key]}) for key, pks in changed.items() if len(pks) == 1]
    model._base_manager.bulk_update(single, [field.name], batch_size=AT_ONCE)
    for key, pks in changed.items():
        for some in _portions(pks) if len(pks) > 1 else ():
            model._base_manager.filter(pk__in=some).update(**{field.name: said[key]})


def _portions(rows: list) -> Iterable[list]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def _drop_made_files() -> None:
    """Deletes all files that the portal made. It makes them again, without the detail, on request.

    It deletes all of them because the words of a PDF cannot be searched reliably.
    """
    for model in apps.get_models():
        if issubclass(model, MadeFile):
            made = model._base_manager.exclude(file="")
            for name in list(made.values_list("file", flat=True)):
                storage.forget(name)
            made.update(file="", fingerprint="")
