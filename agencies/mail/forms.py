"""The form to mark a mail as not delivered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.models import Mail
from foundation.text.lengths import TITLE


class ReturnedForm(forms.Form):
    source = forms.ChoiceField(
        label=_("How do you know?"),
        choices=[
            (Mail.Source.PROVIDER, _("The mail provider reported it")),
            (Mail.Source.HAND, _("Somebody told us")),
        ],
        initial=Mail.Source.PROVIDER,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What was the reason?"),
        max_length=TITLE,
        help_text=_(
            "For example: the address does not exist, or she has left. We then send no reminders there until "
            "somebody says that it works again."
        ),
    )
