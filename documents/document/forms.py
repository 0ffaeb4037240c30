"""The forms by which the lead of a document asks agencies for something: until when, and whom."""

import datetime as dt
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from documents.document import deadlines
from documents.document.reachability import reachable
from foundation.dates import clock, hours
from foundation.text import sorting
from foundation.web.forms import WholeDayField

USUAL = 14  # days


class UntilForm(forms.Form):
    """A deadline with its time zone, for the `agencies` that are asked. `until` in the cleaned data is aware.

    If something speaks against the deadline, the form is not valid until it is sent again as it is:
    `warnings` says what, and `suitable` is a deadline against which nothing speaks, if there is one.
    """

    day = WholeDayField(label=gettext_lazy("Deadline"))
    hour = forms.TimeField(
        label=gettext_lazy("Time"),
        initial=deadlines.CLOSE,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    timezone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        initial=deadlines.LAST_TO_CLOSE,
        help_text=gettext_lazy("New York is the last duty station to close."),
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *args, agencies: Iterable[Agency] = (), **kwargs):
        if data and data.get("instead"):  # the button with the deadline that was proposed
            data = data.copy()
            data["day"] = data["instead"]
        super().__init__(data, *args, **kwargs)
        self.agencies = agencies
        self.warnings: list[str] = []
        self.suitable: dt.datetime | None = None
        places = {zone: f"{hours.city_of(zone)} ({zone})" for zone in hours.zones()}
        self.fields["timezone"].choices = sorting.ordered(places.items(), by=lambda one: one[1])

    def clean(self):
        data = super().clean()
        if not all(data.get(name) for name in ("day", "hour", "timezone")):
            return data
        until = hours.in_zone(data["day"], data["hour"], data["timezone"])
        if not hours.is_hour(until):
            self.add_error("hour", hours.no_such_hour(until))
        elif until <= clock.now():
            self.add_error("day", _("This date has passed. Choose a later one."))
        elif not self.errors:
            self._warn(until, list(data.get("agencies", self.agencies)))
        return data | {"until": until}

    def _warn(self, until: dt.datetime, agencies: list[Agency]) -> None:
        """Asks to confirm a deadline, unless exactly this one was confirmed for these agencies."""
        confirmed = " ".join([until.isoformat(), *sorted(str(one.pk) for one in agencies)])
        if self.data.get(self.add_prefix("confirmed")) == confirmed:
            return
        seats = deadlines.seats_of(agencies)
        self.warnings = deadlines.against(until, seats)
        if self.warnings:
            self.suitable = deadlines.suitable(until, seats)
            self.data = self.data.copy()
            self.data[self.add_prefix("confirmed")] = confirmed
            self.add_error("confirmed", " ".join(self.warnings))

    @property
    def suitable_day(self) -> str:
        """The day of the suitable deadline in its own zone, as the button sends it: "2027-05-07"."""
        return self.suitable.date().isoformat() if self.suitable else ""

    @property
    def suitable_words(self) -> str:
        """ "Friday 7 May, 18:00 (New York time)"."""
        return hours.deadline(self.suitable, self.cleaned_data["timezone"]) if self.suitable else ""

    @property
    def values(self) -> dict:
        """The arguments for the verb."""
        kept = self.cleaned_data.items()
        return {name: value for name, value in kept if name not in ("day", "hour", "confirmed")}


class AskingForm(UntilForm):
    """A deadline, and the agencies to ask: members, and parts of members that take part in the document.

    At first all are chosen except the lead. The deadline is close of business in New York, in two weeks or on
    the first day after that on which nobody is off.
    """

    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(), label=gettext_lazy("Agencies to ask"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        today = clock.today()
        members = Agency.objects.members()
        asked = members | Agency.objects.filter(documents_joined=document, part_of__in=members)
        field = self.fields["agencies"]
        field.queryset = asked.distinct().order_by("acronym")
        offered = list(field.queryset)
        field.initial = [one.pk for one in offered if one.pk != document.lead_id]
        there = reachable([one.pk for one in offered], today)
        field.label_from_instance = lambda one: (
            one.acronym
            if one.pk in there
            else _("%(agency)s (no focal point to ask)") % {"agency": one.acronym}
        )
        usual = deadlines.at_close(today + dt.timedelta(days=USUAL))
        suitable = deadlines.suitable(usual, deadlines.seats_of(offered)) or usual
        self.fields["day"].initial = suitable.date()
