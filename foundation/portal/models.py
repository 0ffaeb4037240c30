"""What this portal is as a whole."""

from django.db import models
from django.db.models import Q


class Portal(models.Model):
    """What is to be known of this portal as a whole. One row, or none while nothing is."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name_plural = "portal"
        constraints = [models.CheckConstraint(condition=Q(only=True), name="portal_is_one")]

    def __str__(self):
        return "demonstration" if self.is_demo else "portal"
