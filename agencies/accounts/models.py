"""What is counted of guesses at passwords, and where django-allauth keeps what it counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.dates import clock


class Guesses(models.Model):
    """Wrong guesses at one account, from one network, or in one browser. The row goes when all are forgiven.

    It holds a hash: nobody reads in it which address was tried, or from which network.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=clock.now, help_text=_("When it was last counted."))
    until = models.DateTimeField(null=True, blank=True, help_text=_("No guess is taken until then."))
    forgiven_at = models.DateTimeField(default=clock.now, db_index=True)
    person = models.ForeignKey(
        "agencies.User", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    untold = models.PositiveIntegerField(
        default=0, help_text=_("Wrong guesses at an account that the history does not have yet.")
    )
    is_lock_untold = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = _("guesses")
        indexes = [models.Index(fields=["untold"], name="guesses_untold", condition=models.Q(untold__gt=0))]

    def __str__(self):
        return self.mark[:8]


class Counted(models.Model):
    """What django-allauth counts for its limits: the table of Django's cache (`counting.Cache`)."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "agencies_counted"
        verbose_name_plural = _("counted")

    def __str__(self):
        return self.cache_key
