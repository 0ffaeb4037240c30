"""The names of agencies and of the Group through time, in any language."""

import datetime as dt

from auditlog.registry import auditlog
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agencies.register.models import Agency, agency_slug
from foundation.dates.partial import PartialDate, PartialDateField
from foundation.portal import group
from foundation.text import names
from foundation.text.lengths import ACRONYM, NAME


def day_before(date: PartialDate) -> PartialDate:
    """Returns the day before; of a month or a year that date itself, as its first days are not known."""
    return PartialDate.of(date.earliest - dt.timedelta(days=1)) if date.day else date


def day_after(date: PartialDate) -> PartialDate:
    """Returns the day after; of a month or a year that date itself."""
    return PartialDate.of(date.latest + dt.timedelta(days=1)) if date.day else date


class AgencyNameQuerySet(models.QuerySet):
    def of(self, agency: Agency | None):
        """Names of the agency; of the Group for None."""
        return self.filter(agency=agency)

    def present(self, agency: Agency | None) -> "AgencyName | None":
        """Returns the present English name: the open one, else the last. None if there is none."""
        found = sorted(self.of(agency).filter(language=names.ENGLISH), key=_in_time)
        return next((one for one in reversed(found) if one.ends is None), found[-1] if found else None)

    def follow(self, agency: Agency) -> None:
        """Makes the present English name that of the agency, which was entered or corrected."""
        row = self.present(agency) or AgencyName(agency=agency)
        if (row.acronym, row.name) != (agency.acronym, agency.name):
            row.acronym, row.name = agency.acronym, agency.name
            row.save()
        else:
            self.copy_to(agency)

    def copy_to(self, agency: Agency) -> None:
        """Keeps the copy of the names beside the agency."""
        rows = sorted(self.of(agency), key=_in_time)
        said = [] if len(rows) == 1 and rows[0].is_bare else [row.told.facts for row in rows]
        if agency.name_facts != said:
            agency.name_facts = said
            Agency.objects.filter(pk=agency.pk).update(name_facts=said)


def _in_time(row: "AgencyName") -> tuple:
    return names.by_start(row.told), row.pk or 0


class AgencyName(models.Model):
    """A name of an agency, or of the Group, in a language, from when to when.

    The portal calls an agency by its acronym, so `article` is the one that the acronym takes in a sentence.
    """

    agency = models.ForeignKey(
        Agency,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="names",
        help_text=gettext_lazy("Empty for a name of the Group."),
    )
    language = models.CharField(max_length=12, default=names.ENGLISH)
    starts = PartialDateField(pgettext_lazy("a first day", "from"), null=True, blank=True)
    ends = PartialDateField(
        pgettext_lazy("a last day", "to"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Its last day. Empty while it lasts."),
    )
    name = models.CharField(max_length=NAME, blank=True)
    acronym = models.CharField(max_length=ACRONYM, blank=True)
    article = models.CharField(max_length=10, blank=True)
    merged_into = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="took_over",
        help_text=gettext_lazy("The agency that it became part of when this name ended."),
    )
    slug = models.CharField(max_length=ACRONYM, blank=True, editable=False, db_index=True)

    objects = AgencyNameQuerySet.as_manager()

    class Meta:
        ordering = ["agency__acronym", "language", "starts"]
        verbose_name = gettext_lazy("name")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(acronym=""),
                name="name_is_not_empty",
                violation_error_message=gettext_lazy("Give a name or an acronym."),
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts=None) | Q(ends__latest__gte=F("starts__earliest")),
                name="name_ends_after_start",
                violation_error_message=gettext_lazy("A name cannot end before it began."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(ends__isnull=False, agency__isnull=False),
                name="name_of_merged_agency_ended",
                violation_error_message=gettext_lazy("Say when the agency became part of the other one."),
            ),
            models.UniqueConstraint(
                fields=["agency", "language"], condition=Q(ends=None), name="name_of_today_once"
            ),
            models.UniqueConstraint(
                fields=["language"], condition=Q(ends=None, agency=None), name="name_of_group_today_once"
            ),
        ]

    def __str__(self):
        return self.acronym or self.name

    def save(self, *args, **kwargs):
        self.slug = agency_slug(self.acronym) if self.acronym and self.agency_id else ""
        super().save(*args, **kwargs)
        self._carry()

    def delete(self, *args, **kwargs):
        super().delete(*args, **kwargs)
        self._carry()

    @property
    def told(self) -> names.Name:
        """The name as a plain value."""
        return names.Name(self.name, self.acronym, self.article, self.language, self.starts, self.ends)

    @property
    def is_bare(self) -> bool:
        """Whether it says no more than the present English name, with no dates, article or merger."""
        more = self.starts or self.ends or self.article or self.merged_into_id
        return self.language == names.ENGLISH and not more

    @property
    def merged_on(self) -> PartialDate:
        """The first day on which the agency was part of the other one."""
        return day_after(self.ends)

    def clean(self):
        if self.merged_into_id and self.merged_into_id == self.agency_id:
            raise ValidationError({"merged_into": _("An agency cannot become part of itself.")})
        for other in AgencyName.objects.filter(agency=self.agency_id, language=self.language):
            if other.pk != self.pk and surely_overlap(self, other):
                raise ValidationError(
                    _("%(name)s was the name in that time already: %(period)s.")
                    % {"name": other, "period": other.period}
                )

    @property
    def period(self) -> str:
        """From when to when, in words."""
        dates = {"starts": self.starts, "ends": self.ends}
        if self.starts and self.ends:
            return _("from %(starts)s to %(ends)s") % dates
        if self.starts:
            return _("since %(starts)s") % dates
        return _("until %(ends)s") % dates if self.ends else _("no dates given")

    def _carry(self) -> None:
        """Keeps the copies: what the present English name is, and the names beside their bearer."""
        if self.agency_id is None:
            group.store([one.told for one in sorted(AgencyName.objects.of(None), key=_in_time)])
            return
        agency, present = Agency.objects.get(pk=self.agency_id), AgencyName.objects.present(self.agency)
        if present and (present.acronym, present.name) != (agency.acronym, agency.name):
            agency.acronym, agency.name = present.acronym or agency.acronym, present.name or agency.name
            agency.save()
        else:
            AgencyName.objects.copy_to(agency)


def surely_overlap(one, other) -> bool:
    """Whether two names, each with `starts` and `ends`, were certainly both in use on some day."""
    mine, theirs = _surely(one), _surely(other)
    return mine[0] <= mine[1] and theirs[0] <= theirs[1] and mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _surely(row) -> tuple[dt.date, dt.date]:
    first = row.starts.latest if row.starts else dt.date.min
    return first, row.ends.earliest if row.ends else dt.date.max


class GroupNameManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(agency=None)


class GroupName(AgencyName):
    """A name of the Group. An archive has a list of them."""

    objects = GroupNameManager()

    class Meta:
        proxy = True
        verbose_name = gettext_lazy("name of the Group")
        verbose_name_plural = gettext_lazy("names of the Group")


auditlog.register(AgencyName)
auditlog.register(GroupName)
