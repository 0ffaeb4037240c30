"""The form to choose the day for a list of members or of people."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TypedDay(forms.DateField):
    """A day that is chosen or typed, or empty."""

    def __init__(self):
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d", "%d %B %Y", "%d %b %Y"],
            error_messages={
                "invalid": _("This is not a valid date. Write it as 30 June 2007 or 2007-06-30.")
            },
        )


class OnDateForm(forms.Form):
    """The day of a list (empty means today), and an earlier day to compare it with."""

    on = TypedDay()
    since = TypedDay()
