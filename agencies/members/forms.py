"""The day of which the members, or the people of an agency, are asked for."""

from django import forms


class TypedDay(forms.DateField):
    """A day that is chosen or typed, or none."""

    def __init__(self):
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d", "%d %B %Y", "%d %b %Y"],
            error_messages={
                "invalid": "This is not a day that exists. Write it as 30 June 2007 or 2007-06-30."
            },
        )


class OnDateForm(forms.Form):
    """The day of which a list is asked for, today when it is empty; and one before it to compare with."""

    on = TypedDay()
    since = TypedDay()
