"""The form to mark a mail as not delivered."""

from django import forms

from foundation.models import Mail
from foundation.text.lengths import TITLE


class ReturnedForm(forms.Form):
    source = forms.ChoiceField(
        label="How it is known",
        choices=[
            (Mail.Source.PROVIDER, "The mail provider reported it"),
            (Mail.Source.HAND, "Somebody said so"),
        ],
        initial=Mail.Source.PROVIDER,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="What was said", max_length=TITLE, help_text="Such as: the mailbox is full, or she has left."
    )
