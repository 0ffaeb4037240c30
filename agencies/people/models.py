import datetime as dt

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from foundation.corrections import Correctable, Standing
from foundation.dates import clock
from foundation.mail.kinds import Kind, When
from foundation.text.contacts import EmailColumn, NameColumn, TelephoneColumn
from foundation.text.lengths import NAME

INVITATION = "invitation"  # its name in the audit log of a person
WITHDRAWN = "withdrawn"  # what became of it there


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email) or None, **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        """Returns somebody who may do everything. The history tells that they were given these powers."""
        user = self.create_user(email, password, **fields)
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person that the Group knows. People who were invited sign in with their e-mail address."""

    Mails = When

    name = NameColumn(gettext_lazy("name"), max_length=NAME, blank=True)
    email = EmailColumn(
        gettext_lazy("e-mail"),
        unique=True,
        null=True,
        blank=True,
        help_text=gettext_lazy("Needed to sign in. Leave empty if you do not know it."),
    )
    former_emails = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text=gettext_lazy("Former addresses, and addresses they entered but did not confirm."),
    )
    phone = TelephoneColumn(gettext_lazy("telephone"), max_length=60, blank=True)
    mails = models.CharField(
        gettext_lazy("e-mails"),
        max_length=20,
        choices=Mails,
        default=Mails.AT_ONCE,
        help_text=gettext_lazy("How often they get e-mails, unless they chose otherwise for a kind."),
    )
    mail_choices = models.JSONField(
        gettext_lazy("e-mails by kind"),
        default=dict,
        blank=True,
        editable=False,
        help_text=gettext_lazy("How often they get e-mails of a kind, where they chose that."),
    )
    calendar_key = models.CharField(
        max_length=60,
        blank=True,
        editable=False,
        help_text=gettext_lazy("Part of the address of their calendar."),
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = gettext_lazy("person")
        verbose_name_plural = gettext_lazy("people")
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.UniqueConstraint(
                fields=["calendar_key"], condition=~Q(calendar_key=""), name="user_calendar_key_once"
            ),
        ]

    def __str__(self):
        # Not the name or the address: the audit log keeps this text, and a person can be forgotten.
        return f"user {self.pk}"

    def remember(self, email: str | None) -> None:
        """Adds an address to the former ones, which are kept until the person is forgotten. Does not save."""
        if email and email not in self.former_emails:
            self.former_emails = [*self.former_emails, email]

    @property
    def has_account(self) -> bool:
        """Whether they have accepted an invitation: they have a password, or signed in with a provider."""
        return self.has_usable_password() or bool(self.socialaccount_set.all())

    @property
    def shown(self) -> str:
        """The name that others see; without one the address, else the number."""
        return self.name or self.email or _("Person %(number)s") % {"number": self.pk}

    def gets(self, kind: str) -> When:
        """Returns how mail of that kind comes to them: at once, in a summary, or never."""
        kind = Kind(kind)
        chosen = When(self.mail_choices.get(kind.value) or self.mails)
        return chosen if chosen in kind.ways else When.AT_ONCE

    @property
    def invited_at(self) -> dt.datetime | None:
        """When an invitation was last sent or accepted, by the audit log (aware).

        None if never, or if it was withdrawn.
        """
        entries = LogEntry.objects.get_for_object(self).filter(changes__has_key=INVITATION)
        last = entries.order_by("-timestamp", "-pk").first()
        return None if last is None or last.changes[INVITATION][1] == WITHDRAWN else last.timestamp


auditlog.register(
    User,
    exclude_fields=["password", "last_login", "email", "former_emails", "name", "phone", "calendar_key"],
    m2m_fields={"groups"},
)


class AppointmentQuerySet(models.QuerySet):
    def on(self, day=None):
        """Appointments that hold on that day (default today)."""
        day = day or clock.today()
        return self.filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day)

    def lasting(self):
        """Appointments that hold today or later."""
        return self.filter(Q(ends=None) | Q(ends__gte=clock.today()))


class Appointment(Correctable):
    """A person acts for an agency, from a day to a day, both included.

    `objects` has those that count; `entered` also has those that were entered in error.
    """

    class Role(models.TextChoices):
        PRINCIPAL = "principal", pgettext_lazy("what somebody is of an agency", "principal")
        ALTERNATE = "alternate", pgettext_lazy("what somebody is of an agency", "alternate principal")
        FOCAL_POINT = "focal_point", pgettext_lazy("what somebody is of an agency", "focal point")
        ASSISTANT = "assistant", pgettext_lazy("what somebody is of an agency", "special assistant")
        STAFF = "staff", pgettext_lazy("what somebody is of an agency", "staff")

    person = models.ForeignKey(
        "agencies.User",
        on_delete=models.PROTECT,
        related_name="appointments",
        verbose_name=gettext_lazy("person"),
    )
    agency = models.ForeignKey(
        "agencies.Agency",
        on_delete=models.PROTECT,
        related_name="appointments",
        verbose_name=gettext_lazy("agency"),
    )
    role = models.CharField(gettext_lazy("role"), max_length=20, choices=Role)
    post = models.CharField(
        gettext_lazy("job title"),
        max_length=NAME,
        blank=True,
        help_text=gettext_lazy("For example, Director of Policy."),
    )
    starts = models.DateField(gettext_lazy("from"), default=clock.today)
    ends = models.DateField(
        gettext_lazy("to"), null=True, blank=True, help_text=gettext_lazy("The last day, if it is known.")
    )

    objects = Standing.from_queryset(AppointmentQuerySet)()
    entered = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("appointment")
        verbose_name_plural = gettext_lazy("appointments")
        ordering = ["agency__acronym", "role", "starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency", "role", "starts"],
                condition=Q(corrected_at=None),
                name="appointment_once",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="appointment_ends_after_start",
                violation_error_code="ends_before_start",
                violation_error_message=gettext_lazy("The last day cannot be before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.agency}"

    def clean(self):
        if self.corrected_at or not (self.person_id and self.agency_id and self.starts):
            return
        others = Appointment.objects.filter(person=self.person, agency=self.agency, role=self.role)
        others = others.exclude(pk=self.pk).filter(Q(ends=None) | Q(ends__gte=self.starts))
        if self.ends:
            others = others.filter(starts__lte=self.ends)
        if others.exists():
            raise ValidationError(
                _("%(person)s is already %(role)s of %(agency)s at that time.")
                % {"person": self.person.shown, "role": self.get_role_display(), "agency": self.agency}
            )


auditlog.register(Appointment)


class SecretariatRole(models.Model):
    """What a person may do for the secretariat. People of agencies have none."""

    class Role(models.TextChoices):
        FULL = "full", pgettext_lazy("a role in the secretariat", "full")
        READING = "reading", pgettext_lazy("a role in the secretariat", "reading only")

    person = models.OneToOneField(
        "agencies.User",
        on_delete=models.PROTECT,
        related_name="secretariat_role",
        verbose_name=gettext_lazy("person"),
    )
    role = models.CharField(gettext_lazy("role"), max_length=20, choices=Role)
    since = models.DateTimeField(
        gettext_lazy("since"),
        null=True,
        blank=True,
        default=clock.now,
        help_text=gettext_lazy("Empty if it was given before the portal recorded this."),
    )

    class Meta:
        verbose_name = gettext_lazy("role in the secretariat")
        verbose_name_plural = gettext_lazy("roles in the secretariat")
        ordering = ["person__name", "person__email"]

    def __str__(self):
        return str(self.get_role_display())


auditlog.register(SecretariatRole)
