import re

from auditlog.registry import auditlog
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from foundation.dates import clock
from foundation.dates.partial import PartialDateField
from foundation.files.storage import StoredFile
from foundation.text.lengths import ACRONYM, NAME, TEXT, TITLE


class AgencyQuerySet(models.QuerySet):
    def members(self, on=None):
        """Agencies that were certainly members on that day (default today)."""
        return self.filter(pk__in=Membership.objects.on(on).values("agency"))

    def whole(self):
        """Agencies without the entities that take part through a collective member."""
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
    former_names = models.TextField(
        blank=True,
        validators=[MaxLengthValidator(TEXT)],
        help_text="One a line, with until when: United Nations Development Fund for Women, until 2010.",
    )
    mandate = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])
    work = models.TextField("what it does on migration", blank=True, validators=[MaxLengthValidator(TEXT)])
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


class Logo(StoredFile):
    """The logo of an agency, as its people uploaded it."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="logo")


def agency_slug(acronym: str) -> str:
    """Returns the acronym as in addresses: lower case, hyphens in place of all but letters and digits."""
    return re.sub("[^a-z0-9]+", "-", acronym.lower())


auditlog.register(Agency)
auditlog.register(Logo)


class MembershipQuerySet(models.QuerySet):
    def on(self, day=None):
        """Memberships that certainly held on that day (default today)."""
        day = day or clock.today()
        return self.filter(Q(ends=None) | Q(ends__earliest__gte=day), starts__latest__lte=day)

    def perhaps_on(self, day):
        """Memberships that may have held on that day, as only their month or year is known.

        It leaves out agencies that were certainly members then by another membership: they left and came
        back.
        """
        return self.filter(Q(ends=None) | Q(ends__latest__gte=day), starts__earliest__lte=day).exclude(
            agency__in=Membership.objects.on(day).values("agency")
        )

    def touching(self, first, last):
        """Memberships that may have held on some day of that period."""
        return self.filter(Q(ends=None) | Q(ends__latest__gte=first), starts__earliest__lte=last)

    def overlapping(self, membership):
        """Other memberships of the agency that certainly held on a day on which this one certainly did."""
        others = self.filter(agency=membership.agency).exclude(pk=membership.pk)
        others = others.filter(Q(ends=None) | Q(ends__earliest__gte=membership.starts.latest))
        if membership.ends:
            if membership.ends.earliest < membership.starts.latest:
                return self.none()
            others = others.filter(starts__latest__lte=membership.ends.earliest)
        return others.filter(Q(ends=None) | Q(ends__earliest__gte=F("starts__latest")))


class Membership(models.Model):
    """The membership of an agency in the Group, from when to when."""

    class Basis(models.TextChoices):
        FOUNDER = "founder", pgettext_lazy("how an agency became a member", "founder")
        INVITED = "invited", pgettext_lazy("how an agency became a member", "invited")
        APPLICATION = "application", pgettext_lazy("how an agency became a member", "application")

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


class Purpose(models.Model):
    """A purpose of the Group's regular consultations, from its terms of reference."""

    edition = models.PositiveSmallIntegerField(
        default=1, help_text="Which text of the terms of reference it stands in, counted from the first."
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE)
    keywords = models.CharField(
        max_length=TITLE,
        blank=True,
        help_text="Further words by which it is suggested, separated by commas: remittances, statistics.",
    )

    class Meta:
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="purpose_number_once")]

    def __str__(self):
        return f"{self.number}. {self.title}"


auditlog.register(Purpose)
