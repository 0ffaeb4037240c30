"""The forms of the handover: lines, comments, taking over, and the narrative."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from chairmanship.handover.models import Handover, HandoverLine
from chairmanship.handover.narrative import LABELS
from foundation.text import rich
from foundation.text.lengths import TEXT, TITLE
from foundation.text.revisions import fingerprint
from foundation.text.rich import merging
from foundation.text.rich.merging import Merged
from foundation.web.writing import RichField, RichWidget, base_of, choices_of, with_draft


class LineForm(forms.ModelForm):
    """A line of the handover: something to pass on that is outside the portal."""

    class Meta:
        model = HandoverLine
        fields = ["text"]
        labels = {"text": _("What else needs to be passed on?")}


class CommentForm(forms.Form):
    """A comment of the troika on a text of the narrative."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=TEXT,
        error_messages={
            "required": _("Write your comment."),
            "max_length": _("A comment can have up to %(limit_value)s characters. Please split it in two."),
        },
    )


class AnswerForm(forms.Form):
    """The chair's answer to a comment."""

    answer = forms.CharField(
        label=_("Your reply"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Optional. The author of the comment is told in either case."),
    )


class TakeOverForm(forms.ModelForm):
    """The remarks of the incoming chair."""

    class Meta:
        model = Handover
        fields = ["remarks"]
        labels = {"remarks": _("Remarks")}
        help_texts = {"remarks": _("Optional. What is missing, or what would you like to know more about?")}


class NarrativeField(RichField):
    """A text of the narrative. Its limit holds for each block, which is stored by itself."""

    def __init__(self, *, max_length: int | None = None, **kwargs):
        widget = RichWidget({"rows": 3, "autocomplete": "off"})
        super().__init__(required=False, widget=widget, max_length=max_length, **kwargs)

    def validate(self, value):
        super().validate(value)
        if any(rich.length(block) > TEXT for block in rich.split(value)):
            raise forms.ValidationError(
                _("A paragraph can have up to %(limit)s characters. Please split the longest one.")
                % {"limit": TEXT}
            )


class NarrativeForm(forms.Form):
    """Some texts of the narrative, by their names. Sections of the report can have images.

    `images` is the address to which these are uploaded.
    """

    def __init__(self, *args, names: Iterable[str], images: str, **kwargs):
        super().__init__(*args, **kwargs)
        for name in names:
            if name == "theme":
                field = forms.CharField(required=False, max_length=TITLE)
            elif name == "objective":
                field = NarrativeField(max_length=TEXT)
            else:
                field = NarrativeField(images=images)
            field.label = LABELS[name]
            self.fields[name] = field

    def clean_theme(self):
        """Returns the theme, or theirs if that was chosen."""
        theirs = self.data.get("theme-base", "")
        return merging.settle(self.cleaned_data["theme"], theirs, choices_of(self.data, "theme"))

    def saves_at(self, address) -> None:
        """Makes each text save itself at `address(name)` while it is typed, or keep what is not saved yet."""
        for name, field in self.fields.items():
            field.widget.attrs |= {"data-unsaved": ""} if self.is_bound else {"data-save": address(name)}

    @property
    def seen(self) -> dict[str, str]:
        """The fingerprint of each text when the form was opened. It shows whether somebody else has changed
        it.
        """
        return {name: self.data.get(f"{name}-revision", "") for name in self.fields}

    @property
    def bases(self) -> dict[str, str | None]:
        """The texts with which the form was opened, by name; None if it does not say."""
        bases = {name: base_of(self.data, name) for name in self.fields}
        return bases | {"theme": self.data.get("theme-base")}  # which is no rich text

    def show(self, merged: dict[str, Merged], now: dict[str, str]) -> None:
        """Shows the texts that somebody else has changed as merged, to be saved over those of now."""
        for name, one in merged.items():
            self.data = with_draft(self.data, name, draft=one.draft, base=now[name])
            self.data[f"{name}-revision"] = fingerprint(now[name])
