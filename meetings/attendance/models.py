"""The attendance at meetings."""

from auditlog.registry import auditlog
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agencies.models import Agency
from agencies.register.fields import AgencyOfDay
from foundation.text.contacts import NameColumn
from foundation.text.lengths import NAME, TITLE
from meetings.meeting.models import Meeting, day_of_meeting


class Attendance(models.Model):
    """Somebody who took part for an agency, or who sent apologies.

    An archive says only `present`; False means apologies, and None that nothing is recorded. Attendance taken
    in the portal also has `how`: somebody who was represented counts as present.
    """

    class How(models.TextChoices):
        PRESENT = "present", pgettext_lazy("how somebody takes part", "present")
        REMOTE = "remote", pgettext_lazy("how somebody takes part", "remote")
        REPRESENTED = "represented", pgettext_lazy("how somebody takes part", "represented")
        APOLOGIES = "apologies", pgettext_lazy("how somebody takes part", "apologies")

    # What each `how` means for `present`. Without `how`, it comes from an archive or is not known.
    THERE: dict[str, bool] = {
        How.PRESENT: True,
        How.REMOTE: True,
        How.REPRESENTED: True,
        How.APOLOGIES: False,
    }

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    position = models.PositiveIntegerField()
    agency = AgencyOfDay(Agency, on_delete=models.PROTECT, related_name="+", day=day_of_meeting)
    name = NameColumn(max_length=NAME, blank=True)
    capacity = models.CharField(max_length=TITLE, blank=True)
    present = models.BooleanField(null=True)
    how = models.CharField(max_length=20, choices=How, blank=True)
    represented_by = NameColumn(max_length=NAME, blank=True)

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name_plural = gettext_lazy("attendance")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="attendance_position_once"),
            models.CheckConstraint(
                condition=Q(how="")
                | Q(present__isnull=False, present=False, how="apologies")
                | Q(present__isnull=False, present=True, how__in=["present", "remote", "represented"]),
                name="attendance_how_and_present",
            ),
        ]

    def __str__(self):
        return _("%(agency)s, %(meeting)s") % {"agency": self.agency, "meeting": self.meeting}

    @property
    def words(self) -> str:
        """How they took part: "remotely", "represented by Ana Rossi", "apologies"."""
        if self.how == self.How.REPRESENTED and self.represented_by:
            return _("represented by %(person)s") % {"person": self.represented_by}
        words = {
            self.How.PRESENT: _("present"),
            self.How.REMOTE: _("remotely"),
            self.How.REPRESENTED: _("represented"),
            self.How.APOLOGIES: _("apologies"),
        }
        if self.how:
            return words[self.how]
        return {True: _("present"), False: _("apologies"), None: _("expected")}[self.present]

    @property
    def named(self) -> str:
        """For example "ILO (L. Member, Director, remotely)": the agency, who, and how unless simply
        present.
        """
        plain = self.how not in (self.How.REMOTE, self.How.REPRESENTED)
        more = ", ".join(filter(None, [self.name, self.capacity, "" if plain else self.words]))
        return f"{self.agency} ({more})" if more else str(self.agency)


auditlog.register(Attendance, exclude_fields=["name", "represented_by"])
