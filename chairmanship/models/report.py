from auditlog.registry import auditlog
from django.db import models
from django.db.models import Q

from chairmanship.models.term import Chairmanship
from foundation import clock
from foundation.choices import Words


class HandoverReport(models.Model):
    """A version of what a chair leaves behind, with the facts that it was made from.

    A term has at most one draft, made anew as often as wanted; once issued a report never changes, and
    a correction is a new version.
    """

    class State(Words):
        DRAFT = "draft"
        ISSUED = "issued"

    term = models.ForeignKey(Chairmanship, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    as_at = models.DateField(null=True, editable=False, help_text="The day whose knowledge it holds.")
    facts = models.JSONField(default=dict, blank=True, editable=False)
    pdf = models.FileField(upload_to="reports/", blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    pages = models.PositiveIntegerField(null=True, editable=False)
    requested_at = models.DateTimeField(default=clock.now, editable=False)
    requested_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(null=True, editable=False)
    issued_at = models.DateTimeField(null=True, editable=False)
    issued_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["term", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["term", "version"], name="report_version_once"),
            models.UniqueConstraint(fields=["term"], condition=Q(state="draft"), name="report_one_draft"),
            models.CheckConstraint(
                condition=(Q(made_at=None) & Q(pdf="") & Q(sha256=""))
                | (Q(made_at__isnull=False) & ~Q(pdf="") & ~Q(sha256="")),
                name="report_made_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", issued_at=None)
                | Q(state="issued", issued_at__isnull=False, as_at__isnull=False),
                name="report_issued_whole",
            ),
        ]

    def __str__(self):
        return f"Handover report of {self.term}, version {self.version}"

    @property
    def is_issued(self) -> bool:
        return self.state == self.State.ISSUED

    @property
    def is_provisional(self) -> bool:
        """Made at the change or later and not issued: what the next chair gets until it is."""
        return not self.is_issued and bool(self.facts.get("provisional"))

    @property
    def standing(self) -> str:
        """ "draft", "provisional" or "issued"."""
        return "provisional" if self.is_provisional else self.get_state_display()

    @property
    def filename(self) -> str:
        """What the file is called on a reader's own machine."""
        state = "" if self.is_issued else f"-{self.standing}"
        return f"gmg-handover-report-{self.term.slug}-v{self.version}{state}.pdf"


auditlog.register(HandoverReport, exclude_fields=["facts"])
