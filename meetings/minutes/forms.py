"""The forms of minutes: to write by item, circulate, comment, attach, and issue a corrigendum."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dates import clock, hours
from foundation.files import storage
from foundation.text import rich
from foundation.text.lengths import TEXT
from foundation.text.revisions import fingerprint
from foundation.web.forms import DayField, DayInput, WholeDayField
from foundation.web.writing import RichField, RichWidget, base_of
from meetings.followup.forms import ActionForm, DecisionForm, Owners
from meetings.minutes.models import Comment


def fingerprints(text: str) -> str:
    """Returns the fingerprints of a stored text: as it is, and as a form gives it back."""
    return " ".join(dict.fromkeys([fingerprint(text), fingerprint(rich.clean(text))]))


class ItemMinutesForm(forms.Form):
    """The minutes on an item of the agenda, and at most one more decision and action point on it."""

    clashes = ()  # what somebody else changed as well, with the choices for each

    text = RichField(
        label=gettext_lazy("Minutes"),
        required=False,
        max_length=TEXT * 5,
        widget=RichWidget({"rows": 5}),
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    decision = forms.CharField(
        label=gettext_lazy("Another decision"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    action = forms.CharField(
        label=gettext_lazy("Another action point"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Responsible"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    due = DayField(
        label=gettext_lazy("Due"), required=False, widget=DayInput(attrs={"class": "form-control"})
    )

    def __init__(self, *args, item, agencies, **kwargs):
        super().__init__(*args, prefix=f"item{item.pk}", **kwargs)
        self.item = item
        self.owners = Owners(agencies)
        self.fields["owner"].choices = self.owners.choices
        self.initial.setdefault("text", item.minutes)
        self.initial["revision"], self.initial["opened"] = item.revision, fingerprints(item.minutes)

    @property
    def base(self) -> str | None:
        """The text that the form was opened with; None if it does not say."""
        return base_of(self.data, self["text"].html_name)

    @property
    def written(self) -> str:
        """The text in the field, as it would be stored."""
        return rich.clean(self["text"].value() or "")

    @property
    def is_rewritten(self) -> bool:
        """Whether the text is not the one that the form was opened with."""
        return fingerprint(self.cleaned_data["text"]) not in self.cleaned_data["opened"].split()

    @property
    def adds(self) -> bool:
        """Whether it has a decision or an action point beside the text."""
        return bool(self.cleaned_data["decision"] or self.cleaned_data["action"])

    def clean(self):
        data = super().clean()
        if (data.get("owner") or data.get("due")) and not data.get("action"):
            self.add_error("action", _("Please say what is to be done."))
        return data

    def action_fields(self) -> dict:
        data = self.cleaned_data
        return {"text": data["action"], "due": data["due"], **self.owners.fields(data["owner"])}


class CirculateForm(forms.Form):
    """Until when members may comment, and how the minutes are then adopted. Gives `until`, aware."""

    day = WholeDayField(label=gettext_lazy("Comments by"), help_text=gettext_lazy("For example 14 May 2027."))
    hour = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    next_adopts = forms.TypedChoiceField(
        label=gettext_lazy("How they are adopted"),
        required=False,
        choices=[
            ("", gettext_lazy("They are adopted at the end of that period.")),
            ("yes", gettext_lazy("The next meeting adopts them; its agenda has an item for that.")),
        ],
        coerce=bool,
        empty_value=False,
        widget=forms.RadioSelect,
    )

    def clean(self):
        data = super().clean()
        if data.get("day"):
            data["until"] = hours.in_zone(data["day"], data.get("hour") or dt.time(18))
            if data["until"] <= clock.now():
                self.add_error("day", _("That date and time have passed. Choose a later one."))
        return data


class CommentForm(forms.ModelForm):
    """A comment on draft minutes."""

    class Meta:
        model = Comment
        fields = ["text"]
        error_messages = {"text": {"required": gettext_lazy("Please write your comment.")}}


class CommentChangeForm(CommentForm):
    """Another text for a comment. `seen` is the fingerprint of the text that its writer saw."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = fingerprint(self.instance.text)
        self.fields["text"].label = gettext_lazy("Your comment")


class CommentAnswerForm(forms.Form):
    """Whether a comment is incorporated, and an answer. `seen` is the fingerprint of the comment."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    taken_in = forms.TypedChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[("yes", gettext_lazy("Incorporated")), ("no", gettext_lazy("Not incorporated"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Your reply"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Required if the comment is not incorporated. The agency will see it."),
    )


def _reason() -> forms.CharField:
    """Returns the field that says what a corrigendum corrects."""
    return forms.CharField(
        label=gettext_lazy("What is corrected"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Shown with the corrigendum, for example “The date of the seminar is 4 May.”"),
    )


class CorrectionForm(forms.Form):
    """A corrigendum: the new text, and what is changed."""

    text = RichField(
        label=gettext_lazy("Corrected text"),
        required=False,
        max_length=TEXT * 5,
        widget=RichWidget({"rows": 10}),
    )
    reason = _reason()

    def __init__(self, *args, stands: str, **kwargs):
        super().__init__(*args, initial={"text": stands}, **kwargs)


class DecisionCorrectionForm(DecisionForm):
    """A corrigendum to the wording of a decision."""

    reason = _reason()


class ActionCorrectionForm(ActionForm):
    """A corrigendum to an action point: its wording, who is responsible, or by when."""

    reason = _reason()


class WholeCorrectionForm(forms.Form):
    """A corrigendum to the minutes as a whole, in words or with another file."""

    reason = forms.CharField(
        label=gettext_lazy("What is corrected"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Shown with the corrigendum, for example “UNESCO took part and is missing from the list.”"
        ),
    )
    before = forms.CharField(
        label=gettext_lazy("The minutes say"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    after = forms.CharField(
        label=gettext_lazy("They should say"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": storage.ACCEPT}),
        help_text=gettext_lazy(
            "Only if the minutes are a file: the corrected one, up to 25 MB. The earlier one stays."
        ),
    )

    def clean_file(self):
        if file := self.cleaned_data["file"]:
            storage.check(file)
        return file


class MinutesFileForm(forms.Form):
    """A file with minutes, and whether they are adopted with it."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": storage.ACCEPT}),
        help_text=gettext_lazy("The minutes as a PDF or office file, up to 25 MB."),
    )
    stand = forms.BooleanField(
        label=gettext_lazy("These minutes are already adopted"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Nobody will be asked for comments."),
    )

    def clean_file(self):
        storage.check(self.cleaned_data["file"])
        return self.cleaned_data["file"]
