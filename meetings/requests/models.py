"""Requests for a meeting."""

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.models import Agency
from agencies.people.rules import own_agencies, reads_as_group, reads_as_secretariat
from chairmanship.rotation.rules import is_troika
from foundation.dates import clock
from foundation.dates.partial import PartialDateField
from foundation.text.lengths import TEXT, TITLE
from meetings.meeting.models import Meeting


class MeetingRequestQuerySet(models.QuerySet):
    """Requests, by who may see them and what they wait for."""

    def visible_to(self, user):
        """An agency sees its own; the chair's people, the troika and the secretariat see all."""
        if user.is_superuser or is_troika.test(user) or reads_as_secretariat.test(user):
            return self
        return self.filter(asked_by__in=own_agencies(user)) if reads_as_group.test(user) else self.none()

    def waiting(self):
        """Those that the chair has neither planned a meeting for nor answered."""
        return self.filter(answer=MeetingRequest.Answer.NONE, meeting=None)


class MeetingRequest(models.Model):
    """A request to the chair for a meeting, by a member or somebody from outside.

    While a meeting is only planned for it, it is linked but not answered. It is answered when the meeting is
    convened.
    """

    class Answer(models.TextChoices):
        NONE = "", pgettext_lazy("answer to a request", "not yet answered")
        CALLED = "called", pgettext_lazy("answer to a request", "convened")
        DECLINED = "declined", pgettext_lazy("answer to a request", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("answer to a request", "withdrawn")

    TRANSITIONS = {
        Answer.NONE: {Answer.CALLED, Answer.DECLINED, Answer.WITHDRAWN},
        Answer.CALLED: {Answer.NONE},  # if convening is undone before anybody heard of it
        Answer.DECLINED: {Answer.NONE},
        Answer.WITHDRAWN: set(),
    }

    subject = models.CharField(max_length=TITLE)
    asked_by = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_requests"
    )
    asked_from_outside = models.CharField(
        max_length=TITLE, blank=True, help_text=_("Who requests the meeting, if not a member.")
    )
    level = models.CharField(max_length=20, choices=Meeting.Level, default=Meeting.Level.WORKING)
    wished = PartialDateField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, validators=[MaxLengthValidator(TEXT)])
    entered_by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")
    on_behalf = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=20, choices=Answer, blank=True, default=Answer.NONE)
    answer_reason = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = MeetingRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_by=None) | Q(asked_from_outside=""), name="request_asked_by_one"
            ),
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("meetings:request_detail", args=[self.pk])

    @property
    def asker(self) -> str:
        """Who asks: the acronym of an agency, or the words entered for somebody from outside."""
        return str(self.asked_by or self.asked_from_outside)

    @property
    def is_open(self) -> bool:
        """Whether it has no answer, even if a meeting is being planned for it."""
        return self.answer == self.Answer.NONE

    @property
    def is_waiting(self) -> bool:
        """Whether the chair has neither planned a meeting for it nor answered."""
        return self.is_open and self.meeting_id is None


auditlog.register(MeetingRequest)
