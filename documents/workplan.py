"""What connects documents with the activities of the workplan that bring them about."""

from django import forms

from documents.models import Document
from foundation.sections import Panel


class ConnectForm(forms.Form):
    """One of these documents, by its title."""

    document = forms.ModelChoiceField(Document.objects.none(), empty_label="choose one")

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents.order_by("title", "pk")
        self.fields["document"].widget.attrs["class"] = "form-select"


def form_for(user, data=None) -> ConnectForm:
    """Of the documents that the person may see, those that no activity of the workplan has yet."""
    free = Document.objects.visible_to(user).filter(activity=None)
    return ConnectForm(data, documents=free, prefix="document")


def of_activity(activity, user):
    """The documents that an activity of the workplan brought about, as far as this reader may see them."""
    documents = Document.objects.visible_to(user).filter(activity=activity).select_related("lead")
    may_connect = user.has_perm("chairmanship.note_activity", activity)
    if not (documents or may_connect):
        return None
    return {
        "activity": activity,
        "documents": documents,
        "form": may_connect and form_for(user),
    }


PANELS = [Panel("activity", 30, "Documents", "documents/_activity_documents.html", of_activity)]
