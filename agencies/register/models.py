import copy
import datetime as dt
import re
from dataclasses import replace

from auditlog.registry import auditlog
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from foundation.corrections import Correctable, Standing
from foundation.dates import clock
from foundation.dates.partial import PartialDate, PartialDateField
from foundation.files.storage import StoredFile
from foundation.text import names
from foundation.text.lengths import ACRONYM, NAME, TEXT, TITLE


class AgencyQuerySet(models.QuerySet):
    def members(self, on=None):
        """Agencies that were certainly members on that day (default today)."""
        return self.filter(pk__in=Membership.objects.on(on).values("agency"))

    def whole(self):
        """Agencies without the entities that take part through a collective member."""
        return self.filter(part_of=None)


class Agency(models.Model):
    """An agency, a collective member such as the Regional Commissions, or one of its parts.

    `acronym` and `name` are those of today in English. All its names through time are rows of `AgencyName`.
    `name_facts` is a copy of them, so that no page needs a query for the name of another day or language.
    """

    acronym = models.CharField(gettext_lazy("acronym"), max_length=ACRONYM, unique=True)
    slug = models.CharField(max_length=ACRONYM, unique=True, editable=False)
    name = models.CharField(
        gettext_lazy("name"),
        max_length=NAME,
        blank=True,
        help_text=gettext_lazy("Leave empty if you do not know it."),
    )
    headquarters = models.CharField(gettext_lazy("headquarters"), max_length=NAME, blank=True)
    country = models.CharField(
        gettext_lazy("country"),
        max_length=2,
        blank=True,
        validators=[RegexValidator("^[A-Z]{2}$", gettext_lazy("Use two capital letters, such as CH."))],
        help_text=gettext_lazy("Where the headquarters are, in two letters: CH."),
    )
    website = models.CharField(
        gettext_lazy("website"),
        max_length=TITLE,
        blank=True,
        validators=[URLValidator(["http", "https"])],
    )
    former_names = models.TextField(
        gettext_lazy("former names"),
        blank=True,
        validators=[MaxLengthValidator(TEXT)],
        help_text=gettext_lazy(
            "One on each line, with the date: United Nations Development Fund for Women, until 2010."
        ),
    )
    name_facts = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text=gettext_lazy("A copy of its names; empty if it has only ever had the present one."),
    )
    mandate = models.TextField(gettext_lazy("mandate"), blank=True, validators=[MaxLengthValidator(TEXT)])
    work = models.TextField(
        gettext_lazy("work on migration"), blank=True, validators=[MaxLengthValidator(TEXT)]
    )
    part_of = models.ForeignKey(
        "self",
        verbose_name=gettext_lazy("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=gettext_lazy("The collective member it belongs to."),
    )

    shown_on: dt.date | None = None  # of a copy that `as_of` made

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["acronym"]
        verbose_name = gettext_lazy("agency")
        verbose_name_plural = gettext_lazy("agencies")
        constraints = [
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(part_of=F("id")),
                name="agency_not_part_of_itself",
                violation_error_code="part_of",
                violation_error_message=gettext_lazy("An agency cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(part_of__isnull=False),
                name="agency_named_unless_part",
                violation_error_code="name",
                violation_error_message=gettext_lazy(
                    "Enter a name. Only a part of a collective member can do without one."
                ),
            ),
        ]

    def __str__(self):
        return self.called().short

    def save(self, *args, **kwargs):
        """Saves it, and keeps its present English name in step. Raises `TypeError` for a copy of a day."""
        if self.shown_on:
            raise TypeError(f"{self} is a copy to show, as it was called on {self.shown_on}.")
        self.slug = agency_slug(self.acronym)
        super().save(*args, **kwargs)
        self.names.follow(self)

    def called(self, on: dt.date | None = None, language: str | None = None) -> names.Name:
        """Returns its name on that day, today by default, in the language of the reader; else in English.

        What is stored needs a fixed `language`.
        """
        language = names.language_of(language)
        if not self.name_facts or self.shown_on:
            return names.Name(self.name, self.acronym, language=language)
        known, day = [names.Name.of(one) for one in self.name_facts], on or clock.today()
        own = names.on(known, day, language)
        if own is None:
            own = names.on(known, day, names.ENGLISH) or names.Name(self.name, self.acronym)
            own = own if language == names.ENGLISH else replace(own, article="", language=language)
        return own if own.acronym else replace(own, acronym=self.acronym)

    def as_of(self, day: dt.date) -> "Agency":
        """Returns the agency as it was called on that day: a copy to show, which cannot be saved."""
        then = self.called(day)
        if (then.short, then.name) == (self.acronym, self.name):
            return self
        shown = copy.copy(self)
        shown.acronym, shown.name, shown.shown_on = then.short, then.name or self.name, day
        return shown

    def clean(self):
        if self.part_of and (self.part_of.part_of or (self.pk and self.parts.exists())):
            raise ValidationError(
                _("A part of a collective member cannot have parts of its own."), code="part_of"
            )


class Logo(StoredFile):
    """The logo of an agency, as its people uploaded it."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="logo")


def agency_slug(acronym: str) -> str:
    """Returns the acronym as in addresses: lower case, hyphens in place of all but letters and digits."""
    return re.sub("[^a-z0-9]+", "-", acronym.lower())


auditlog.register(Agency, exclude_fields=["name_facts"])
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


class Membership(Correctable):
    """The membership of an agency in the Group, from when to when.

    `objects` has those that count; `entered` also has those that were entered in error.
    """

    class Basis(models.TextChoices):
        FOUNDER = "founder", pgettext_lazy("how an agency became a member", "founder")
        INVITED = "invited", pgettext_lazy("how an agency became a member", "invited")
        APPLICATION = "application", pgettext_lazy("how an agency became a member", "application")

    agency = models.ForeignKey(
        "agencies.Agency",
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=gettext_lazy("agency"),
    )
    starts = PartialDateField(gettext_lazy("from"))
    ends = PartialDateField(
        gettext_lazy("to"), null=True, blank=True, help_text=gettext_lazy("The last day, if it has ended.")
    )
    basis = models.CharField(gettext_lazy("basis"), max_length=20, choices=Basis, blank=True)
    decided_on = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text=gettext_lazy("The day of the Group’s decision that opened it, if that is recorded here."),
    )

    objects = Standing.from_queryset(MembershipQuerySet)()
    entered = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("membership")
        verbose_name_plural = gettext_lazy("memberships")
        ordering = ["starts", "agency__acronym"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "starts"], condition=Q(corrected_at=None), name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__latest__gte=F("starts__earliest")),
                name="membership_ends_after_start",
                violation_error_code="ends_before_start",
                violation_error_message=gettext_lazy("The last day cannot be before the first."),
            ),
        ]

    def __str__(self):
        values = {"agency": self.agency, "first": self.starts, "last": self.ends}
        if self.ends:
            return _("%(agency)s, %(first)s to %(last)s") % values
        return _("%(agency)s, %(first)s to now") % values

    def clean(self):
        """Refuses a membership before the decision that opened it, and two at one time."""
        if self.corrected_at:
            return
        if self.decided_on and self.starts and self.starts.latest < self.decided_on:
            raise ValidationError(
                _("Membership cannot start on %(joins)s, before the decision of %(day)s.")
                % {"joins": self.starts, "day": PartialDate.of(self.decided_on)}
            )
        if self.agency_id and self.starts:
            other = Membership.objects.overlapping(self).first()
            if other:
                raise ValidationError(
                    _("%(agency)s is already a member at that time (%(membership)s).")
                    % {"agency": self.agency, "membership": other}
                )


auditlog.register(Membership)


class PurposeQuerySet(models.QuerySet):
    def latest_edition(self):
        """Those of the latest edition of the terms of reference."""
        latest = Purpose.objects.order_by("-edition").values("edition")[:1]
        return self.filter(edition=models.Subquery(latest))


class Purpose(models.Model):
    """A purpose of the Group's regular consultations, from its terms of reference."""

    edition = models.PositiveSmallIntegerField(
        gettext_lazy("edition"),
        default=1,
        help_text=gettext_lazy("Of the terms of reference, counted from the first."),
    )
    number = models.PositiveSmallIntegerField(gettext_lazy("number"))
    title = models.CharField(gettext_lazy("title"), max_length=TITLE)
    keywords = models.CharField(
        gettext_lazy("keywords"),
        max_length=TITLE,
        blank=True,
        help_text=gettext_lazy(
            "Texts with these words suggest it. Separate them by commas: remittances, statistics."
        ),
    )

    objects = PurposeQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("purpose")
        verbose_name_plural = gettext_lazy("purposes")
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="purpose_number_once")]

    def __str__(self):
        return f"{self.number}. {self.title}"


auditlog.register(Purpose)
