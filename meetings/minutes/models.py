"""What belongs to minutes: files, revisions, corrigenda and comments."""

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

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
    """A corrigendum: a change in minutes that were adopted already.

    On the minutes as a whole it has no item: it corrects what they say of the meeting, its participants or
    its file, in words or with another file.
    """

    class Of(models.TextChoices):
        TEXT = "", pgettext_lazy("what a corrigendum corrects", "the text")
        DECISION = "decision", pgettext_lazy("what a corrigendum corrects", "a decision")
        ACTION = "action", pgettext_lazy("what a corrigendum corrects", "an action point")
        WHOLE = "whole", pgettext_lazy("what a corrigendum corrects", "the minutes as a whole")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrections")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    of = models.CharField(max_length=20, choices=Of, blank=True, default=Of.TEXT)
    file = models.ForeignKey(
        MinutesFile, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    number = models.PositiveIntegerField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True, validators=[VisibleLength(TEXT * 5)])
    reason = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")

    compared: list[list[rich.Piece]]  # set by `corrections_of`: what it changed, word by word

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="correction_number_once"),
            models.CheckConstraint(
                condition=Q(item=None, of="whole") | (Q(item__isnull=False) & ~Q(of="whole")),
                name="correction_of_an_item_or_the_whole",
            ),
        ]

    def __str__(self):
        return _("Corrigendum %(number)s") % {"number": self.number}

    @property
    def on(self) -> str:
        """What it is on, within a sentence: "on “Fair recruitment”"."""
        if self.item is None:
            return _("on the minutes as a whole")
        words = {
            self.Of.DECISION: _("on a decision under “%(item)s”"),
            self.Of.ACTION: _("on an action point under “%(item)s”"),
        }
        return words.get(self.of, _("on “%(item)s”")) % {"item": self.item}

    @property
    def passages(self) -> list[tuple[str, str]]:
        """The paragraphs that it changed, each as it was and as it is. Either can be empty."""
        found = []
        for pieces in rich.compare(self.before, self.after):
            kinds = {kind for kind, _words in pieces}
            if kinds & {"in", "out"}:
                was, now = (
                    "".join(words for kind, words in pieces if kind in ("same", side)).strip()
                    for side in ("out", "in")
                )
                found.append((was, now))
        return found


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
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return _("Comment on %(subject)s") % {"subject": self.item or self.meeting}

    @property
    def is_answered(self) -> bool:
        """Whether the chair has incorporated it or replied."""
        return self.taken_in is not None


class MinutesRead(models.Model):
    """An agency has read the circulated minutes: it has commented, or it has said that it has no comments.

    It lasts until the minutes are circulated again.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="read_by")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, related_name="+")
    on_behalf = models.BooleanField(
        default=False,
        help_text=gettext_lazy("Entered by the chair’s people or the secretariat for the agency."),
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["meeting", "agency__acronym"]
        constraints = [models.UniqueConstraint(fields=["meeting", "agency"], name="minutes_read_once")]

    def __str__(self):
        return _("%(agency)s on the minutes of %(meeting)s") % {
            "agency": self.agency,
            "meeting": self.meeting.named,
        }


auditlog.register(MinutesRead)
auditlog.register(Comment)
auditlog.register(MinutesFile)
