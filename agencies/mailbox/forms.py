"""The form that says how long received messages are kept."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DaysForm(forms.Form):
    days = forms.IntegerField(
        label=_("Keep received e-mails for how many days?"),
        min_value=7,
        max_value=3650,
        help_text=_(
            "After that the portal deletes its copy, also of e-mails that nobody has confirmed. What was "
            "recorded stays."
        ),
    )
