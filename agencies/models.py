import re

from auditlog.registry import auditlog
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from foundation import clock
from foundation.choices import Words
from foundation.dates import PartialDateField
from foundation.fields import ACRONYM, NAME, TEXT, TITLE


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """Who logs in, by e-mail address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=NAME, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self):
        # Not the name or the address: the history keeps this text, and a person can be erased.
        return f"user {self.pk}"

    @property
    def shown(self) -> str:
        """What others see of them."""
        return self.name or self.email


class AgencyQuerySet(models.QuerySet):
    def members(self, on=None):
        """The agencies that surely belonged to the Group on that day; today when no day is given."""
        return self.filter(pk__in=Membership.objects.on(on).values("agency"))

    def whole(self):
        """Agencies, without the entities that take part through a collective member."""
        return self.filter(part_of=None)


class Agency(models.Model):
    """An agency, a collective member such as the Regional Commissions, or one of its parts."""

    acronym = models.CharField(max_length=ACRONYM, unique=True)
    slug = models.CharField(max_length=ACRONYM, unique=True, editable=False)
    name = models.CharField(max_length=NAME, blank=True, help_text="Empty where it is not known.")
    headquarters = models.CharField(max_length=NAME, blank=True)
    country = models.CharField(
        max_length=2,
        blank=True,
        validators=[RegexValidator("^[A-Z]{2}$", "Two capital letters, such as CH.")],
        help_text="Of the headquarters, in two letters.",
    )
    website = models.CharField(max_length=TITLE, blank=True, validators=[URLValidator(["http", "https"])])
    mandate = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    part_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The collective member through which it takes part.",
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["acronym"]
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(part_of=F("id")), name="agency_not_part_of_itself"
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(part_of__isnull=False),
                name="agency_named_unless_part",
                violation_error_message="Only a part of a collective member can be without a name.",
            ),
        ]

    def __str__(self):
        return self.acronym

    def save(self, *args, **kwargs):
        self.slug = agency_slug(self.acronym)
        super().save(*args, **kwargs)

    def clean(self):
        if self.part_of and (self.part_of.part_of or (self.pk and self.parts.exists())):
            raise ValidationError("A part of a collective member has no parts of its own.")


def agency_slug(acronym: str) -> str:
    """As addresses and terms name an agency: lower case, all but letters and digits as one hyphen."""
    return re.sub("[^a-z0-9]+", "-", acronym.lower())


class MembershipQuerySet(models.QuerySet):
    def on(self, day=None):
        """Those that surely held on that day; today when no day is given."""
        day = day or clock.today()
        return self.filter(Q(ends=None) | Q(ends__earliest__gte=day), starts__latest__lte=day)

    def perhaps_on(self, day):
        """Those that may have held on that day, in a month or a year of which no more is known."""
        return self.filter(Q(ends=None) | Q(ends__latest__gte=day), starts__earliest__lte=day).exclude(
            pk__in=self.on(day)
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

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
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


class Purpose(models.Model):
    """A purpose of the Group's regular consultations, from its terms of reference."""

    edition = models.PositiveSmallIntegerField(
        default=1, help_text="Which text of the terms of reference it stands in, counted from the first."
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE)

    class Meta:
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="purpose_number_once")]

    def __str__(self):
        return f"{self.number}. {self.title}"


class Application(models.Model):
    """That an agency asked to join, and what became of it."""

    class Outcome(Words):
        RECEIVED = "received"
        UNDER_REVIEW = "under review"
        OFFERED = "offered"
        ADMITTED = "admitted"
        DEFERRED = "deferred"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    PENDING = (Outcome.RECEIVED, Outcome.UNDER_REVIEW, Outcome.OFFERED, Outcome.DEFERRED)

    applicant = models.CharField(max_length=NAME)
    received = PartialDateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    note = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])

    class Meta:
        ordering = ["received", "applicant"]
        constraints = [
            models.UniqueConstraint(fields=["applicant", "received"], name="application_once"),
        ]

    def __str__(self):
        return self.applicant

    @property
    def is_pending(self) -> bool:
        return not self.outcome or self.outcome in self.PENDING


class Consideration(models.Model):
    """A day on which the Group considered an application."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="considerations")
    position = models.PositiveIntegerField()
    date = PartialDateField()

    class Meta:
        ordering = ["application", "position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="consideration_position_once"),
        ]

    def __str__(self):
        return str(self.date)


auditlog.register(User, exclude_fields=["password", "last_login", "email", "name"])
for model in (Agency, Membership, Purpose, Application, Consideration):
    auditlog.register(model)
