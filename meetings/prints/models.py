"""The files made of a meeting."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dates import clock
from foundation.files.storage import MadeFile
from meetings.meeting.models import Meeting


class Pack(MadeFile):
    """A file made of a meeting for one kind of reader: the agenda and papers as one PDF, or a print."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    what = models.CharField(
        max_length=20, default="pack", help_text=gettext_lazy("The pack, or which print.")
    )
    audience = models.CharField(
        max_length=40, help_text=gettext_lazy("An `Audience`, or “chair” for those who read drafts.")
    )
    file = models.FileField(upload_to="packs/", blank=True)
    wanted_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["meeting", "audience"]
        constraints = [models.UniqueConstraint(fields=["meeting", "what", "audience"], name="pack_once")]

    def __str__(self):
        return _("%(file)s of %(meeting)s for %(audience)s") % {
            "file": self.what,
            "meeting": self.meeting,
            "audience": self.audience,
        }
