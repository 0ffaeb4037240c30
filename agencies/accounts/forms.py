"""The form in which an invited person chooses a password."""

from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _


class PasswordForm(SetPasswordForm):
    error_messages = {"password_mismatch": _("The two passwords are not the same. Type them again.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("Password")
        self.fields["new_password2"].label = _("Repeat password")
        self.fields["new_password2"].help_text = ""
