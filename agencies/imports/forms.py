"""The form to choose a table."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.imports import actions
from foundation.files.storage import LARGEST, require_content
from foundation.verbs import Refused


class ImportForm(forms.Form):
    upload = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("CSV or Excel (.xlsx), with the column names in the first row."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload.size > LARGEST:
            raise forms.ValidationError(
                _("The file is too large. The limit is %(limit)s MB.") % {"limit": LARGEST // 1024**2}
            )
        try:
            require_content(upload)
            self.table = actions.read(upload)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
        return upload
