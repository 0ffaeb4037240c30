"""The form in which an invited person chooses a password."""

from django.contrib.auth.forms import SetPasswordForm


class PasswordForm(SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "Password"
        self.fields["new_password2"].label = "The same once more"
        self.fields["new_password2"].help_text = ""
