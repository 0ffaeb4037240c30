"""A call for contributions, and the contribution of each agency."""

from dataclasses import asdict, dataclass

from auditlog.registry import auditlog
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agencies.models import Agency
from documents.document.models import Document
from foundation.dates import clock, hours
from foundation.files.storage import MadeFile, StoredFile
from foundation.text.lengths import TEXT, VisibleLength
from foundation.text.revisions import Revision


class Answers(models.TextChoices):
    """How a question of a call is answered."""

    TEXT = "line", pgettext_lazy("how a question is answered", "a line")
    LONG = "lines", pgettext_lazy("how a question is answered", "some lines")
    CHOICE = "choice", pgettext_lazy("how a question is answered", "a choice")
    NUMBER = "number", pgettext_lazy("how a question is answered", "a number")
    PERIOD = "period", pgettext_lazy("how a question is answered", "a date or period")
    PLACE = "place", pgettext_lazy("how a question is answered", "a place")
    PURPOSES = "purposes", pgettext_lazy("how a question is answered", "purposes of the Group")


@dataclass(frozen=True)
class Question:
    """A question: a column of the table that a call asks for. Answers are saved under its `key`."""

    key: str
    label: str
    kind: str = Answers.TEXT
    choices: tuple[str, ...] = ()

    @classmethod
    def read(cls, kept: dict) -> "Question":
        return cls(**kept | {"choices": tuple(kept["choices"])})

    def kept(self) -> dict:
        return asdict(self) | {"kind": str(self.kind), "choices": list(self.choices)}


class CallQuerySet(models.QuerySet):
    """Calls by what the clock makes of them."""

    def open(self):
        """Calls for which agencies can submit now."""
        return self.filter(withdrawn_at=None, until__gt=clock.now())

    def over(self):
        return self.filter(withdrawn_at=None, until__lte=clock.now())

    def awaiting_lead(self):
        """Calls that are over, and neither compiled nor closed, for documents that are not public yet."""
        public = Document.objects.public().values("pk")
        return self.over().filter(closed_at=None).exclude(document__in=public)


class Call(models.Model):
    """A call: agencies are asked to contribute a text, or entries of a table, to a document by a deadline."""

    class Kind(models.TextChoices):
        TEXT = "text", pgettext_lazy("what a call asks for", "a text")
        ENTRIES = "entries", pgettext_lazy("what a call asks for", "entries of a table")

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="calls", verbose_name=gettext_lazy("document")
    )
    kind = models.CharField(gettext_lazy("kind"), max_length=30, choices=Kind)
    asks = models.TextField(gettext_lazy("what is asked for"), validators=[MaxLengthValidator(TEXT)])
    questions = models.JSONField(
        gettext_lazy("columns"), default=list, blank=True, help_text=gettext_lazy("The columns of the table.")
    )
    until = models.DateTimeField(
        gettext_lazy("deadline"), help_text=gettext_lazy("Nothing can be submitted from this moment on.")
    )
    timezone = models.CharField(
        gettext_lazy("time zone"),
        max_length=60,
        help_text=gettext_lazy("The time zone in which the deadline was set."),
    )
    opened_at = models.DateTimeField(gettext_lazy("started"), default=clock.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("started by"),
    )
    extended_at = models.DateTimeField(
        gettext_lazy("extended"),
        null=True,
        blank=True,
        help_text=gettext_lazy("When the deadline was last extended."),
    )
    withdrawn_at = models.DateTimeField(gettext_lazy("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("withdrawn by"),
    )
    closed_at = models.DateTimeField(
        gettext_lazy("closed"),
        null=True,
        blank=True,
        help_text=gettext_lazy("When the lead agency had used the responses, or needed no more."),
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("closed by"),
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("call for contributions")
        verbose_name_plural = gettext_lazy("calls for contributions")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="call_withdrawn_by_somebody",
            ),
        ]

    def __str__(self):
        return _("Call for contributions to %(document)s") % {"document": self.document}

    @property
    def is_open(self) -> bool:
        return not self.withdrawn_at and clock.now() < self.until

    @property
    def is_over(self) -> bool:
        """Whether its deadline has passed, and it was not withdrawn."""
        return not self.withdrawn_at and clock.now() >= self.until

    @property
    def is_of_entries(self) -> bool:
        return self.kind == self.Kind.ENTRIES

    @property
    def deadline(self) -> str:
        """ "Friday 7 May 2027, 18:00, Geneva time (UTC+2)"."""
        return hours.moment(self.until, self.timezone)

    @property
    def columns(self) -> list[Question]:
        return [Question.read(one) for one in self.questions]


class Contribution(models.Model):
    """The contribution of one agency: private until it is submitted, then open to all agencies."""

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="contributions", verbose_name=gettext_lazy("call")
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="contributions", verbose_name=gettext_lazy("agency")
    )
    text = models.TextField(gettext_lazy("text"), blank=True, validators=[VisibleLength(TEXT * 25)])
    entries = models.JSONField(
        gettext_lazy("entries"),
        default=list,
        blank=True,
        help_text=gettext_lazy("The answers in each entry, by question."),
    )
    revision = models.PositiveIntegerField(gettext_lazy("revision"), default=0, editable=False)
    saved_at = models.DateTimeField(gettext_lazy("saved"), null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("saved by"),
    )
    entered = models.BooleanField(
        gettext_lazy("entered on its behalf"),
        default=False,
        help_text=gettext_lazy("By somebody who does not act for the agency."),
    )
    handed_in_at = models.DateTimeField(gettext_lazy("submitted"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("contribution")
        verbose_name_plural = gettext_lazy("contributions")
        ordering = ["call", "agency__acronym"]
        constraints = [models.UniqueConstraint(fields=["call", "agency"], name="contribution_once")]

    def __str__(self):
        return _("Contribution of %(agency)s to %(document)s") % {
            "agency": self.agency,
            "document": self.call.document,
        }

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.entries)


class ContributionRevision(Revision):
    """A revision: what the text of a contribution said earlier. Those who may write in it can read it."""

    contribution = models.ForeignKey(
        Contribution,
        on_delete=models.PROTECT,
        related_name="revisions",
        verbose_name=gettext_lazy("contribution"),
    )
    text = models.TextField(gettext_lazy("text"), blank=True, validators=[VisibleLength(TEXT * 25)])

    class Meta:
        verbose_name = gettext_lazy("earlier text of a contribution")
        verbose_name_plural = gettext_lazy("earlier texts of contributions")
        ordering = ["contribution", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="contribution_revision_once")
        ]


class ContributionFile(StoredFile):
    """A file that belongs to a contribution."""

    contribution = models.ForeignKey(
        Contribution,
        on_delete=models.PROTECT,
        related_name="files",
        verbose_name=gettext_lazy("contribution"),
    )

    class Meta:
        verbose_name = gettext_lazy("file of a contribution")
        verbose_name_plural = gettext_lazy("files of contributions")
        ordering = ["contribution", "pk"]


class CompiledPrint(MadeFile):
    """The result of a call as a PDF, narrowed to what was `asked`. `key` is a hash of `asked`."""

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="prints", verbose_name=gettext_lazy("call")
    )
    asked = models.JSONField(
        gettext_lazy("filters"), default=dict, blank=True, help_text=gettext_lazy("The filters that apply.")
    )
    key = models.CharField(gettext_lazy("key"), max_length=64)
    file = models.FileField(gettext_lazy("file"), upload_to="prints/", blank=True)

    class Meta:
        verbose_name = gettext_lazy("PDF of responses")
        verbose_name_plural = gettext_lazy("PDFs of responses")
        ordering = ["call", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "key"], name="compiled_print_once")]

    def __str__(self):
        return _("%(call)s (PDF)") % {"call": self.call}


auditlog.register(Call)
auditlog.register(Contribution, exclude_fields=["text", "entries"])
auditlog.register(ContributionFile)
