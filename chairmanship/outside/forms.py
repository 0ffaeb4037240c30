"""The forms of external events, and of statements, contributions and briefings."""

import datetime as dt
from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from agencies.register.choosers import AgenciesChooser, AgencyChooser
from agencies.register.forms import PurposesField
from chairmanship.outside.choosers import OccasionChooser
from chairmanship.outside.models import Event, Forum, Occasion
from foundation.dates import clock, reading, shown
from foundation.dates.partial import PartialDate
from foundation.text import sorting
from foundation.text.lengths import TITLE
from foundation.web.forms import KeptForm, WebsiteField, WholeDayField

FORA = (
    "United Nations General Assembly",
    "Global Forum on Migration and Development",
    "Friends of the Forum",
)


class Revised(KeptForm):
    """A form with the revision that it was opened with, so that a later change by somebody else is
    noticed.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision

    def clean_revision(self):
        return self.cleaned_data["revision"] or 0


LATEST = 12  # forums


class BeforeWhom:
    """Names of forums to choose from while typing. Another name is taken as typed."""

    def known(self):
        return known_fora()


def known_fora() -> list[str]:
    """Returns the names of forums that are offered while one types: the usual ones and the latest."""
    return sorting.ordered({*FORA, *Forum.objects.order_by("-pk").values_list("name", flat=True)[:LATEST]})


MOST_WORDS = 6  # of a date: "Fri 14 de mayo de 2027"


class DeadlinesField(forms.CharField):
    """One deadline on each line: the day, then what is due. Returns pairs of both."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value):
        found = []
        for line in super().to_python(value).splitlines():
            if not line.strip():
                continue
            when, what = _deadline(line)
            if when is None:
                raise ValidationError(
                    _(
                        "“%(line)s”: write the date first, then what is due, such as “1 March 2027: Send the "
                        "text”."
                    )
                    % {"line": line}
                )
            if len(what) > TITLE:
                raise ValidationError(
                    _("“%(line)s…” is too long. Use %(most)s characters at most.")
                    % {"line": line[:60], "most": TITLE}
                )
            found.append((when, what))
        return list(dict.fromkeys(found))

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(f"{shown.day(day)}: {what}" for day, what in value)
        return value


def _deadline(line: str) -> tuple[dt.date | None, str]:
    """Returns the day that the line begins with, and what is due then; (None, "") if one is missing."""
    words = line.split()
    for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
        with suppress(reading.NotADate):
            day = reading.read_day(" ".join(words[:count]).rstrip(":,"))
            return day, " ".join(words[count:]).lstrip("–- ")
    return None, ""


class OccasionForm(BeforeWhom, Revised):
    """An external event with its deadlines. The forum is taken as typed."""

    beside = {"ends_early": "ends"}
    forum = forms.CharField(
        label=gettext_lazy("Forum"),
        max_length=TITLE,
        widget=forms.TextInput(attrs={"list": "fora"}),
        help_text=gettext_lazy("For example the General Assembly. Choose one or type a new name."),
    )
    deadlines = DeadlinesField(
        label=gettext_lazy("Deadlines"),
        required=False,
        help_text=gettext_lazy(
            "One per line: the date, then what is due. “1 March 2027: Send the contribution”."
        ),
    )
    website = WebsiteField(label=gettext_lazy("Website"))
    field_order = ["forum", "title", "starts", "ends", "city", "deadlines"]

    class Meta:
        model = Occasion
        fields = ["title", "starts", "ends", "city", "website", "note"]
        labels = {
            "title": gettext_lazy("Title"),
            "starts": gettext_lazy("From"),
            "ends": gettext_lazy("To"),
            "city": gettext_lazy("City"),
            "note": gettext_lazy("Note"),
        }
        field_classes = {"starts": WholeDayField, "ends": WholeDayField}
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["forum"] = self.instance.forum.name
            self.initial["deadlines"] = [(one.day, one.what) for one in self.instance.deadlines.all()]


class EventForm(BeforeWhom, Revised):
    """A statement, contribution or briefing, by an agency or by the troika."""

    forum = forms.CharField(
        label=gettext_lazy("Forum"), max_length=TITLE, widget=forms.TextInput(attrs={"list": "fora"}),
        required=False, help_text=gettext_lazy("Leave this empty if you choose an event above."),
    )  # fmt: skip
    speakers = AgenciesChooser(
        Agency.objects.all(), label=gettext_lazy("Agencies that spoke"), required=False,
        help_text=gettext_lazy(
            "If the troika spoke and you choose none, the troika of that day is recorded."
        ),
    )  # fmt: skip
    purposes = PurposesField()
    field_order = [
        "kind", "date", "occasion", "forum", "city", "delivered_by", "by_troika", "speakers", "spoken_by",
        "for_agency", "summary", "text", "purposes",
    ]  # fmt: skip

    class Meta:
        model = Event
        fields = [
            "kind", "date", "occasion", "city", "delivered_by", "by_troika", "spoken_by", "for_agency",
            "summary", "text",
        ]  # fmt: skip
        labels = {
            "kind": gettext_lazy("Type"),
            "date": gettext_lazy("Date"),
            "city": gettext_lazy("City"),
            "delivered_by": gettext_lazy("Delivered by"),
            "summary": gettext_lazy("Summary"),
            "text": gettext_lazy("Text as delivered"),
            "spoken_by": gettext_lazy("Speaker"),
            "occasion": gettext_lazy("External event"),
            "by_troika": gettext_lazy("Delivered by the troika"),
            "for_agency": gettext_lazy("For the agency only, not for the Group"),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 3}),
            "text": forms.Textarea(attrs={"rows": 14}),
        }
        field_classes = {"occasion": OccasionChooser, "delivered_by": AgencyChooser}
        help_texts = {"date": gettext_lazy("As much as you know: 2027, 2027-03 or 2027-03-20.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Event.Kind.choices
        self.fields["occasion"].queryset = Occasion.objects.select_related("forum").order_by("-starts")
        self.fields["occasion"].empty_label = _("None of these events")
        self.fields["delivered_by"].empty_label = _("Not known, or the troika")
        if self.instance.pk:
            self.initial["forum"] = self.instance.forum
            self.initial["speakers"] = [one.agency_id for one in self.instance.speakers.all()]
            self.initial["purposes"] = [one.pk for one in self.instance.purposes.all()]
        else:
            self.initial["date"] = self.initial.get("date") or PartialDate.of(clock.today())
            self.initial["kind"] = self.initial.get("kind") or Event.Kind.STATEMENT

    def clean(self):
        values = super().clean()
        if not values.get("forum") and not values.get("occasion") and "forum" not in self.errors:
            raise ValidationError({"forum": _("Enter the forum, or choose an event above.")})
        if values.get("by_troika") and values.get("delivered_by"):
            raise ValidationError({"delivered_by": _("Choose either an agency or the troika, not both.")})
        if values.get("date") and values["date"].earliest > clock.today():
            raise ValidationError(
                {
                    "date": _(
                        "This date is in the future. Add the event to the external events now, and the "
                        "statement once it has been delivered."
                    )
                }
            )
        return values

    def _post_clean(self):
        # The database allows one event for a day, kind and forum, so the check needs the forum.
        values = self.cleaned_data
        self.instance.forum = values.get("forum") or (
            str(values["occasion"].forum) if values.get("occasion") else ""
        )
        super()._post_clean()
