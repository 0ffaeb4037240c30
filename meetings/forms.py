import datetime as dt
import hashlib

from django import forms

from agencies.models import Agency
from foundation import clock
from foundation.dates import PartialDate
from foundation.fields import TEXT, TITLE
from meetings import places
from meetings.models import Action, AgendaItem, Asked, Comment, Decision, Meeting

WRITTEN = ("%d %B %Y", "%d %b %Y", "%d.%m.%Y", "%d/%m/%Y")
MONTHS = ("%B %Y", "%b %Y")


class DayField(forms.CharField):
    """A day as people write it, or a month where the day is still open. Gives a `PartialDate`."""

    def to_python(self, value):
        value = super().to_python(value)
        if value in self.empty_values:
            return None
        for parse in (self._iso, self._day, self._month):
            found = parse(value)
            if found:
                return found
        raise forms.ValidationError("This is not a day that exists. Write it as 14 May 2027 or 2027-05-14.")

    @staticmethod
    def _iso(value):
        try:
            return PartialDate.parse(value)
        except ValueError:
            return None

    @staticmethod
    def _day(value):
        for form in WRITTEN:
            try:
                return PartialDate.of(dt.datetime.strptime(value, form).date())
            except ValueError:
                continue
        return None

    @staticmethod
    def _month(value):
        for form in MONTHS:
            try:
                day = dt.datetime.strptime(value, form).date()
            except ValueError:
                continue
            return PartialDate(day.year, day.month)
        return None

    def prepare_value(self, value):
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except forms.ValidationError:
            return True


class MeetingForm(forms.ModelForm):
    """Only the level and the date are needed."""

    date = DayField(label="Date", help_text="Such as 14 May 2027, or May 2027 while the day is open.")

    class Meta:
        model = Meeting
        fields = [
            "level", "date", "time", "length", "city", "venue", "timezone", "kind", "by_video",
            "video_address", "title", "purpose", "convened_at_request_of",
        ]  # fmt: skip
        labels = {
            "time": "Begins at",
            "timezone": "Time zone",
            "length": "How long",
            "video_address": "Address of the video link",
            "purpose": "What it is for",
            "convened_at_request_of": "Convened at the request of",
        }
        help_texts = {
            "time": "The hour at the place of the meeting.",
            "timezone": "Empty: that of the city.",
            "title": "Empty: it is called by its level and date.",
        }
        widgets = {
            "time": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "city": forms.TextInput(attrs={"list": "cities", "autocomplete": "off"}),
            "timezone": forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
            "purpose": forms.Textarea(attrs={"rows": 3}),
        }

    def clean(self):
        data = super().clean()
        zone = data.get("timezone")
        if zone and not places.is_zone(zone):
            self.add_error("timezone", "There is no zone of that name. Write it as Europe/Zurich.")
        elif data.get("time") and not zone:
            data["timezone"] = places.zone_of(data.get("city", ""))
        if data.get("video_address"):
            data["by_video"] = True
        return data

    def validate_constraints(self):
        """Whether there is such a meeting already is asked under lock, with words for people."""


class ItemForm(forms.ModelForm):
    class Meta:
        model = AgendaItem
        fields = ["title", "asked", "length", "proposed_by", "summary"]
        labels = {"asked": "What is asked", "length": "How long", "summary": "A few lines on it"}
        help_texts = {"proposed_by": "Empty: the chair's own."}
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [("", "nothing in particular"), *Asked.choices]


class NewItemForm(forms.Form):
    """An item in one line."""

    title = forms.CharField(label="Add an item", max_length=TITLE)
    asked = forms.ChoiceField(label="Asked for", choices=[("", "–"), *Asked.choices], required=False)
    length = forms.IntegerField(label="Minutes", required=False, min_value=1, max_value=600)


class DecisionForm(forms.ModelForm):
    class Meta:
        model = Decision
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        labels = {"text": "Decision"}

    def changes(self) -> dict:
        return {"text": self.cleaned_data["text"]}


class ActionForm(forms.ModelForm):
    """Whose it is, is one choice: an agency, the chair or the secretariat."""

    owner = forms.ChoiceField(label="Whose", required=False)
    due = DayField(label="Due", required=False, help_text="Such as 4 May 2027, or May 2027.")
    field_order = ["text", "owner", "due"]

    class Meta:
        model = Action
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        labels = {"text": "Action"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.owners = Owners(owners())
        self.fields["owner"].choices = self.owners.choices
        self.initial["owner"] = self.instance.agency.slug if self.instance.agency else self.instance.office
        self.initial["due"] = self.instance.due

    def changes(self) -> dict:
        data = self.cleaned_data
        return {"text": data["text"], "due": data["due"], **self.owners.fields(data["owner"])}


def owners() -> list[Agency]:
    """Agencies that can have something to do: the members and their parts, and whoever has had."""
    members = Agency.objects.members(on=clock.today())
    found = (
        members | Agency.objects.filter(part_of__in=members) | Agency.objects.filter(actions__isnull=False)
    )
    return list(found.distinct().order_by("acronym"))


def fingerprint(text: str) -> str:
    """By which a form knows whether what it was opened with was changed."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:16]


class ItemMinutesForm(forms.Form):
    """What is written on an item of the agenda, and at most one more decision and action on it."""

    theirs = None  # what somebody else wrote there meanwhile

    text = forms.CharField(
        label="Minutes",
        required=False,
        max_length=TEXT * 5,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "form-control minutes-text"}),
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    decision = forms.CharField(
        label="One more decision",
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    action = forms.CharField(
        label="One more action",
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    owner = forms.ChoiceField(
        label="Whose", required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    due = DayField(label="Due", required=False, widget=forms.TextInput(attrs={"class": "form-control"}))

    def __init__(self, *args, item, agencies, **kwargs):
        super().__init__(*args, prefix=f"item{item.pk}", **kwargs)
        self.item = item
        self.owners = Owners(agencies)
        self.fields["owner"].choices = self.owners.choices
        self.initial.setdefault("text", item.minutes)
        self.initial["revision"], self.initial["opened"] = item.revision, fingerprint(item.minutes)

    @property
    def is_rewritten(self) -> bool:
        return fingerprint(self.cleaned_data["text"]) != self.cleaned_data["opened"]

    def clean(self):
        data = super().clean()
        if (data.get("owner") or data.get("due")) and not data.get("action"):
            self.add_error("action", "Say what is to be done.")
        return data

    def action_fields(self) -> dict:
        data = self.cleaned_data
        return {"text": data["action"], "due": data["due"], **self.owners.fields(data["owner"])}


class Owners:
    """Whose an action can be, as one choice."""

    def __init__(self, agencies):
        self.agencies = {agency.slug: agency for agency in agencies}
        self.choices = [
            ("", "nobody yet"),
            *Action.Office.choices,
            *((slug, agency.acronym) for slug, agency in self.agencies.items()),
        ]

    def fields(self, chosen: str) -> dict:
        if chosen in Action.Office.values:
            return {"office": chosen, "agency": None}
        return {"office": "", "agency": self.agencies.get(chosen)}


class CirculateForm(forms.Form):
    day = DayField(label="Comments until", help_text="Such as 14 May 2027.")
    hour = forms.TimeField(
        label="Hour",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not day.day:
            raise forms.ValidationError("Name the day, such as 14 May 2027.")
        return day

    def clean(self):
        data = super().clean()
        if data.get("day"):
            data["until"] = places.in_zone(data["day"].earliest, data.get("hour") or dt.time(18))
            if data["until"] <= clock.now():
                self.add_error("day", "That moment has passed. Choose one ahead.")
        return data


class CommentForm(forms.ModelForm):
    class Meta:
        model = Comment
        fields = ["text"]
        error_messages = {"text": {"required": "Write what you want to say."}}
