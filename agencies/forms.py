from django import forms


class OnDateForm(forms.Form):
    """The day of which a list is asked for. Empty means today."""

    on = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d", "%d %B %Y", "%d %b %Y"],
        error_messages={"invalid": "This is not a day that exists. Write it as 30 June 2007 or 2007-06-30."},
    )
