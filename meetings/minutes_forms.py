"""The forms around minutes that are out: comments answered, corrections, what became of things."""

from django import forms

from foundation import files, rich
from foundation.fields import TEXT
from meetings.models import Decision


class CommentAnswerForm(forms.Form):
    taken_in = forms.TypedChoiceField(
        label="The comment",
        choices=[("yes", "is taken in"), ("no", "is not taken in")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Your answer",
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed only where it is not taken in. The agency that made it reads it.",
    )


class CorrectionForm(forms.Form):
    text = forms.CharField(
        label="The text as it should read",
        required=False,
        max_length=TEXT * 5,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "data-editor": ""}),
    )
    reason = forms.CharField(
        label="What is corrected",
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="A sentence that stands with the correction, such as “The date of the seminar is 4 May.”",
    )

    def __init__(self, *args, stands: str, **kwargs):
        super().__init__(*args, initial={"text": rich.plain(stands)}, **kwargs)
        # What was typed, where it comes back: else the editor would open with what stood before.
        self.written = rich.clean(self["text"].value() or "") if self.is_bound else stands
        if rich.is_rich(self.written):
            self.fields["text"].widget.attrs["data-rich"] = self.written


class LaterDecision(forms.ModelChoiceField):
    def label_from_instance(self, decision):
        text = decision.text if len(decision.text) < 90 else f"{decision.text[:88]}…"
        return f"{decision.item.meeting.date}: {text}"


class SettleForm(forms.Form):
    """What became of a decision."""

    state = forms.ChoiceField(
        label="The decision",
        required=False,
        choices=[("", "is in force"), ("done", "is done"), ("superseded", "is superseded")],
        widget=forms.RadioSelect,
    )
    superseded_by = LaterDecision(
        queryset=Decision.objects.none(),
        label="Superseded by",
        required=False,
        empty_label="nothing that is in the portal",
        help_text="Only where it is superseded.",
    )
    note = forms.CharField(
        label="In a sentence", required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, later, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["superseded_by"].queryset = later


class ActionReportForm(forms.Form):
    """How an action stands, in its owner's words; and which words they saw as they wrote."""

    seen = forms.CharField(required=False, max_length=TEXT, widget=forms.HiddenInput)
    report = forms.CharField(
        label="How it stands",
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence is enough, and none is needed.",
    )


class MinutesFileForm(forms.Form):
    file = forms.FileField(
        label="File",
        widget=forms.FileInput(attrs={"accept": files.ACCEPT}),
        help_text="A PDF or an office file with the minutes as they were written, 25 MB at most.",
    )
    stand = forms.BooleanField(
        label="These minutes stand as they are",
        required=False,
        initial=True,
        help_text="They were adopted at the time; nobody is asked for comments.",
    )

    def clean_file(self):
        files.check(self.cleaned_data["file"])
        return self.cleaned_data["file"]
