"""What connects documents with the activities of the workplan that bring them about."""

from django import forms

from documents.models import Document
from foundation.sections import Panel


class ConnectForm(forms.Form):
    """A document that no activity of the workplan has yet, of those that the person may see."""

    document = forms.ModelChoiceField(Document.objects.none(), empty_label="choose one")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        free = Document.objects.visible_to(user).filter(activity=None)
        self.fields["document"].queryset = free.order_by("title", "pk")
        self.fields["document"].widget.attrs["class"] = "form-select"


def of_activity(activity, user):
    """The documents that an activity of the workplan brought about, as far as this reader may see them."""
    documents = Document.objects.visible_to(user).filter(activity=activity).select_related("lead")
    may_connect = user.has_perm("chairmanship.note_activity", activity)
    if not (documents or may_connect):
        return None
    return {
        "activity": activity,
        "documents": documents,
        "form": may_connect and ConnectForm(user=user, prefix="document"),
    }


PANELS = [Panel("activity", 30, "Documents", "documents/_activity_documents.html", of_activity)]
