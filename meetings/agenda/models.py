from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Purpose
from agencies.register.fields import AgencyOfDay
from documents.models import Document, DocumentVersion
from foundation.dates import clock
from foundation.files.storage import StoredFile
from foundation.text.lengths import NAME, TEXT, TITLE, VisibleLength
from foundation.text.searching import Searched, WordsField
from meetings.meeting.audiences import SEES, Restricted, audience_of
from meetings.meeting.models import Meeting, day_of_meeting


class Asked(models.TextChoices):
    """What the members are asked for on an item."""

    INFORMATION = "information", pgettext_lazy("what an item is for", "information")
    DISCUSSION = "discussion", pgettext_lazy("what an item is for", "discussion")
    DECISION = "decision", pgettext_lazy("what an item is for", "decision")


class AgendaItemQuerySet(models.QuerySet):
    def for_audience(self, audience):
        """What is meant for that audience: everybody, the members without guests, or principals only."""
        return self.filter(restricted__in=SEES[audience])

    def for_reader(self, user, meeting=None):
        """What of agendas that a person may read is meant for them; of one meeting, where it is named."""
        return self.for_audience(audience_of(user, meeting))


class AgendaItem(Searched):
    """A point of the agenda, with what the minutes say on it."""

    class Kind(models.TextChoices):
        """The standing items. They come by themselves; any other has no kind."""

        ADOPTION = "adoption", gettext_lazy("adoption of the agenda")
        MINUTES = "minutes", gettext_lazy("adoption of earlier minutes")
        ARISING = "arising", gettext_lazy("matters arising")
        OTHER = "other", gettext_lazy("any other business")
        NEXT = "next", gettext_lazy("next meeting")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE)
    proposed_by = AgencyOfDay(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", day=day_of_meeting
    )
    purposes = models.ManyToManyField(Purpose, through="ItemPurpose", blank=True, related_name="agenda_items")
    summary = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    minutes = models.TextField(blank=True, validators=[VisibleLength(TEXT * 5)])
    asked = models.CharField(_("for"), max_length=20, choices=Asked, blank=True)
    length = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("In minutes."))
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    is_sub = models.BooleanField(_("sub-item of the item above"), default=False)
    leads = models.CharField(_("led by"), max_length=NAME, blank=True)
    restricted = models.CharField(_("visible to"), max_length=20, choices=Restricted, blank=True, default="")
    paper_by = AgencyOfDay(
        Agency,
        day=day_of_meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("paper expected from"),
    )
    application = models.ForeignKey(
        "agencies.Application",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="agenda_items",
        help_text=_("The application for membership considered under this item; it serves as its paper."),
    )
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="agenda_items",
        help_text=_("The document that was referred to the meeting for decision."),
    )
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_to",
        help_text=_("The unfinished item of an earlier meeting that this item continues."),
    )
    changed_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("When the item was added or its text last changed."),
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    words = WordsField("title")

    # Given to an item while its agenda is read: "3 (a)"; "new", "changed" or nothing; the hour; its papers.
    number: str
    mark: str
    begins: str
    is_known: bool
    shown_papers: "list[Paper]"

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="item_position_once")]

    def __str__(self):
        return self.title

    def get_asked_display(self) -> str:
        """Returns the label of `asked`. Django's own makes all choices anew for each item."""
        return str(Asked(self.asked).label) if self.asked else ""

    @property
    def members_know(self) -> bool:
        """Whether any member may read of it: its agenda is out, and it is not for principals only."""
        return self.meeting.agenda_is_out and self.restricted != Restricted.PRINCIPALS

    @property
    def to_be_heard(self) -> list[str]:
        """Whom the proposals that led to it ask to invite."""
        return [proposal.invite for proposal in self.proposals.all() if proposal.invite]


class ItemPurpose(models.Model):
    """That an item serves a purpose of the Group."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "purpose"], name="item_purpose_once")]

    def __str__(self):
        return str(self.purpose)


auditlog.register(AgendaItem, exclude_fields=["words"], m2m_fields={"purposes"})


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
    current: "PaperFile | DocumentVersion | None"  # given to it while it is read: its latest file

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


auditlog.register(Paper)
auditlog.register(PaperFile)
