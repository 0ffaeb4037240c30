from django import forms
from django.utils.translation import gettext_lazy as _

from documents.document.models import Language, Part
from foundation.files import storage
from foundation.text.lengths import TEXT, TITLE
from foundation.web.writing import RichField, RichWidget

PARTS = [
    ("", _("the next version")),
    (Part.REVISION, _("a revision (Rev.)")),
    (Part.ADDENDUM, _("an addendum, to be read with it (Add.)")),
    (Part.CORRIGENDUM, _("a corrigendum, which corrects it (Corr.)")),
]


class TextForm(forms.Form):
    text = RichField(
        label=_("Text"),
        max_length=TEXT * 25,
        widget=RichWidget({"rows": 22, "data-kept": ""}),
        error_messages={"required": _("There is no text yet. Write some, or upload a file.")},
    )
    note = forms.CharField(label=_("What changed"), required=False, max_length=TITLE)
    language = forms.ChoiceField(label=_("Language"), choices=Language)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, stands: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial["text"] = stands
        else:  # the form came back with errors, so its text is not saved yet
            self.fields["text"].widget.attrs["data-unsaved"] = ""

    def clean_after(self):
        return self.cleaned_data["after"] or 0


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": storage.ACCEPT}),
        help_text=_("Office file, PDF, picture or plain text, up to 25 MB. The file is stored unchanged."),
    )
    note = forms.CharField(label=_("What changed"), required=False, max_length=TITLE)
    language = forms.ChoiceField(label=_("Language"), choices=Language, required=False)
    part = forms.ChoiceField(label=_("Type of version"), choices=PARTS, required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_file(self):
        storage.check(self.cleaned_data["file"])
        return self.cleaned_data["file"]

    def clean_language(self):
        return self.cleaned_data["language"] or Language.ENGLISH
