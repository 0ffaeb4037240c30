"""The forms that were taken, so that none is taken twice, and the links that were revoked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.dates import clock


class SentForm(models.Model):
    """A form that was sent, by its one-time key. The row is written in the transaction of what the form did.

    It holds hashes: of the key with its person, so that nobody learns what another person sent; and of what
    was sent.
    """

    key = models.CharField(max_length=64, primary_key=True)
    content = models.CharField(max_length=64)
    location = models.TextField(blank=True)  # the address to which its answer led
    at = models.DateTimeField(default=clock.now, editable=False, db_index=True)

    def __str__(self):
        return self.location


class RevokedLink(models.Model):
    """When the links of one purpose to one subject stopped working. Those written later work."""

    purpose = models.CharField(max_length=40)
    subject = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.PositiveBigIntegerField(null=True, help_text=_("The key of the person who revoked them."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purpose", "subject"], name="links_revoked_once"),
        ]

    def __str__(self):
        return f"{self.purpose} {self.subject}"
