"""A document, the agencies that take part in it, with whom it was shared and where it was delivered."""

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Coalesce, Substr
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agencies.models import Agency, Purpose
from chairmanship.models import BelongingQuerySet, Chairmanship, Event, Occasion, WorkplanActivity
from documents.document.faces import dissociating, face_of
from documents.document.rules import reads_all
from foundation.dates import clock
from foundation.dates.partial import PartialDateField, bounds_of
from foundation.text.lengths import NAME, TEXT, TITLE
from foundation.text.searching import Searched, WordsField

SLUG = 80
# The date of a document, as text that begins with the year: its own date, else the end of its term.
WHEN = Coalesce(Cast("date", models.CharField()), Cast("term__ends", models.CharField()))


class DocumentQuerySet(BelongingQuerySet):
    """Documents by who may see them and by their date."""

    def public(self):
        """Documents that anybody may read."""
        return self.filter(state__in=[Document.State.PUBLISHED, Document.State.SUPERSEDED])

    def visible_to(self, user):
        """Documents that a user, or a visitor who has not signed in, may see."""
        if user.is_superuser or (user.is_authenticated and reads_all.test(user)):
            return self
        return self.public()

    def of_agency(self, agency):
        """Those that the agency leads or takes part in."""
        joined = Contributor.objects.filter(agency=agency)
        return self.filter(Q(lead=agency) | Q(pk__in=joined.values("document")))

    def with_face(self):
        """Fetches what documents say on their faces: whose text it is, and who dissociates itself."""
        dissociations = Dissociation.objects.select_related("agency")
        return self.prefetch_related("issuers", models.Prefetch("dissociations", dissociations))

    def joint(self):
        """Joint documents: neither institutional work nor a plan."""
        return self.exclude(kind__in=(*Document.INSTITUTIONAL, *Document.PLANNING))

    def governing(self):
        """The rules of the Group: see `Document.is_governing`."""
        return self.filter(~Q(standing="") | Q(kind__in=Document.GOVERNING))

    def latest_first(self):
        """Orders by their own date, else by the end of their term."""
        return self.order_by(WHEN.desc(nulls_last=True), "title", "pk")

    def with_year(self):
        """Adds the `year` by which each is found and cited, as text with four digits."""
        return self.annotate(year=Substr(WHEN, 1, 4))


class Document(Searched):
    """A joint document: the Group made it together, or uses it for its own work.

    The editions of one work share its `slug`, which is its public address. A governing document (`standing`)
    is a document of its own for each date from which it holds.
    """

    class Kind(models.TextChoices):
        BROCHURE = "brochure", pgettext_lazy("kind of document", "brochure")
        INFORMATION_NOTE = "information_note", pgettext_lazy("kind of document", "information note")
        SURVEY = "survey", pgettext_lazy("kind of document", "survey")
        MATRIX = "matrix", pgettext_lazy("kind of document", "matrix")
        HANDBOOK = "handbook", pgettext_lazy("kind of document", "handbook")
        REPORT = "report", pgettext_lazy("kind of document", "report")
        STATEMENT = "statement", pgettext_lazy("kind of document", "statement")
        TEMPLATE = "template", pgettext_lazy("kind of document", "template")
        TERMS_OF_REFERENCE = "terms_of_reference", pgettext_lazy("kind of document", "terms of reference")
        WORKING_METHODS = "working_methods", pgettext_lazy("kind of document", "working methods")
        CRITERIA = "criteria", pgettext_lazy("kind of document", "admission criteria")
        WEBSITE = "website", pgettext_lazy("kind of document", "website")
        WORKPLAN = "workplan", pgettext_lazy("kind of document", "workplan")
        SCHEDULE = "schedule", pgettext_lazy("kind of document", "schedule")
        OTHER = "other", pgettext_lazy("kind of document", "other")

    class State(models.TextChoices):
        DRAFTING = "drafting", pgettext_lazy("state of a document", "drafting")
        CIRCULATED = "circulated", pgettext_lazy("state of a document", "circulated")
        CLEARED = "cleared", pgettext_lazy("state of a document", "cleared")
        ADOPTED = "adopted", pgettext_lazy("state of a document", "adopted")
        PUBLISHED = "published", pgettext_lazy("state of a document", "published")
        SUPERSEDED = "superseded", pgettext_lazy("state of a document", "superseded")
        DROPPED = "dropped", pgettext_lazy("state of a document", "dropped")

    class IssuedAs(models.TextChoices):
        """Whose text it is, if it is not the Group's."""

        CHAIR = "chair", pgettext_lazy("whose text a document is", "text of the chair")
        AGENCIES = "agencies", pgettext_lazy("whose text a document is", "text of the agencies that agree")

    class Standing(models.TextChoices):
        TERMS_OF_REFERENCE = "terms_of_reference", pgettext_lazy("governing document", "terms of reference")
        WORKING_METHODS = "working_methods", pgettext_lazy("governing document", "working methods")
        ADMISSION_CRITERIA = "admission_criteria", pgettext_lazy("governing document", "admission criteria")
        APPLICATION_TEMPLATE = (
            "application_template",
            pgettext_lazy("governing document", "application template"),
        )

    # What the Group made for its own work, and how it planned that work. All other kinds are joint documents.
    INSTITUTIONAL = (
        Kind.TERMS_OF_REFERENCE, Kind.WORKING_METHODS, Kind.CRITERIA, Kind.TEMPLATE, Kind.WEBSITE,
    )  # fmt: skip
    PLANNING = (Kind.WORKPLAN, Kind.SCHEDULE)
    # The rules of the Group, which the chair and the secretariat keep.
    GOVERNING = (Kind.TERMS_OF_REFERENCE, Kind.WORKING_METHODS, Kind.CRITERIA, Kind.TEMPLATE)
    # The secretariat writes these as editions (`agencies.criteria`), which applications are judged by. The
    # documents of these kinds are from before.
    AS_EDITIONS = (Standing.ADMISSION_CRITERIA, Standing.APPLICATION_TEMPLATE)
    KINDS_AS_EDITIONS = (Kind.CRITERIA, Kind.TEMPLATE)

    # The states to which a document can move from each state. Any step may be skipped, and there is a way
    # back from each. A superseded document stays public, so only a published one can become superseded.
    # A dropped one is out of work until somebody takes it up again.
    TRANSITIONS = {
        "": set(State) - {State.SUPERSEDED},
        State.DRAFTING: {
            State.CIRCULATED, State.CLEARED, State.ADOPTED, State.PUBLISHED, State.DROPPED,
        },
        State.CIRCULATED: {
            State.DRAFTING, State.CIRCULATED, State.CLEARED, State.ADOPTED, State.PUBLISHED, State.DROPPED,
        },
        State.CLEARED: {
            State.DRAFTING, State.CIRCULATED, State.ADOPTED, State.PUBLISHED, State.DROPPED,
        },
        State.ADOPTED: {State.DRAFTING, State.CIRCULATED, State.PUBLISHED, State.DROPPED},
        State.PUBLISHED: {
            State.DRAFTING, State.CIRCULATED, State.CLEARED, State.ADOPTED, State.SUPERSEDED,
        },
        State.SUPERSEDED: {State.PUBLISHED},
        State.DROPPED: {State.DRAFTING},
    }  # fmt: skip

    title = models.CharField(gettext_lazy("title"), max_length=TITLE)
    kind = models.CharField(gettext_lazy("kind"), max_length=30, choices=Kind)
    slug = models.SlugField(
        gettext_lazy("public address"),
        max_length=SLUG,
        blank=True,
        editable=False,
        help_text=gettext_lazy("All editions of a work have the same."),
    )
    edition = models.PositiveSmallIntegerField(gettext_lazy("edition"), default=1, editable=False)
    term = models.ForeignKey(
        Chairmanship,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=gettext_lazy("term"),
    )
    origin = models.ForeignKey(
        Chairmanship,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offspring",
        help_text=gettext_lazy("The term whose work led to this document."),
        verbose_name=gettext_lazy("follow-up to the term of"),
    )
    lead = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents_led",
        verbose_name=gettext_lazy("lead agency"),
    )
    contributors = models.ManyToManyField(
        Agency,
        through="Contributor",
        blank=True,
        related_name="documents_joined",
        verbose_name=gettext_lazy("contributors"),
    )
    purposes = models.ManyToManyField(
        Purpose,
        through="DocumentPurpose",
        blank=True,
        related_name="documents",
        verbose_name=gettext_lazy("purposes"),
    )
    activity = models.ForeignKey(
        WorkplanActivity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=gettext_lazy("workplan activity"),
    )
    occasion = models.ForeignKey(
        Occasion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=gettext_lazy("external event"),
    )
    state = models.CharField(gettext_lazy("state"), max_length=20, choices=State, blank=True)
    issued_as = models.CharField(
        gettext_lazy("issued as"),
        max_length=20,
        choices=IssuedAs,
        blank=True,
        editable=False,
        help_text=gettext_lazy("Empty for a text of the Group."),
    )
    issuers = models.ManyToManyField(
        Agency,
        through="Issuer",
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("issued by"),
    )
    date = PartialDateField(gettext_lazy("date"), null=True, blank=True)
    symbol = models.CharField(gettext_lazy("symbol"), max_length=NAME, blank=True)
    summary = models.TextField(gettext_lazy("summary"), blank=True, validators=[MaxLengthValidator(TEXT)])
    address = models.CharField(
        gettext_lazy("web address"),
        max_length=TITLE * 4,
        blank=True,
        validators=[URLValidator(["http", "https"])],
    )
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[MaxLengthValidator(TEXT)])
    standing = models.CharField(
        gettext_lazy("governing document"), max_length=30, choices=Standing, blank=True
    )
    holds_from = models.DateField(
        gettext_lazy("in force from"),
        null=True,
        blank=True,
        help_text=gettext_lazy("The day on which a governing document takes effect."),
    )
    purposes_edition = models.PositiveSmallIntegerField(
        gettext_lazy("edition of the purposes"),
        null=True,
        blank=True,
        help_text=gettext_lazy("For terms of reference: the edition of the purposes that they contain."),
    )
    revision = models.PositiveIntegerField(gettext_lazy("revision"), default=0, editable=False)
    words = WordsField(
        "title", "summary", "symbol", "note", verbose_name=gettext_lazy("words for the search")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("document")
        verbose_name_plural = gettext_lazy("documents")
        ordering = ["date", "title"]
        indexes = bounds_of("date", "document")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "title", "term"],
                name="document_once",
                violation_error_message=gettext_lazy(
                    "There is already a document of this kind with this title in this term. Change the title "
                    "so that the two can be told apart."
                ),
            ),
            models.UniqueConstraint(
                fields=["kind", "title"], condition=Q(term=None), name="document_without_term_once"
            ),
            models.UniqueConstraint(fields=["slug", "edition"], name="document_edition_once"),
            models.CheckConstraint(
                condition=Q(holds_from=None) | ~Q(standing=""),
                name="document_holds_as_standing_text",
                violation_error_message=gettext_lazy(
                    "Only a governing document takes effect on a date. Choose which one this is."
                ),
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = free_slug(self.title)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("documents:document_detail", args=[self.pk])

    @property
    def public_address(self) -> str:
        """The address of the work, for all its editions. It shows the latest public edition."""
        return reverse("documents:work", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.state in (self.State.PUBLISHED, self.State.SUPERSEDED)

    @property
    def is_governing(self) -> bool:
        """Whether it is a rule of the Group, which the chair and the secretariat keep."""
        return bool(self.standing) or self.kind in self.GOVERNING

    @property
    def is_kept_as_editions(self) -> bool:
        """Whether it is of a kind that the secretariat writes as editions now."""
        return self.standing in self.AS_EDITIONS or self.kind in self.KINDS_AS_EDITIONS

    @property
    def face(self) -> str:
        """Whose text it is, if it is not the Group's: "Text of the chair (IOM), not of the Group".

        "" for a text of the Group. Uses prefetched `issuers`.
        """
        return face_of(self.issued_as, self.issuers.all()) if self.issued_as else ""

    @property
    def dissociating(self) -> str:
        """ "UNHCR dissociates itself", for lists; "" if nobody does. Uses prefetched `dissociations`."""
        return dissociating(one.agency for one in self.dissociations.all())

    @property
    def current(self):
        """The latest main version in the language of the first one, or None. Uses prefetched `versions`."""
        mains = [version for version in self.versions.all() if version.is_main]
        language = min(mains, key=lambda version: version.number).language if mains else ""
        mains = [version for version in mains if version.language == language]
        return max(mains, key=lambda version: version.number, default=None)


def free_slug(title: str) -> str:
    """Returns an unused public address: the words of the title, with a number if they are used already."""
    words = slugify(title)[:60].strip("-") or "document"
    taken = set(Document.objects.filter(slug__startswith=words).values_list("slug", flat=True))
    slug, number = words, 1
    while slug in taken:
        number += 1
        slug = f"{words}-{number}"
    return slug


class Contributor(models.Model):
    """An agency that takes part in a document."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("document")
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("agency")
    )

    class Meta:
        verbose_name = gettext_lazy("contributing agency")
        verbose_name_plural = gettext_lazy("contributing agencies")
        constraints = [models.UniqueConstraint(fields=["document", "agency"], name="contributor_once")]

    def __str__(self):
        return str(self.agency)


class Issuer(models.Model):
    """An agency in whose name a document is issued that is not the Group's."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("document")
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("agency")
    )

    class Meta:
        verbose_name = gettext_lazy("issuing agency")
        verbose_name_plural = gettext_lazy("issuing agencies")
        constraints = [models.UniqueConstraint(fields=["document", "agency"], name="issuer_once")]

    def __str__(self):
        return str(self.agency)


class Dissociation(models.Model):
    """An agency that lets a text go forward and says, in a footnote, from what it dissociates itself."""

    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        related_name="dissociations",
        verbose_name=gettext_lazy("document"),
    )
    position = models.PositiveIntegerField(gettext_lazy("position"))
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("agency")
    )
    text = models.TextField(gettext_lazy("text"), validators=[MaxLengthValidator(TEXT)])
    at = models.DateTimeField(gettext_lazy("time"), default=clock.now)
    by = models.ForeignKey(
        "agencies.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("person"),
    )

    class Meta:
        verbose_name = gettext_lazy("dissociation")
        verbose_name_plural = gettext_lazy("dissociations")
        ordering = ["document", "position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="dissociation_position_once"),
            models.UniqueConstraint(fields=["document", "agency"], name="dissociation_once"),
        ]

    def __str__(self):
        return _("%(agency)s: %(text)s") % {"agency": self.agency, "text": self.text}


class DocumentPurpose(models.Model):
    """A purpose of the Group that a document serves."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("document")
    )
    purpose = models.ForeignKey(
        Purpose, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("purpose")
    )

    class Meta:
        verbose_name = gettext_lazy("purpose of a document")
        verbose_name_plural = gettext_lazy("purposes of documents")
        constraints = [models.UniqueConstraint(fields=["document", "purpose"], name="document_purpose_once")]

    def __str__(self):
        return str(self.purpose)


class Sharing(models.Model):
    """A record that a document was shared with somebody; when and by whom, if that is known."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="sharings", verbose_name=gettext_lazy("document")
    )
    position = models.PositiveIntegerField(gettext_lazy("position"))
    name = models.CharField(gettext_lazy("shared with"), max_length=NAME)
    date = PartialDateField(gettext_lazy("date"), null=True, blank=True)
    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("shared by"),
    )

    class Meta:
        verbose_name = gettext_lazy("sharing")
        verbose_name_plural = gettext_lazy("sharings")
        ordering = ["document", "position"]
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="sharing_position_once")]

    def __str__(self):
        return self.name


class EventDocument(models.Model):
    """The document that was delivered at an event. The words as spoken are in the event's text."""

    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, related_name="document_link", verbose_name=gettext_lazy("event")
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="event_links", verbose_name=gettext_lazy("document")
    )

    class Meta:
        verbose_name = gettext_lazy("document delivered at an event")
        verbose_name_plural = gettext_lazy("documents delivered at events")

    def __str__(self):
        return _("%(document)s at %(event)s") % {"document": self.document, "event": self.event}


auditlog.register(Document, exclude_fields=["words"], m2m_fields={"contributors", "purposes", "issuers"})
auditlog.register(Dissociation)
auditlog.register(Sharing)
auditlog.register(EventDocument)
