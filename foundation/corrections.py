"""Entries made in error: marked with who, when and why, they stay beside what is right. See ADR 30."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dates import clock
from foundation.dates.shown import day
from foundation.text.lengths import TEXT
from foundation.verbs import Refused, keep


class Correctable(models.Model):
    """A row that can be marked as entered in error. It is never deleted, and no longer counts."""

    corrected_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=gettext_lazy("When it was marked as entered in error."),
    )
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    correction = models.TextField(
        blank=True,
        editable=False,
        validators=[MaxLengthValidator(TEXT)],
        help_text=gettext_lazy("Why it was entered in error."),
    )

    class Meta:
        abstract = True

    @property
    def corrected(self) -> str:
        """Returns "Entered in error, corrected on 3 May 2027."; "" if it was not corrected."""
        if self.corrected_at is None:
            return ""
        return _("Entered in error, corrected on %(day)s.") % {"day": day(clock.day_of(self.corrected_at))}


class Standing(models.Manager):
    """The rows that count: those that were not entered in error."""

    def get_queryset(self):
        return super().get_queryset().filter(corrected_at=None)


def mark(thing, *, reason: str, by, **values):
    """Marks a locked row as entered in error, and sets these values. Returns it.

    Raises `Refused` without a reason, or if somebody has marked it already.
    """
    if not reason.strip():
        raise Refused(_("Say why the entry is wrong, so that others can follow it later."))
    if thing.corrected_at:
        raise Refused(_("Somebody else has already corrected this entry."))
    return keep(thing, corrected_at=clock.now(), corrected_by=by, correction=reason.strip(), **values)
