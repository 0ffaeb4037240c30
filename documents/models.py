from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from chairmanship.models import BelongingQuerySet, Chairmanship, Event
from documents.rules import reads_all
from foundation.choices import Words
from foundation.dates import PartialDateField
from foundation.fields import NAME, TEXT, TITLE


class DocumentQuerySet(BelongingQuerySet):
    def public(self):
        """What anybody may read of."""
        return self.filter(state__in=[Document.State.PUBLISHED, Document.State.SUPERSEDED])

    def visible_to(self, user):
        """What that person, or a visitor, may see."""
        if user.is_superuser or (user.is_authenticated and reads_all.test(user)):
            return self
        return self.public()

    def in_clearance(self):
        return self.filter(state=Document.State.CIRCULATED)


class Document(models.Model):
    """A joint document: what the Group made together, or for its own work."""

    class Kind(Words):
        BROCHURE = "brochure"
        INFORMATION_NOTE = "information note"
        SURVEY = "survey"
        MATRIX = "matrix"
        HANDBOOK = "handbook"
        REPORT = "report"
        STATEMENT = "statement"
        TEMPLATE = "template"
        TERMS_OF_REFERENCE = "terms of reference"
        WORKPLAN = "workplan"
        OTHER = "other"

    class State(Words):
        DRAFTING = "drafting"
        CIRCULATED = "circulated"
        CLEARED = "cleared"
        ADOPTED = "adopted"
        PUBLISHED = "published"
        SUPERSEDED = "superseded"

    title = models.CharField(max_length=TITLE)
    kind = models.CharField(max_length=30, choices=Kind)
    term = models.ForeignKey(
        Chairmanship, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    origin = models.ForeignKey(
        Chairmanship,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offspring",
        help_text="The term out of whose work it grew later.",
    )
    lead = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="documents_led"
    )
    contributors = models.ManyToManyField(
        Agency, through="Contributor", blank=True, related_name="documents_joined"
    )
    state = models.CharField(max_length=20, choices=State, blank=True)
    date = PartialDateField(null=True, blank=True)
    symbol = models.CharField(max_length=NAME, blank=True)
    summary = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    address = models.CharField(max_length=TITLE * 4, blank=True, validators=[URLValidator(["http", "https"])])
    note = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["date", "title"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "title", "term"], name="document_once"),
            models.UniqueConstraint(
                fields=["kind", "title"], condition=Q(term=None), name="document_without_term_once"
            ),
        ]

    def __str__(self):
        return self.title


class Contributor(models.Model):
    """That an agency had a part in a document."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "agency"], name="contributor_once")]

    def __str__(self):
        return str(self.agency)


class Sharing(models.Model):
    """That a document was shared with somebody."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="sharings")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=NAME)

    class Meta:
        ordering = ["document", "position"]
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="sharing_position_once")]

    def __str__(self):
        return self.name


class EventDocument(models.Model):
    """The text that was delivered at an event."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="document_link")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="event_links")

    def __str__(self):
        return f"{self.document} at {self.event}"


auditlog.register(Document, m2m_fields={"contributors"})
for model in (Sharing, EventDocument):
    auditlog.register(model)
