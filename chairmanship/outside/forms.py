"""The forms of external events, and of statements, contributions and briefings."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date

from agencies.models import Agency
from chairmanship.outside.models import Event, Forum, Occasion
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.lengths import TITLE
from foundation.web.forms import DayInput, KeptForm, WebsiteField

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


class BeforeWhom:
    """Names of forums to choose from while typing. Another name is taken as typed."""

    def known(self):
        return sorted({*FORA, *Forum.objects.values_list("name", flat=True)})


class DeadlinesField(forms.CharField):
    """One deadline on each line: the day, then what is due. Returns pairs of both."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value):
        found = []
        for line in super().to_python(value).splitlines():
            day, _, what = line.strip().partition(" ")
            if not day:
                continue
            try:
                when = parse_date(day.rstrip(":,"))
            except ValueError:  # for example 30 February
                when = None
            if when is None or not what.strip():
                raise ValidationError(
                    f"“{line}”: write the day first, then what, as “2027-03-01 Send the text”."
                )
            if len(what) > TITLE:
                raise ValidationError(f"“{line[:60]}…” is too long: at most {TITLE} letters.")
            found.append((when, what.strip()))
        return list(dict.fromkeys(found))

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(f"{day.isoformat()} {what}" for day, what in value)
        return value


class OccasionForm(BeforeWhom, Revised):
    """An external event with its deadlines. The forum is taken as typed."""

    beside = {"before it begins": "ends"}
    forum = forms.CharField(
        max_length=TITLE,
        widget=forms.TextInput(attrs={"list": "fora"}),
        help_text="Such as the General Assembly. A new one is taken as typed.",
    )
    deadlines = DeadlinesField(
        required=False, help_text="One on each line: the day, then what. “2027-03-01 Send the contribution”."
    )
    website = WebsiteField()
    field_order = ["forum", "title", "starts", "ends", "city", "deadlines"]

    class Meta:
        model = Occasion
        fields = ["title", "starts", "ends", "city", "website", "note"]
        widgets = {"starts": DayInput(), "ends": DayInput(), "note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["forum"] = self.instance.forum.name
            self.initial["deadlines"] = [(one.day, one.what) for one in self.instance.deadlines.all()]


class EventForm(BeforeWhom, Revised):
    """A statement, contribution or briefing, by an agency or by the troika."""

    beside = {"one of the two": "delivered_by"}
    forum = forms.CharField(
        max_length=TITLE, widget=forms.TextInput(attrs={"list": "fora"}), required=False,
        help_text="Before whom. Empty where the event is chosen from the calendar.",
    )  # fmt: skip
    speakers = forms.ModelMultipleChoiceField(
        Agency.objects.all(), label="Agencies that spoke", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Where the troika spoke and none is chosen, it is the troika of that day.",
    )  # fmt: skip
    field_order = [
        "kind", "date", "occasion", "forum", "city", "delivered_by", "by_troika", "speakers", "spoken_by",
        "for_agency", "summary", "text",
    ]  # fmt: skip

    class Meta:
        model = Event
        fields = [
            "kind", "date", "occasion", "city", "delivered_by", "by_troika", "spoken_by", "for_agency",
            "summary", "text",
        ]  # fmt: skip
        labels = {
            "occasion": "At",
            "by_troika": "By the troika",
            "for_agency": "For the agency only, not the Group",
        }
        widgets = {
            "kind": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 3}),
            "text": forms.Textarea(attrs={"rows": 14}),
        }
        help_texts = {"date": "2027, 2027-03 or 2027-03-20, as far as it is known."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Event.Kind.choices
        self.fields["occasion"].queryset = Occasion.objects.select_related("forum").order_by("-starts")
        self.fields["occasion"].empty_label = "nothing of the calendar"
        self.fields["delivered_by"].empty_label = "not known, or the troika"
        if self.instance.pk:
            self.initial["forum"] = self.instance.forum
            self.initial["speakers"] = [one.agency_id for one in self.instance.speakers.all()]
        else:
            self.initial["date"] = self.initial.get("date") or PartialDate.of(clock.today())
            self.initial["kind"] = self.initial.get("kind") or Event.Kind.STATEMENT

    def clean(self):
        values = super().clean()
        if not values.get("forum") and not values.get("occasion") and "forum" not in self.errors:
            raise ValidationError({"forum": "Say before whom, or choose the event above."})
        if values.get("by_troika") and values.get("delivered_by"):
            raise ValidationError(
                {"delivered_by": "Either an agency or the troika: leave this empty, or untick the troika."}
            )
        if values.get("date") and values["date"].earliest > clock.today():
            raise ValidationError(
                {"date": "That day is still to come. Put the event into the calendar; what is said there is "
                 "entered once it is said."}
            )  # fmt: skip
        return values

    def _post_clean(self):
        # The database allows one event for a day, kind and forum, so the check needs the forum.
        values = self.cleaned_data
        self.instance.forum = values.get("forum") or (
            str(values["occasion"].forum) if values.get("occasion") else ""
        )
        super()._post_clean()
