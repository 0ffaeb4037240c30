import copy

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from agencies.criteria.models import Criterion, Edition
from agencies.people.models import Appointment
from foundation.dates import clock
from foundation.dates.partial import PartialDateField
from foundation.files.storage import MadeFile, StoredFile
from foundation.text.contacts import EmailColumn, NameColumn
from foundation.text.lengths import NAME, TEXT, TITLE, VisibleLength


class ApplicationQuerySet(models.QuerySet):
    def before_the_group(self):
        """Applications that the Group decides on next: under review, or deferred and submitted again."""
        outcomes = Application.Outcome
        again = models.Q(outcome=outcomes.DEFERRED, dossier__asked="")
        return self.filter(models.Q(outcome=outcomes.UNDER_REVIEW) | again).select_related("dossier")

    def same(self, applicant: str, received, *, but: "Application | None" = None) -> "Application | None":
        """Returns the application of that applicant with that date of receipt; else None."""
        found = self.filter(applicant__iexact=applicant, received=received)
        return (found.exclude(pk=but.pk) if but else found).first()


class Restorable:
    """What can get its state from before a decision in error. That is no step of an application."""

    is_restored = False

    def get_additional_data(self):
        """Returns what the audit log notes beside a change."""
        return {"restored": True} if self.is_restored else None


class Application(Restorable, models.Model):
    """The request of an agency to join, and its outcome."""

    class Outcome(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("state of an application", "submitted")
        UNDER_REVIEW = "under_review", pgettext_lazy("state of an application", "under review")
        OFFERED = "offered", pgettext_lazy("state of an application", "offered")
        ADMITTED = "admitted", pgettext_lazy("state of an application", "admitted")
        DEFERRED = "deferred", pgettext_lazy("state of an application", "deferred")
        DECLINED = "declined", pgettext_lazy("state of an application", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of an application", "withdrawn")

    PENDING = (Outcome.RECEIVED, Outcome.UNDER_REVIEW, Outcome.OFFERED, Outcome.DEFERRED)
    DECIDED = (Outcome.OFFERED, Outcome.ADMITTED, Outcome.DEFERRED, Outcome.DECLINED)

    # Any step may be skipped. The state of an old application may not be known ("").
    TRANSITIONS = {
        "": (Outcome.RECEIVED, Outcome.UNDER_REVIEW, *DECIDED, Outcome.WITHDRAWN),
        Outcome.RECEIVED: (Outcome.UNDER_REVIEW, *DECIDED, Outcome.WITHDRAWN),
        Outcome.UNDER_REVIEW: (*DECIDED, Outcome.WITHDRAWN),
        Outcome.OFFERED: (Outcome.ADMITTED, Outcome.DEFERRED, Outcome.DECLINED, Outcome.WITHDRAWN),
        Outcome.DEFERRED: (Outcome.UNDER_REVIEW, *DECIDED, Outcome.WITHDRAWN),
    }

    applicant = models.CharField(gettext_lazy("applicant"), max_length=NAME)
    agency = models.ForeignKey(
        "agencies.Agency",
        verbose_name=gettext_lazy("agency"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        help_text=gettext_lazy("The agency, once it is in the register."),
    )
    received = PartialDateField(gettext_lazy("received on"), null=True, blank=True)
    outcome = models.CharField(gettext_lazy("state"), max_length=20, choices=Outcome, blank=True)
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[MaxLengthValidator(TEXT)])
    edition = models.ForeignKey(
        Edition,
        verbose_name=gettext_lazy("edition"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        help_text=gettext_lazy(
            "Of the questions and criteria. If empty, the one in force when the application was received."
        ),
    )
    moved_at = models.DateTimeField(
        gettext_lazy("last change"),
        null=True,
        blank=True,
        editable=False,
    )
    shown_as = models.CharField(
        max_length=20,
        choices=Outcome,
        blank=True,
        editable=False,
        help_text=gettext_lazy("What the applicant sees until the letter about a refusal has gone."),
    )
    shown_until = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=gettext_lazy("When the letter goes. Empty while it is a draft."),
    )

    is_for_applicant = False  # of a copy that `as_applicant_sees` made

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("application")
        verbose_name_plural = gettext_lazy("applications")
        ordering = ["received", "applicant"]
        constraints = [
            models.UniqueConstraint(fields=["applicant", "received"], name="application_once"),
        ]

    def __str__(self):
        return self.applicant

    def save(self, *args, **kwargs):
        """Raises `TypeError` for a copy that `as_applicant_sees` made."""
        if self.is_for_applicant:
            raise TypeError(f"{self} is a copy to show to the applicant.")
        super().save(*args, **kwargs)

    @property
    def is_pending(self) -> bool:
        return not self.outcome or self.outcome in self.PENDING

    @property
    def came_again(self) -> bool:
        """Whether it was deferred and the applicant has since submitted what the Group asked for."""
        dossier = getattr(self, "dossier", None)
        return self.outcome == self.Outcome.DEFERRED and dossier is not None and not dossier.asked

    @property
    def is_withheld(self) -> bool:
        """Whether the applicant does not know the outcome yet, because the letter about it has not gone."""
        return bool(self.shown_as) and (self.shown_until is None or clock.now() < self.shown_until)

    def as_applicant_sees(self) -> "Application":
        """Returns a copy to show to the applicant: until its letter has gone, a refusal is not in it."""
        shown = copy.copy(self)
        shown.is_for_applicant = True
        if self.is_withheld:
            shown.outcome = self.shown_as
        return shown

    def can_become(self, outcome: str) -> bool:
        if outcome == self.Outcome.WITHDRAWN and self.is_withheld:
            return True  # the applicant does not know that it is settled
        return outcome in self.TRANSITIONS.get(self.outcome, ())


class Consideration(models.Model):
    """A day on which the Group considered an application."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="considerations")
    position = models.PositiveIntegerField()
    date = PartialDateField()

    class Meta:
        verbose_name = gettext_lazy("consideration")
        verbose_name_plural = gettext_lazy("considerations")
        ordering = ["application", "position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="consideration_position_once"),
        ]

    def __str__(self):
        return str(self.date)


class Answer(models.Model):
    """The answer of the applicant to a question of the template, in order."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="answers")
    position = models.PositiveIntegerField()
    question = models.CharField(max_length=TITLE)
    text = models.TextField(blank=True, validators=[VisibleLength(TEXT)])

    class Meta:
        verbose_name = gettext_lazy("answer")
        verbose_name_plural = gettext_lazy("answers")
        ordering = ["application", "position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="answer_position_once")
        ]

    def __str__(self):
        return self.question


class Candidate(models.Model):
    """A person that the applicant names to act for it: its head, its focal point or its alternate."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="candidates")
    role = models.CharField(max_length=20, choices=Appointment.Role)
    name = NameColumn(max_length=NAME, blank=True)
    post = models.CharField(max_length=NAME, blank=True)
    email = EmailColumn(blank=True)

    class Meta:
        verbose_name = gettext_lazy("proposed representative")
        verbose_name_plural = gettext_lazy("proposed representatives")
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "role"], name="candidate_role_once"),
        ]

    def __str__(self):
        # No name: the audit log keeps this text.
        return f"{self.get_role_display()} of application {self.application_id}"


class Remark(models.Model):
    """A comment of a member on an application. The applicant never sees it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="remarks")
    agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(validators=[MaxLengthValidator(TEXT)])
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")
    for_agency = models.BooleanField(gettext_lazy("entered for the agency"), default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = gettext_lazy("comment")
        verbose_name_plural = gettext_lazy("comments")
        ordering = ["application", "at", "pk"]

    def __str__(self):
        return f"remark {self.pk} on {self.application}"


class Assessment(models.Model):
    """How far an application meets a criterion, and the evidence."""

    class Finding(models.TextChoices):
        MET = "met", pgettext_lazy("a criterion", "met")
        PARTLY = "partly", pgettext_lazy("a criterion", "partly met")
        NOT_MET = "not_met", pgettext_lazy("a criterion", "not met")
        UNCLEAR = "unclear", pgettext_lazy("a criterion", "unclear")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="assessments")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="assessments")
    finding = models.CharField(max_length=20, choices=Finding, blank=True)
    evidence = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = gettext_lazy("assessment")
        verbose_name_plural = gettext_lazy("assessments")
        ordering = ["application", "criterion"]
        constraints = [models.UniqueConstraint(fields=["application", "criterion"], name="assessment_once")]

    def __str__(self):
        return f"{self.application}, {self.criterion}: {self.get_finding_display()}"


for model in (Answer, Assessment, Remark):
    auditlog.register(model)
auditlog.register(Candidate, exclude_fields=["name", "email"])
auditlog.register(Application)
auditlog.register(Consideration)


class Dossier(Restorable, models.Model):
    """The texts that an applicant writes on its own page.

    `words` has the texts by the names of the fields. It becomes an application when it is submitted, and can
    be written in again while something is `asked`.
    """

    email = EmailColumn()
    applicant = models.CharField(max_length=NAME)
    words = models.JSONField(default=dict, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("When the link was first opened.")
    )
    asked_from = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        db_index=True,
        help_text=gettext_lazy("A hash of the network that asked for the link, until it is opened."),
    )
    changed_at = models.DateTimeField(default=clock.now)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    asked = models.TextField(
        blank=True,
        validators=[MaxLengthValidator(TEXT)],
        help_text=gettext_lazy("What is missing, as the e-mail says it."),
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="dossier"
    )

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(application=None, handed_in_at=None)
                | models.Q(application__isnull=False, handed_in_at__isnull=False),
                name="dossier_handed_in_is_an_application",
            )
        ]

    def __str__(self):
        return f"application {self.pk} on its own page"  # the audit log keeps this text

    @property
    def is_open(self) -> bool:
        """Whether the applicant can write in it."""
        if self.application is None:
            return True
        return bool(self.asked) and self.application.as_applicant_sees().is_pending


class DossierFile(StoredFile):
    """A file that the applicant attaches."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="files")

    class Meta:
        ordering = ["dossier", "pk"]


class LinkAsked(models.Model):
    """A request for the link of an application. It is counted to stop floods, and deleted soon."""

    mark = models.CharField(
        max_length=64,
        db_index=True,
        help_text=gettext_lazy("A hash of an address or a network; neither itself is stored."),
    )
    at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self):
        return f"asked at {self.at}"


auditlog.register(Dossier, exclude_fields=["email", "words", "applicant", "asked_from"])
auditlog.register(DossierFile, exclude_fields=["name"])


class ApplicationPrint(MadeFile):
    """An application as a PDF, made by a worker."""

    class What(models.TextChoices):
        # As submitted, for the applicant and everybody who may read it.
        ALONE = "alone", pgettext_lazy("a print", "application")
        # With the assessment and the comments, for the reviewers.
        REVIEW = "review", pgettext_lazy("a print", "application with assessment and comments")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="prints")
    what = models.CharField(max_length=20, choices=What)
    file = models.FileField(upload_to="prints/", blank=True)

    class Meta:
        ordering = ["application", "what"]
        constraints = [
            models.UniqueConstraint(fields=["application", "what"], name="application_print_once"),
        ]

    def __str__(self):
        return f"{self.what} of {self.application} as a PDF"  # for the log
