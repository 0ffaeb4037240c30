import datetime as dt

from django import forms

from agencies.models import Agency
from foundation import clock, rich
from foundation.fields import TEXT, TITLE
from foundation.forms import DayField
from foundation.versions import fingerprint
from meetings import places
from meetings.models import Action, AgendaItem, Asked, Comment, Decision, Restricted


class ItemForm(forms.ModelForm):
    class Meta:
        model = AgendaItem
        fields = [
            "title", "asked", "length", "leads", "restricted", "is_sub", "proposed_by", "paper_by", "summary",
            "purposes",
        ]  # fmt: skip
        labels = {
            "asked": "What is asked",
            "length": "How long",
            "restricted": "Who it is for",
            "summary": "A few lines on it",
            "purposes": "Purposes of the Group that it serves",
        }
        help_texts = {
            "restricted": "Who it is not for never reads of it: in no list, mail, pack or report.",
            "is_sub": "It becomes (a), (b) … under that one, and moves with it.",
            "paper_by": "They are reminded while it is not there.",
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "purposes": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [("", "nothing in particular"), *Asked.choices]
        self.fields["restricted"].choices = Restricted.choices
        self.fields["proposed_by"].empty_label = "the chair"
        self.fields["paper_by"].empty_label = "nobody in particular"


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


def fingerprints(text: str) -> str:
    """Those of a stored text in its two shapes: an editor hands back the one, a bare field the plain one."""
    return " ".join(dict.fromkeys([fingerprint(text), fingerprint(rich.plain(text))]))


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
        self.initial["revision"], self.initial["opened"] = item.revision, fingerprints(item.minutes)

    @property
    def written(self) -> str:
        """What stands in the field, as it would be stored."""
        return rich.clean(self["text"].value() or "")

    @property
    def is_rewritten(self) -> bool:
        return fingerprint(self.cleaned_data["text"]) not in self.cleaned_data["opened"].split()

    @property
    def adds(self) -> bool:
        """Whether it has a decision or an action beside the text."""
        return bool(self.cleaned_data["decision"] or self.cleaned_data["action"])

    def clean_text(self):
        text = rich.clean(self.cleaned_data["text"])
        if len(text) > TEXT * 5:
            raise forms.ValidationError("This text is too long. Attach the greater part of it as a file.")
        return text

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
    next_adopts = forms.TypedChoiceField(
        label="After that",
        required=False,
        choices=[("", "they stand"), ("yes", "the next meeting adopts them: it has an item for that")],
        coerce=bool,
        empty_value=False,
        widget=forms.RadioSelect,
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
