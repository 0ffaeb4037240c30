"""The files made of a meeting."""

from django.db import models

from foundation.dates import clock
from foundation.files.storage import MadeFile
from meetings.meeting.models import Meeting


class Pack(MadeFile):
    """A file made of a meeting for one kind of reader: the agenda and papers as one PDF, or a print."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    what = models.CharField(max_length=20, default="pack", help_text="The pack, or which print.")
    audience = models.CharField(max_length=40, help_text="An `Audience`, or “chair” for who reads drafts.")
    file = models.FileField(upload_to="packs/", blank=True)
    wanted_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["meeting", "audience"]
        constraints = [models.UniqueConstraint(fields=["meeting", "what", "audience"], name="pack_once")]

    def __str__(self):
        return f"{self.what} of {self.meeting} for {self.audience}"
