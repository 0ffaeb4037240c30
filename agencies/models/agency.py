import re

from auditlog.registry import auditlog
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator, URLValidator
from django.db import models
from django.db.models import F, Q

from agencies.models.membership import Membership
from foundation.fields import ACRONYM, NAME, TEXT, TITLE
from foundation.files import StoredFile


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
    """The sign of an agency, as its people brought it."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="logo")


def agency_slug(acronym: str) -> str:
    """As addresses and terms name an agency: lower case, all but letters and digits as one hyphen."""
    return re.sub("[^a-z0-9]+", "-", acronym.lower())


auditlog.register(Agency)
auditlog.register(Logo)
