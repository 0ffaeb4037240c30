"""The form of a troika note."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chairmanship.outside.forms import Revised
from chairmanship.troika.models import TroikaNote


class NoteForm(Revised):
    class Meta:
        model = TroikaNote
        fields = ["kind", "title", "text"]
        labels = {"kind": _("Type"), "title": _("Title"), "text": _("Text")}
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 16})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = TroikaNote.Kind.choices
