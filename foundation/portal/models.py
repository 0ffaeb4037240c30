"""Facts about this portal as a whole."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Portal(models.Model):
    """Facts about this portal as a whole: one row, or none."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    names = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text=_("A copy of the Group’s names, which the register of agencies keeps."),
    )
    received_days = models.PositiveSmallIntegerField(
        default=180,
        validators=[MinValueValidator(7), MaxValueValidator(3650)],
        help_text=_("For so many days what came by e-mail is kept."),
    )

    clock_at = models.DateTimeField(null=True, editable=False, help_text=_("When the worker last looked."))
    set_back_at = models.DateTimeField(null=True, editable=False, help_text=_("When the clock was set back."))
    set_back_by = models.DurationField(null=True, editable=False)

    class Meta:
        verbose_name_plural = _("portal")
        constraints = [models.CheckConstraint(condition=Q(only=True), name="portal_is_one")]

    def __str__(self):
        return "demonstration" if self.is_demo else "portal"
