from auditlog.registry import auditlog
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from foundation import clock
from foundation.choices import Words
from foundation.dates import PartialDateField


class MembershipQuerySet(models.QuerySet):
    def on(self, day=None):
        """Those that surely held on that day; today when no day is given."""
        day = day or clock.today()
        return self.filter(Q(ends=None) | Q(ends__earliest__gte=day), starts__latest__lte=day)

    def perhaps_on(self, day):
        """Those that may have held on that day, in a month or a year of which no more is known.

        Not those of agencies that surely belonged then by another membership: they left and came back.
        """
        return self.filter(Q(ends=None) | Q(ends__latest__gte=day), starts__earliest__lte=day).exclude(
            agency__in=Membership.objects.on(day).values("agency")
        )

    def touching(self, first, last):
        """Those that may have held on some day of that period."""
        return self.filter(Q(ends=None) | Q(ends__latest__gte=first), starts__earliest__lte=last)

    def overlapping(self, membership):
        """Others of the same agency that surely held on a day on which this one surely did."""
        others = self.filter(agency=membership.agency).exclude(pk=membership.pk)
        others = others.filter(Q(ends=None) | Q(ends__earliest__gte=membership.starts.latest))
        if membership.ends:
            if membership.ends.earliest < membership.starts.latest:
                return self.none()
            others = others.filter(starts__latest__lte=membership.ends.earliest)
        return others.filter(Q(ends=None) | Q(ends__earliest__gte=F("starts__latest")))


class Membership(models.Model):
    """That an agency belonged to the Group, from when to when."""

    class Basis(Words):
        FOUNDER = "founder"
        INVITED = "invited"
        APPLICATION = "application"

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="memberships")
    starts = PartialDateField("from")
    ends = PartialDateField("to", null=True, blank=True, help_text="Its last day. Empty while it lasts.")
    basis = models.CharField(max_length=20, choices=Basis, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "agency__acronym"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "starts"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__latest__gte=F("starts__earliest")),
                name="membership_ends_after_start",
                violation_error_message="A membership cannot end before it began.",
            ),
        ]

    def __str__(self):
        return f"{self.agency}, {self.starts} to {self.ends or 'now'}"

    def clean(self):
        if self.agency_id and self.starts:
            other = Membership.objects.overlapping(self).first()
            if other:
                raise ValidationError(f"{self.agency} is a member in that time already ({other}).")


auditlog.register(Membership)
