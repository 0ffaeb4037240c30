"""The form by which an agency asks for the page of its application. Robots fill in what people do not see."""

import datetime as dt

from django import forms
from django.core import signing

from foundation import clock
from foundation.fields import NAME

SALT = "agencies.applying"
FASTEST = dt.timedelta(seconds=3)
LONGEST = dt.timedelta(hours=12)


def moment() -> str:
    """When the form was opened, signed."""
    return signing.Signer(salt=SALT).sign_object(int(clock.now().timestamp()))


class BeginForm(forms.Form):
    applicant = forms.CharField(
        label="Name of the agency", max_length=NAME, widget=forms.TextInput({"autocomplete": "organization"})
    )
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="The link to your application goes there, and all news of it.",
    )
    # Out of sight, of the keyboard's way and of a screen reader's ear: only a robot writes there.
    website = forms.CharField(
        required=False,
        label="Leave this empty",
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def is_of_a_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def clean(self):
        values = super().clean()
        if self.errors:
            return values
        try:
            opened = dt.datetime.fromtimestamp(
                signing.Signer(salt=SALT).unsign_object(values.get("opened", "")), dt.UTC
            )
        except (signing.BadSignature, ValueError, TypeError, OverflowError):
            opened = None
        since = clock.now() - opened if opened else LONGEST
        if since < FASTEST:
            raise forms.ValidationError(
                "That was quicker than people type. If you are one, press once more; nothing is lost."
            )
        if since >= LONGEST:
            self._ask_again()
            raise forms.ValidationError(
                "The page was open for a long time. Press the button once more; nothing is lost."
            )
        return values

    def _ask_again(self):
        self.data = self.data.copy()
        self.data["opened"] = moment()
