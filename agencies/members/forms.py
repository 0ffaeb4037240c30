"""The form to choose the day for a list of members or of people."""

from django import forms

from foundation.dates.fields import WholeDayField


class OnDateForm(forms.Form):
    """The day of a list (empty means today), and an earlier day to compare it with."""

    on = WholeDayField(required=False)
    since = WholeDayField(required=False)
