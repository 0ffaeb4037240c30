"""The form by which a round of clearance opens. A file with a password needs a confirmation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.clearance.models import Round
from documents.document.forms import AskingForm
from foundation.text.lengths import TEXT


class OpenForm(AskingForm):
    level = forms.ChoiceField(
        label=_("Level of clearance"),
        choices=[
            (Round.Level.FOCAL_POINT, _("Focal point")),
            (Round.Level.PRINCIPAL, _("Principal’s office")),
        ],
        widget=forms.RadioSelect,
        initial=Round.Level.FOCAL_POINT,
        required=False,
        help_text=_(
            "If you ask for the principal’s office, principals and their alternates also receive the e-mail, "
            "and the reply says who cleared the text."
        ),
    )
    express = forms.TypedChoiceField(
        label=_("If an agency does not reply"),
        choices=[
            ("", _("Its silence counts as agreement (silence procedure)")),
            ("yes", _("Its silence does not count: every agency has to reply")),
        ],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    note = forms.CharField(
        label=_("Note to the agencies"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "brief"}),
        help_text=_("For example, what has changed since the last round. It is included in the e-mail."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    locked = forms.BooleanField(
        label=_("The file is protected by a password. Agencies have it, or I will send it to them."),
        help_text=_(
            "Without the password they cannot read the file. You can also upload a file without one."
        ),
        error_messages={
            "required": _(
                "The file is protected by a password. Tick the box if agencies will have the password, or "
                "upload a file without one first."
            )
        },
    )
    field_order = ["day", "hour", "timezone", "level", "express", "agencies", "note", "locked"]

    def __init__(self, *args, is_locked: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_locked:
            del self.fields["locked"]

    def clean_level(self):
        return self.cleaned_data["level"] or Round.Level.FOCAL_POINT

    @property
    def values(self) -> dict:
        return {name: value for name, value in super().values.items() if name != "locked"}


class ValuesForm(forms.Form):
    """A form whose fields are the arguments of the verb."""

    @property
    def values(self) -> dict:
        return self.cleaned_data


class DissociateForm(ValuesForm):
    text = forms.CharField(
        label=_("Footnote"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "brief", "dir": "auto"}),
        help_text=_(
            "It will stand on the page of the document, on its public page, and in its PDF and Word files. "
            "You can take it back until the document is public."
        ),
        error_messages={"required": _("Please write from what your agency dissociates itself, and why.")},
    )


class NoteForm(ValuesForm):
    sentence = forms.CharField(
        label=_("Why is it noted only?"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "brief", "dir": "auto"}),
        help_text=_("The agency receives it."),
        error_messages={"required": _("Please say in a sentence why it is noted only.")},
    )
