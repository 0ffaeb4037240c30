from auditlog.registry import auditlog
from django.db import models
from django.db.models import Q

from documents.models import Document, DocumentVersion
from foundation import clock
from foundation.fields import NAME, TITLE
from foundation.files import MadeFile, StoredFile
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting


class Paper(models.Model):
    """What is to be read for an item: a file, or a joint document as it stood at a version."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE)
    symbol = models.CharField(max_length=NAME, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="paper_position_once"),
            models.CheckConstraint(
                condition=Q(version=None) | Q(document__isnull=False), name="paper_version_of_document"
            ),
        ]

    def __str__(self):
        return f"{self.symbol} {self.title}".strip()


class PaperFile(StoredFile):
    """A paper as a file; the latest is the one that is read, the earlier ones stay."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="files")

    class Meta:
        ordering = ["paper", "pk"]


class Pack(MadeFile):
    """A file made of a meeting for one kind of reader: agenda and papers as one PDF, or a print."""

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


class MinutesFile(StoredFile):
    """Minutes that were written elsewhere, attached as they are."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes_files")

    class Meta:
        ordering = ["meeting", "pk"]


for model in (Paper, PaperFile, MinutesFile):
    auditlog.register(model)
