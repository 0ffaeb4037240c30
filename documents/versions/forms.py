from django import forms

from documents.document.models import Language, Part
from foundation.files import storage
from foundation.text import rich
from foundation.text.lengths import TEXT, TITLE

PARTS = [
    ("", "the next version"),
    (Part.REVISION, "a revision (Rev.)"),
    (Part.ADDENDUM, "an addendum, read beside it (Add.)"),
    (Part.CORRIGENDUM, "a corrigendum, which corrects it (Corr.)"),
]


class TextForm(forms.Form):
    text = forms.CharField(
        label="The text",
        max_length=TEXT * 25,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "data-editor": "", "data-kept": ""}),
        error_messages={"required": "There is no text yet. Write some, or bring a file."},
    )
    note = forms.CharField(label="What changed", required=False, max_length=TITLE)
    language = forms.ChoiceField(label="Language", choices=Language)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, stands: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial["text"] = rich.plain(stands)
        else:  # the form came back with errors, so its text is not saved yet
            self.fields["text"].widget.attrs["data-unsaved"] = ""
        shown = self.data.get("text", "") if self.is_bound else stands
        if rich.is_rich(shown):
            self.fields["text"].widget.attrs["data-rich"] = shown

    def clean_after(self):
        return self.cleaned_data["after"] or 0


class FileForm(forms.Form):
    file = forms.FileField(
        label="The file",
        widget=forms.FileInput(attrs={"accept": storage.ACCEPT}),
        help_text="An office file, a PDF, a picture or plain text, 25 MB at most. It is kept as it is.",
    )
    note = forms.CharField(label="What changed", required=False, max_length=TITLE)
    language = forms.ChoiceField(label="Language", choices=Language, required=False)
    part = forms.ChoiceField(label="It is", choices=PARTS, required=False)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_file(self):
        storage.check(self.cleaned_data["file"])
        return self.cleaned_data["file"]

    def clean_language(self):
        return self.cleaned_data["language"] or Language.ENGLISH
