"""Versions of a text that is saved while people type. Each can be read, compared and restored."""

import datetime as dt
import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from foundation.dates import clock
from foundation.text import rich
from foundation.text.lengths import TEXT, VisibleLength

PAUSE = dt.timedelta(minutes=10)  # after a longer pause the same person begins a new version


class Version(models.Model):
    """What a text said after somebody wrote in it.

    What one person types without a long pause is one version. Each autosave saves it again.
    """

    number = models.PositiveIntegerField()
    text = models.TextField(blank=True, validators=[VisibleLength(TEXT * 5)])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True

    def __str__(self):
        return _("version %(number)s") % {"number": self.number}


def keep_version(versions, *, text: str, before: str, by, **of) -> Version:
    """Stores what a text says now as a version, and returns the version.

    Call it in the transaction that writes the text, under its lock. `versions` are those of the text, in
    order; `of` has the fields that tie a new one to its text. `before` is the text until now: if there is no
    version yet, it becomes the first one.
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
    """Returns what a page of versions shows: `old` and `new` by the numbers in `asked`, else the last two."""
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
    """Returns a hash of the text. With it a form notices that somebody changed the text meanwhile."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:16]
