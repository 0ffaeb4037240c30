"""The seals of the history, by which one sees that nobody changed it afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.dates import clock


class Seal(models.Model):
    """The seal of one entry of the history. It holds hashes and the random salts of their fields, no text.

    `turn` is 0 for the seal of the whole entry. When somebody is forgotten, the fields that are erased get a
    further seal, as they are then; they are its `names`. The earlier seal keeps their hashes in `erased`, and
    loses the salts by which one could try addresses.
    """

    number = models.BigIntegerField(primary_key=True, help_text=_("Its place in the chain, from 1 on."))
    entry = models.BigIntegerField(help_text=_("The key of the entry, which somebody may have removed."))
    turn = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)
    late = models.BooleanField(default=False, help_text=_("Dated long before what was sealed already."))
    names = models.JSONField(default=list, blank=True)
    salts = models.JSONField(default=dict, blank=True)
    erased = models.JSONField(default=dict, blank=True)
    digest = models.BinaryField(max_length=32)
    link = models.BinaryField(max_length=32)
    key = models.CharField(max_length=8, help_text=_("Tells which secret key made the link."))

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["entry", "turn"], name="seal_turn_once")]

    def __str__(self):
        return f"seal {self.number}"


class Chain(models.Model):
    """The end of the chain: one row, or none. Whoever adds a seal locks it, so that the chain has no fork."""

    only = models.BooleanField(default=True, primary_key=True, editable=False)
    number = models.BigIntegerField(default=0)
    link = models.BinaryField(max_length=32, default=bytes)
    mark = models.BinaryField(max_length=32, default=bytes, help_text=_("A hash of number and link."))
    caught_up_at = models.DateTimeField(null=True, help_text=_("When no entry waited for its seal."))
    logged_on = models.DateField(null=True, help_text=_("The day of the last line about it in the log."))
    checked_to = models.BigIntegerField(default=0, help_text=_("The last seal that the worker checked."))

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="chain_is_one")]

    def __str__(self):
        return f"chain of {self.number}"
