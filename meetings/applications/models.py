"""The Group's decisions on applications."""

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext as _

from agencies.models import Application
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.lengths import TEXT
from meetings.meeting.models import Meeting


class ApplicationDecision(models.Model):
    """What the Group decided on an application, and the meeting that decided it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="application_decisions"
    )
    outcome = models.CharField(max_length=20, choices=Application.Outcome)
    date = models.DateField()
    reason = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    recorded_by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["date", "pk"]

    def __str__(self):
        return _("%(applicant)s: %(outcome)s") % {
            "applicant": self.application,
            "outcome": self.get_outcome_display(),
        }

    @property
    def where(self) -> str:
        """For example "at the principals meeting of 8 June 2007", or "on 9 June 2007".

        A meeting that the members do not know of is not named.
        """
        day = PartialDate.of(self.date)
        if self.meeting is None or not self.meeting.members_know:
            return _("on %(day)s") % {"day": day}
        if self.meeting.date == day:
            return _("at %(meeting)s") % {"meeting": self.meeting.named}
        return _("on %(day)s, at %(meeting)s") % {"day": day, "meeting": self.meeting.named}


auditlog.register(ApplicationDecision)
