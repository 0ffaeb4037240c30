"""The form by which a round of clearance opens."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.document.forms import AskingForm
from foundation.text.lengths import TEXT


class OpenForm(AskingForm):
    express = forms.TypedChoiceField(
        label=_("If an agency does not reply"),
        choices=[
            ("", _("Its silence counts as agreement (silence procedure)")),
            ("yes", _("Its silence does not count: every agency has to reply")),
        ],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    note = forms.CharField(
        label=_("Note to the agencies"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "brief"}),
        help_text=_("For example, what has changed since the last round. It is included in the e-mail."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ["day", "hour", "timezone", "express", "agencies", "note"]
