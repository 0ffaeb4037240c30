"""The versions of a document, its symbols, and the states that it went through."""

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from documents.document.models.document import Document
from foundation.dates import clock
from foundation.files.storage import MadeFile, StoredFile
from foundation.text.languages import Language
from foundation.text.lengths import NAME, TEXT, TITLE, VisibleLength


class Part(models.TextChoices):
    """How a version relates to the one before it, if it is not simply the next."""

    REVISION = "revision", pgettext_lazy("part of a document", "revision")
    ADDENDUM = "addendum", pgettext_lazy("part of a document", "addendum")
    CORRIGENDUM = "corrigendum", pgettext_lazy("part of a document", "corrigendum")


# What a part is called in a symbol, in every language.
MARKS: dict[str, str] = {Part.REVISION: "Rev.", Part.ADDENDUM: "Add.", Part.CORRIGENDUM: "Corr."}


class DocumentVersionQuerySet(models.QuerySet):
    """Versions by what they are."""

    def public(self):
        """Versions that anybody may have: published ones of public documents."""
        return self.filter(published_at__isnull=False, document__in=Document.objects.public().values("pk"))

    def main(self):
        """Versions without addenda and corrigenda."""
        return self.exclude(part__in=[Part.ADDENDUM, Part.CORRIGENDUM])


class DocumentVersion(StoredFile):
    """A version of a document: an uploaded file, or a text written here. Its content never changes.

    `name` is the name of the file; a text has none. The checksum and size of a text are those of its UTF-8.
    `words` are what a search looks through; a worker reads those of a file. `unread` says why there are none.
    """

    class Unread(models.TextChoices):
        FORMAT = "format", pgettext_lazy("why a file has no words", "this kind of file is not read")
        PASSWORD = "password", pgettext_lazy("why a file has no words", "it is protected by a password")
        EMPTY = (
            "empty",
            pgettext_lazy("why a file has no words", "it contains no text, only pictures or scanned pages"),
        )
        DAMAGED = "damaged", pgettext_lazy("why a file has no words", "it is damaged")

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="versions", verbose_name=gettext_lazy("document")
    )
    number = models.PositiveIntegerField(gettext_lazy("number"))
    language = models.CharField(
        gettext_lazy("language"), max_length=2, choices=Language, default=Language.ENGLISH
    )
    part = models.CharField(gettext_lazy("part"), max_length=20, choices=Part, blank=True)
    symbol = models.CharField(gettext_lazy("symbol"), max_length=NAME, blank=True)
    file = models.FileField(gettext_lazy("file"), upload_to="documents/", blank=True)
    name = models.CharField(gettext_lazy("file name"), max_length=NAME, blank=True)
    text = models.TextField(gettext_lazy("text"), blank=True, validators=[VisibleLength(TEXT * 25)])
    note = models.CharField(gettext_lazy("what changed"), max_length=TITLE, blank=True)
    restores = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=gettext_lazy("restored version"),
    )
    words = models.TextField(gettext_lazy("words for the search"), blank=True, editable=False)
    unread = models.CharField(
        gettext_lazy("why it cannot be searched"), max_length=20, choices=Unread, blank=True, editable=False
    )
    published_at = models.DateTimeField(gettext_lazy("published"), null=True, blank=True, editable=False)
    told_at = models.DateTimeField(
        gettext_lazy("lead agency and contributors told"), null=True, blank=True, editable=False
    )

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("version")
        verbose_name_plural = gettext_lazy("versions")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_once"),
            models.CheckConstraint(
                condition=Q(file="", name="") & ~Q(text="") | Q(text="") & ~Q(file="") & ~Q(name=""),
                name="document_version_is_file_or_text",
            ),
        ]

    def __str__(self):
        return _("%(document)s, version %(number)s") % {
            "document": self.document,
            "number": self.number,
        }

    @property
    def is_text(self) -> bool:
        return not self.file  # a version has a file or a text, and the text is often deferred

    @property
    def is_main(self) -> bool:
        return self.part not in (Part.ADDENDUM, Part.CORRIGENDUM)

    @property
    def mark(self) -> str:
        """Its part as in a symbol, such as "Rev."; "" for a whole version."""
        return MARKS.get(self.part, "")


class Symbol(models.Model):
    """A symbol such as GMG/2026/WL/3. It is given once and never again."""

    series = models.CharField(
        gettext_lazy("series"),
        max_length=NAME,
        help_text=gettext_lazy("What comes before the number."),
    )
    number = models.PositiveIntegerField(gettext_lazy("number"))
    given_at = models.DateTimeField(gettext_lazy("given"), default=clock.now)

    class Meta:
        verbose_name = gettext_lazy("symbol")
        verbose_name_plural = gettext_lazy("symbols")
        ordering = ["series", "number"]
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="symbol_once")]

    def __str__(self):
        return f"{self.series}{'' if self.series.endswith('.') else '/'}{self.number}"


class Step(models.Model):
    """A record that a document came to a state: when, by whom (None if by the clock), with which version."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="steps", verbose_name=gettext_lazy("document")
    )
    state = models.CharField(gettext_lazy("state"), max_length=20, choices=Document.State)
    at = models.DateTimeField(gettext_lazy("time"), default=clock.now)
    by = models.ForeignKey(
        "agencies.User",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=gettext_lazy("person"),
    )
    version = models.ForeignKey(
        DocumentVersion,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=gettext_lazy("version"),
    )
    note = models.TextField(
        gettext_lazy("why"),
        blank=True,
        validators=[MaxLengthValidator(TEXT)],
        help_text=gettext_lazy("What the person said of it, such as how the agencies agreed."),
    )
    issued_as = models.CharField(
        gettext_lazy("issued as"), max_length=20, choices=Document.IssuedAs, blank=True
    )

    class Meta:
        verbose_name = gettext_lazy("change of state")
        verbose_name_plural = gettext_lazy("changes of state")
        ordering = ["document", "at", "pk"]

    def __str__(self):
        return _("%(document)s: %(state)s") % {
            "document": self.document,
            "state": self.get_state_display(),
        }


class TextPrint(MadeFile):
    """A text as a PDF, made by a worker."""

    version = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="print", verbose_name=gettext_lazy("version")
    )
    file = models.FileField(gettext_lazy("file"), upload_to="prints/", blank=True)

    class Meta:
        verbose_name = gettext_lazy("PDF of a text")
        verbose_name_plural = gettext_lazy("PDFs of texts")
        ordering = ["version"]

    def __str__(self):
        return _("%(version)s (PDF)") % {"version": self.version}


# The texts are in the versions themselves, so the audit log leaves them out.
auditlog.register(DocumentVersion, exclude_fields=["text", "words", "told_at"])
auditlog.register(Symbol)
auditlog.register(Step)
