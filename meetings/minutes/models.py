"""What belongs to minutes: files, revisions, corrigenda and comments."""

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from foundation.dates import clock
from foundation.files.storage import StoredFile
from foundation.text import rich
from foundation.text.lengths import TEXT, VisibleLength
from foundation.text.revisions import Revision
from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting


class MinutesFile(StoredFile):
    """A file with minutes that were written outside the portal."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes_files")

    class Meta:
        ordering = ["meeting", "pk"]


class MinutesVersion(Revision):
    """A revision: what the minutes said on an item earlier."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        ordering = ["item", "number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="minutes_version_once")]


class Correction(models.Model):
    """A corrigendum: a change in minutes that were adopted already."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrections")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True, validators=[VisibleLength(TEXT * 5)])
    reason = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")

    compared: list[list[rich.Piece]]  # set by `corrections_of`: what it changed, word by word

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="correction_number_once")]

    def __str__(self):
        return _("Corrigendum %(number)s") % {"number": self.number}


auditlog.register(Correction)


class Comment(models.Model):
    """A comment on a meeting's draft minutes: on an item, or on the whole."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="comments")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on_behalf = models.BooleanField(
        default=False,
        help_text=gettext_lazy("Entered by the chair’s people or the secretariat for the agency."),
    )
    at = models.DateTimeField(default=clock.now)
    taken_in = models.BooleanField(
        null=True, help_text=gettext_lazy("Whether the chair incorporated it. Empty until there is a reply.")
    )
    answer = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return _("Comment on %(subject)s") % {"subject": self.item or self.meeting}


auditlog.register(Comment)
auditlog.register(MinutesFile)
