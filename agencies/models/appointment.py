from auditlog.registry import auditlog
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from foundation import clock
from foundation.choices import Words
from foundation.fields import NAME


class AppointmentQuerySet(models.QuerySet):
    def on(self, day=None):
        """Those that hold on that day; today when no day is given."""
        day = day or clock.today()
        return self.filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day)

    def lasting(self):
        """Those that hold today or from a later day on."""
        return self.filter(Q(ends=None) | Q(ends__gte=clock.today()))


class Appointment(models.Model):
    """That a person acts for an agency, from a day to a day, both included."""

    class Role(Words):
        PRINCIPAL = "principal"
        ALTERNATE = "alternate"
        FOCAL_POINT = "focal point"
        STAFF = "staff"

    person = models.ForeignKey("agencies.User", on_delete=models.PROTECT, related_name="appointments")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role)
    post = models.CharField(max_length=NAME, blank=True, help_text="Such as Director of Policy.")
    starts = models.DateField("from", default=clock.today)
    ends = models.DateField("to", null=True, blank=True, help_text="The last day. Empty while it lasts.")

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["agency__acronym", "role", "starts", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "agency", "role", "starts"], name="appointment_once"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="appointment_ends_after_start",
                violation_error_message="An appointment cannot end before it begins.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.agency}"

    def clean(self):
        if not (self.person_id and self.agency_id and self.starts):
            return
        others = Appointment.objects.filter(person=self.person, agency=self.agency, role=self.role)
        others = others.exclude(pk=self.pk).filter(Q(ends=None) | Q(ends__gte=self.starts))
        if self.ends:
            others = others.filter(starts__lte=self.ends)
        if others.exists():
            raise ValidationError(
                f"{self.person.shown} is {self.get_role_display()} of {self.agency} in that time already."
            )


auditlog.register(Appointment)
