"""Handovers with their lines and open matters, the narrative's versions and comments, and reports."""

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock
from foundation.files import storage
from foundation.files.text_images import StoredImage
from foundation.portal import group
from foundation.text.lengths import TEXT, TITLE
from foundation.text.revisions import Revision


class Handover(models.Model):
    """The handover of a term: what was told about it, and when.

    The calendar says when it opens and when it is over. These fields record what the worker did, so that it
    does each thing once and catches up after a pause.
    """

    term = models.OneToOneField(Chairmanship, on_delete=models.PROTECT, related_name="handover")
    opened_at = models.DateTimeField(
        null=True, editable=False, help_text=gettext_lazy("When the troika was told.")
    )
    opened_for = models.DateField(
        null=True, editable=False, help_text=gettext_lazy("The last day of the term as the troika was told.")
    )
    closed_at = models.DateTimeField(
        null=True, editable=False, help_text=gettext_lazy("When the open matters were recorded.")
    )
    closed_for = models.DateField(
        null=True, editable=False, help_text=gettext_lazy("The last day of the term at that time.")
    )
    sent_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text=gettext_lazy("When the open matters were sent to the incoming chair."),
    )
    taken_over_at = models.DateTimeField(null=True, editable=False)
    taken_over_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    remarks = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])

    class Meta:
        ordering = ["term"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_for=None)
                | Q(closed_at__isnull=False, closed_for__isnull=False),
                name="handover_closed_for_a_day",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_for=None)
                | Q(opened_at__isnull=False, opened_for__isnull=False),
                name="handover_opened_for_a_day",
            ),
            models.CheckConstraint(
                condition=Q(taken_over_at__isnull=False) | Q(taken_over_by=None, remarks=""),
                name="handover_taken_over_at_a_time",
            ),
        ]

    def __str__(self):
        return _("Handover of %(term)s") % {"term": self.term}


class HandoverLine(models.Model):
    """Something to pass on that is outside the portal, such as access to a website."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=TITLE)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["handover", "position"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "position"], name="handover_line_position_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(done_by=None), name="handover_line_done_at_a_time"
            ),
        ]

    def __str__(self):
        return self.text


class OpenMatter(models.Model):
    """What was open when the chair passed on, in the words of that day.

    What happened to it since is looked up when it is shown.
    """

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="open_matters")
    position = models.PositiveIntegerField()
    kind = models.SlugField(max_length=40, help_text=gettext_lazy("Its kind in the checklist."))
    title = models.CharField(max_length=TITLE, help_text=gettext_lazy("The name of its kind at that time."))
    subject = models.CharField(max_length=60, help_text=gettext_lazy("Its key within the kind."))
    sentence = models.TextField()
    page = models.CharField(max_length=TITLE, blank=True, help_text=gettext_lazy("The page about it."))
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["handover", "position"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "position"], name="open_matter_position_once"),
        ]

    def __str__(self):
        return self.sentence


for model in (Handover, HandoverLine, OpenMatter):
    auditlog.register(model)


class NarrativeVersion(Revision):
    """A revision: what a text of the narrative said earlier."""

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="narrative_versions")
    name = models.CharField(max_length=20)

    class Meta:
        ordering = ["term", "name", "number"]
        constraints = [
            models.UniqueConstraint(fields=["term", "name", "number"], name="narrative_version_once"),
        ]


class NarrativeComment(models.Model):
    """A comment of the troika on a text of the narrative."""

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="narrative_comments")
    name = models.CharField(max_length=20)
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    answer = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["term", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | Q(settled_by=None),
                name="narrative_comment_settled_at_a_time",
            ),
        ]

    def __str__(self):
        return _("comment %(number)s") % {"number": self.pk}


auditlog.register(NarrativeComment)


class ReportImage(StoredImage):
    """An image in the report of a term."""

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="report_images")

    class Meta:
        verbose_name = gettext_lazy("image of a report")
        verbose_name_plural = gettext_lazy("images of reports")
        ordering = ["term", "pk"]

    def __str__(self):
        return _("%(term)s, image %(name)s") % {"term": self.term, "name": self.name}

    def get_absolute_url(self):
        # The key stays when the days of the term are moved, or its agency gets another acronym.
        return reverse("chairmanship:report_image", args=[self.term_id, self.token])


NO_SUMMARY = Q(summary_pdf="", summary_sha256="", summary_pages=None)
WITH_SUMMARY = ~Q(summary_pdf="") & ~Q(summary_sha256="") & Q(summary_pages__isnull=False)


class HandoverReport(models.Model):
    """A version of the handover report, with the facts that it was made from.

    A term has at most one draft, which can be made again at any time. An issued report never changes; a
    corrigendum is a new version. A draft that is released can be read by the next chair. At most one issued
    version of a term is published on the web.

    Version 0 is not the chair's: the next chair opens it if the chair's own report does not come. It has the
    facts of the portal only.
    """

    FACTS_VERSION = 0

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a report", "draft")
        ISSUED = "issued", pgettext_lazy("state of a report", "issued")
        FACTS = "facts", pgettext_lazy("state of a report", "facts only")

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    as_at = models.DateField(
        null=True, editable=False, help_text=gettext_lazy("The report shows what was known on this day.")
    )
    facts = models.JSONField(default=dict, blank=True, editable=False)
    pdf = models.FileField(upload_to="reports/", blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    pages = models.PositiveIntegerField(null=True, editable=False)
    summary_pdf = models.FileField(upload_to="reports/", blank=True, editable=False)
    summary_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    summary_pages = models.PositiveIntegerField(null=True, editable=False)
    public_pdf = models.FileField(
        upload_to="reports/",
        blank=True,
        editable=False,
        help_text=gettext_lazy("The summary without what is for members only."),
    )
    requested_at = models.DateTimeField(default=clock.now, editable=False)
    requested_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(null=True, editable=False)
    released_at = models.DateTimeField(
        null=True, editable=False, help_text=gettext_lazy("When the next chair was given the draft to read.")
    )
    released_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    issued_at = models.DateTimeField(null=True, editable=False)
    issued_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["term", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["term", "version"], name="report_version_once"),
            models.UniqueConstraint(fields=["term"], condition=Q(state="draft"), name="report_one_draft"),
            models.UniqueConstraint(
                fields=["term"], condition=Q(published_at__isnull=False), name="report_one_published"
            ),
            models.CheckConstraint(  # one made before there were summaries has none
                condition=(Q(made_at=None) & Q(pdf="") & Q(sha256="") & Q(public_pdf="") & NO_SUMMARY)
                | (Q(made_at__isnull=False) & ~Q(pdf="") & ~Q(sha256="") & (NO_SUMMARY | WITH_SUMMARY)),
                name="report_made_whole",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, state="issued"),
                name="report_published_when_issued",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "facts"), issued_at=None)
                | Q(state="issued", issued_at__isnull=False, as_at__isnull=False),
                name="report_issued_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="facts", version=0, released_at=None)
                | (~Q(state="facts") & Q(version__gt=0)),
                name="report_facts_version",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=False) | Q(released_by=None),
                name="report_released_at_a_time",
            ),
        ]

    def __str__(self):
        if self.is_facts_only:
            return _("Facts for the handover report of %(term)s") % {"term": self.term}
        return _("Handover report of %(term)s, version %(version)s") % {
            "term": self.term,
            "version": self.version,
        }

    @property
    def is_issued(self) -> bool:
        return self.state == self.State.ISSUED

    @property
    def is_facts_only(self) -> bool:
        """Whether it has the facts of the portal only, without the narrative, for the next chair."""
        return self.state == self.State.FACTS

    @property
    def is_published(self) -> bool:
        """Whether visitors read it on the web, without what is for members only."""
        return self.published_at is not None

    @property
    def has_sections(self) -> bool:
        """Whether it can be read as a page. One made before reports had sections has its PDF only."""
        return "sections" in self.facts

    @property
    def is_provisional(self) -> bool:
        """Whether it was made at the end of the term or later and is not issued. It stays with the outgoing
        chair until it is released.
        """
        return self.state == self.State.DRAFT and bool(self.facts.get("provisional"))

    @property
    def standing(self) -> str:
        """Its state in words: "draft", "provisional", "issued" or "facts only"."""
        return _("provisional") if self.is_provisional else self.get_state_display()

    @property
    def filename(self) -> str:
        """The name of the downloaded PDF."""
        state = "" if self.is_issued else "-provisional" if self.is_provisional else "-draft"
        version = "facts-only" if self.is_facts_only else f"v{self.version}{state}"
        return f"{group.slug()}-handover-report-{self.term.slug}-{version}.pdf"

    @property
    def summary_filename(self) -> str:
        """The name of the downloaded PDF of its summary."""
        return f"{self.filename.removesuffix('.pdf')}-summary.pdf"

    def drop_files(self) -> None:
        """Deletes its files, so that a worker makes them again. Call it in a transaction, then save it."""
        for file in (self.pdf, self.summary_pdf, self.public_pdf):
            storage.forget(file.name)
        self.pdf = self.summary_pdf = self.public_pdf = ""
        self.sha256 = self.summary_sha256 = ""
        self.pages = self.summary_pages = self.made_at = None


auditlog.register(HandoverReport, exclude_fields=["facts"])
