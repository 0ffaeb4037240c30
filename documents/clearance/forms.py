"""The form by which a round of clearance opens."""

from django import forms

from documents.document.forms import AskingForm
from foundation.text.lengths import TEXT


class OpenForm(AskingForm):
    express = forms.TypedChoiceField(
        label="What silence means",
        choices=[
            ("", "It is agreement: who says nothing until then agrees"),
            ("yes", "Nothing: every agency has to reply"),
        ],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    note = forms.CharField(
        label="What to look at",
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "brief"}),
        help_text="Such as what changed since the last round. It stands in the mail.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ["day", "hour", "timezone", "express", "agencies", "note"]
