"""Invitations, of people of the Group and from outside, and who was heard."""

from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.models import Agency, Appointment
from agencies.people.said import Said, who_said
from agencies.register.fields import AgencyOfDay
from foundation.dates import clock
from foundation.text.contacts import EmailColumn, NameColumn
from foundation.text.lengths import NAME, TEXT, TITLE
from meetings.agenda.models import AgendaItem
from meetings.meeting.models import Meeting, day_of_meeting


class Guest(models.Model):
    """An invited participant who was heard at a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guests")
    position = models.PositiveIntegerField()
    organization = NameColumn(max_length=NAME)
    name = NameColumn(max_length=NAME, blank=True)
    capacity = models.CharField(max_length=TITLE, blank=True)

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="guest_position_once")]

    def __str__(self):
        return f"guest {self.pk}"  # the audit trail keeps this text, and a person can be erased

    @property
    def named(self) -> str:
        """For example "P. Sutherland, United Nations (Special Representative)", as far as known."""
        name = f"{self.name}, {self.organization}" if self.name else self.organization
        return f"{name} ({self.capacity})" if self.capacity else name


class Replied(Said):
    """The reply to an invitation. It is empty until there is one."""

    class Reply(models.TextChoices):
        COMING = "coming", pgettext_lazy("reply to an invitation", "attending")
        REMOTELY = "remotely", pgettext_lazy("reply to an invitation", "attending remotely")
        REPRESENTED = "represented", pgettext_lazy("reply to an invitation", "represented")
        NOT_COMING = "not_coming", pgettext_lazy("reply to an invitation", "not attending")

    reply = models.CharField(max_length=20, choices=Reply, blank=True)
    represented_by = NameColumn(max_length=NAME, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)
    replied_by = models.ForeignKey(
        "agencies.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("Who said or entered it. Empty for invited participants, who reply by link."),
    )

    class Meta:
        abstract = True


class InvitationQuerySet(models.QuerySet):
    """Invitations of people of the Group."""

    def valid(self):
        """Those that are valid: not withdrawn, and to a convened meeting."""
        return self.filter(withdrawn_at=None, meeting__stage=Meeting.Stage.CALLED)


class Invitation(Replied):
    """The invitation of a person of the Group to a meeting, for an agency."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey("agencies.User", on_delete=models.PROTECT, related_name="invitations")
    agency = AgencyOfDay(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", day=day_of_meeting
    )
    role = models.CharField(max_length=20, choices=Appointment.Role, blank=True)
    invited_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "agency__acronym", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="invitation_once")]

    @property
    def who_said(self) -> str:
        """Who replied: the person invited, or somebody for them. "" if nobody is known."""
        return who_said(self.replied_by, self, self.person.shown)

    def __str__(self):
        return f"invitation {self.pk}"  # the audit trail keeps this text, and a person can be erased


class GuestInvitation(Replied):
    """The invitation of somebody from outside, to the whole meeting or to items of it.

    A member may ask for it. The chair invites, or says why not. Whoever was then heard becomes a `Guest`.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("state of an invited participant", "requested")
        INVITED = "invited", pgettext_lazy("state of an invited participant", "invited")
        REFUSED = "refused", pgettext_lazy("state of an invited participant", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of an invited participant", "withdrawn")

    # An answer can be undone until somebody is told: see `guests.take_back`.
    TRANSITIONS: dict[str, set[State]] = {
        State.ASKED: {State.INVITED, State.REFUSED, State.WITHDRAWN},
        State.REFUSED: {State.INVITED},
        State.INVITED: {State.WITHDRAWN},
        State.WITHDRAWN: {State.INVITED},
    }

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guest_invitations")
    organization = NameColumn(max_length=NAME)
    name = NameColumn(max_length=NAME, blank=True)
    capacity = models.CharField(max_length=TITLE, blank=True)
    email = EmailColumn(blank=True)
    items = models.ManyToManyField(AgendaItem, through="GuestItem", blank=True, related_name="guests")
    state = models.CharField(max_length=20, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty if the chair invited them without being asked."),
    )
    entered_by = models.ForeignKey("agencies.User", on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    asked_at = models.DateTimeField(default=clock.now)
    answer_reason = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "agencies.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    undo = models.JSONField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("What the last answer replaced, for Undo."),
    )
    heard_as = models.OneToOneField(
        Guest, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="invitation"
    )

    class Meta:
        ordering = ["meeting", "organization", "name", "pk"]

    def __str__(self):
        return f"guest invitation {self.pk}"

    @property
    def named(self) -> str:
        """For example "P. Sutherland, United Nations (Special Representative)", as far as known."""
        name = f"{self.name}, {self.organization}" if self.name else self.organization
        return f"{name} ({self.capacity})" if self.capacity else name


class GuestItem(models.Model):
    """An item that a participant is invited to. Without any, the invitation is to the whole meeting."""

    guest = models.ForeignKey(GuestInvitation, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guest", "item"], name="guest_item_once")]

    def __str__(self):
        return str(self.item)


auditlog.register(Invitation)
auditlog.register(
    GuestInvitation, exclude_fields=["name", "email", "represented_by", "undo"], m2m_fields={"items"}
)
auditlog.register(Guest, exclude_fields=["name"])
