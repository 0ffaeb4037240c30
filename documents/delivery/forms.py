"""The form that links a document with an activity of the workplan or with an external event."""

from django import forms
from django.utils.translation import gettext_lazy

from documents.document.choosers import DocumentChooser
from documents.document.models import Document


class ConnectForm(forms.Form):
    """Chooses one of these documents."""

    document = DocumentChooser(
        Document.objects.none(),
        label=gettext_lazy("Document"),
        error_messages={"required": gettext_lazy("Choose a document.")},
    )

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents.order_by("-pk")


def form_for(user, data=None) -> ConnectForm:
    """Returns the form with the documents that the user may see and that no activity has yet."""
    free = Document.objects.visible_to(user).filter(activity=None)
    return ConnectForm(data, documents=free, prefix="document")
