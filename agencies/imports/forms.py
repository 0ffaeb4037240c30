"""The form to choose a table."""

from django import forms

from agencies.imports import actions
from foundation.files.storage import LARGEST
from foundation.verbs import Refused


class ImportForm(forms.Form):
    upload = forms.FileField(
        label="Table",
        help_text="CSV or Excel, with the names of the columns in the first row.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload.size > LARGEST:
            raise forms.ValidationError(f"A table can have {LARGEST // 1024**2} MB.")
        try:
            self.table = actions.read(upload)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
        return upload
