import hashlib

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.corrections import Correctable, Standing
from foundation.dates import clock
from foundation.text.lengths import TEXT, TITLE


class EditionQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """Returns the edition in force on that day (default today); before the first one, the first."""
        day = on or clock.today()
        latest = self.filter(corrected_at=None).order_by(F("holds_from").desc(nulls_last=True), "-number")
        return latest.filter(Q(holds_from=None) | Q(holds_from__lte=day)).first() or latest.last()

    def judging(self, application):
        """Returns the edition by which an application is judged.

        It is the one under which it was submitted here. For one that came by mail, it is the edition of its
        assessments, else the one in force when it was received.
        """
        if application.edition_id:
            return application.edition
        standing = self.filter(corrected_at=None)
        judged = standing.filter(criteria__assessments__application=application).order_by("-number").first()
        return judged or self.in_force(application.received.earliest if application.received else None)


class Edition(Correctable):
    """The questions to applicants and the criteria from a day on. It is never changed.

    `objects` has those that count; `entered` also has those that were withdrawn as entered in error.
    """

    number = models.PositiveSmallIntegerField(gettext_lazy("number"), primary_key=True)
    holds_from = models.DateField(
        gettext_lazy("in force from"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Empty for the first edition."),
    )
    written_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(default=clock.now)

    objects = Standing.from_queryset(EditionQuerySet)()
    entered = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("edition")
        verbose_name_plural = gettext_lazy("editions")
        ordering = ["number"]

    def __str__(self):
        return _("Edition %(number)s") % {"number": self.number}


class Question(models.Model):
    """One question of the template that an applicant completes."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=TITLE)

    class Meta:
        verbose_name = gettext_lazy("question")
        verbose_name_plural = gettext_lazy("questions")
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="question_number_once")]

    def __str__(self):
        return self.text

    @property
    def key(self) -> str:
        """The same in every edition with the same question, so that an answer follows its question."""
        return f"q{hashlib.sha256(self.text.encode()).hexdigest()[:12]}"


class CriterionQuerySet(models.QuerySet):
    def judging(self, application):
        """Criteria by which the application is judged."""
        return self.filter(edition=Edition.objects.judging(application))


class Criterion(models.Model):
    """A criterion for admission. Its text belongs to an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE)
    text = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "number"]
        verbose_name = gettext_lazy("criterion")
        verbose_name_plural = gettext_lazy("criteria")
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="criterion_number_once")]

    def __str__(self):
        return f"{self.number}. {self.title}"


for model in (Edition, Question, Criterion):
    auditlog.register(model)
