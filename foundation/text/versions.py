"""The versions of a text that is saved as it is typed: each can be read, compared and restored."""

import datetime as dt
import hashlib

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models

from foundation.dates import clock
from foundation.text import rich
from foundation.text.lengths import TEXT

PAUSE = dt.timedelta(minutes=10)  # a shorter one does not make a new version of what one person types


class Version(models.Model):
    """What a text said when somebody had written there.

    What one person types without a long pause is one version, saved anew with each of its autosaves.
    """

    number = models.PositiveIntegerField()
    text = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT * 5)])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True

    def __str__(self):
        return f"version {self.number}"


def keep_version(versions, *, text: str, before: str, by, **of) -> Version:
    """Keeps what a text says now. To be called within the transaction that wrote it, under its lock.

    `versions` are those of the text, by their numbers; `of` is what a new one belongs to. `before` is what
    stood there: it becomes a version of its own where none was kept of it.
    """
    now, last, create = clock.now(), versions.last(), versions.model.objects.create
    if last is None and before:
        last = create(**of, number=1, text=before, by=None)
    if last and last.by_id == by.pk and last.saved_at > now - PAUSE:
        last.text, last.saved_at = text, now
        last.save()
        return last
    number = last.number + 1 if last else 1
    return create(**of, number=number, text=text, by=by, begun_at=now, saved_at=now)


def compare(versions, asked) -> dict:
    """What a page of versions shows, by the numbers `old` and `new` that it is asked with; else the last."""
    rows = list(versions.select_related("by"))

    def chosen(name):
        return next((one for one in rows if str(one.number) == asked.get(name, "")), None)

    new = chosen("new") or (rows[-1] if rows else None)
    before = [one for one in rows if new and one.number < new.number]
    old = chosen("old") or (before[-1] if before else None)
    return {
        "versions": rows[::-1],
        "old": old,
        "new": new,
        "compared": rich.compare(old.text if old else "", new.text) if new else (),
    }


def fingerprint(text: str) -> str:
    """By which a form knows whether what it was opened with was changed."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:16]
