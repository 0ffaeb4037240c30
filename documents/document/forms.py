"""The forms by which the lead of a document asks agencies for something: until when, and whom."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from documents.document.reachability import reachable
from foundation.dates import clock, hours
from foundation.text import sorting
from foundation.web.forms import WholeDayField

USUAL = 14  # days
HOUR = dt.time(18)


class UntilForm(forms.Form):
    """A deadline with its time zone. `until` in the cleaned data is aware."""

    day = WholeDayField(label=gettext_lazy("Deadline"))
    hour = forms.TimeField(
        label=gettext_lazy("Time"),
        initial=HOUR,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    timezone = forms.ChoiceField(label=gettext_lazy("Time zone"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = {zone: f"{hours.city_of(zone)} ({zone})" for zone in hours.zones()}
        self.fields["timezone"].choices = sorting.ordered(places.items(), by=lambda one: one[1])
        self.fields["timezone"].initial = clock.zone().key

    def clean(self):
        data = super().clean()
        if not all(data.get(name) for name in ("day", "hour", "timezone")):
            return data
        until = hours.in_zone(data["day"], data["hour"], data["timezone"])
        if not hours.is_hour(until):
            self.add_error("hour", hours.no_such_hour(until))
        elif until <= clock.now():
            self.add_error("day", _("This date has passed. Choose a later one."))
        return data | {"until": until}

    @property
    def values(self) -> dict:
        """The arguments for the verb."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("day", "hour")}


class AskingForm(UntilForm):
    """A deadline, and the agencies to ask: members, and parts of members that take part in the document.

    At first all are chosen except the lead.
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
        self.fields["day"].initial = today + dt.timedelta(days=USUAL)
