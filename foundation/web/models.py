"""The forms that were taken, so that none is taken twice."""

from django.db import models

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
