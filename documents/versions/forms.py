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
        widget=RichWidget({"rows": 22}),
        error_messages={"required": _("There is no text yet. Write some, or upload a file.")},
    )
    note = forms.CharField(label=_("What changed"), required=False, max_length=TITLE)
    language = forms.ChoiceField(label=_("Language"), choices=Language)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, stands: str = "", images: str = "", is_unsaved: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].images = images
        if not self.is_bound:
            self.initial["text"] = stands
        if self.is_bound or is_unsaved:  # with errors, or from a Word file
            self.fields["text"].widget.attrs["data-unsaved"] = ""

    def clean_after(self):
        return self.cleaned_data["after"] or 0


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Word file"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_(
            "A Word document (.docx), up to 25 MB. You see its text in the editor first. Nothing is saved as "
            "a version until you save it there."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=Language)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if storage.ending(file.name) != "docx":
            raise forms.ValidationError(
                _("“%(name)s” is not a Word document (.docx). Please save it as one, and choose that file.")
                % {"name": file.name}
            )
        storage.check(file)
        return file


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
