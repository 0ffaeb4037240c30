"""The form that links a document with an activity of the workplan or with an external event."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.document.models import Document
from foundation.text import sorting
from foundation.text.lengths import TITLE
from foundation.text.words import listed
from foundation.web.forms import CHOOSE

NEWEST = 50


class ConnectForm(forms.Form):
    """Chooses one of these documents: one of the newest from a list, any by words of its title."""

    document = forms.ModelChoiceField(Document.objects.none(), required=False, label=gettext_lazy("Document"))
    words = forms.CharField(
        required=False,
        max_length=TITLE,
        label=gettext_lazy("Or words of its title"),
        help_text=gettext_lazy("If it is not in the list."),
    )

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        self.documents, field = documents, self.fields["document"]
        newest = list(documents.order_by("-pk").only("title")[: NEWEST + 1])
        field.queryset = documents
        shown = sorting.ordered(newest[:NEWEST], by=lambda one: one.title)
        field.widget.choices = [("", CHOOSE), *((one.pk, one.title) for one in shown)]
        field.widget.attrs["class"] = "form-select"
        self.fields["words"].widget.attrs["class"] = "form-control"
        if len(newest) <= NEWEST:
            del self.fields["words"]

    def clean(self):
        values = super().clean()
        words = values.get("words", "")
        if not values.get("document") and words:
            values["document"] = self._called(words)
        if not values.get("document") and not self.errors:
            raise forms.ValidationError(_("Choose a document from the list."))
        return values

    def _called(self, words: str) -> Document:
        exact = list(self.documents.filter(title__iexact=words)[:2])
        if len(exact) == 1:
            return exact[0]
        found = self.documents
        for word in words.split()[:10]:
            found = found.filter(title__icontains=word)
        found = list(found.order_by("title", "pk")[:4])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("No document has “%(words)s” in its title.") % {"words": words})
        titles = listed([f"“{one}”" for one in found[:3]] + [_("others")] * (len(found) > 3))
        raise forms.ValidationError(
            _("Several documents have “%(words)s” in their titles: %(titles)s. Add more words.")
            % {"words": words, "titles": titles}
        )

    @property
    def wrong(self) -> str:
        """Why nothing was connected."""
        return _("Nothing was linked. %(reason)s") % {"reason": next(iter(self.errors.values()))[0]}


def form_for(user, data=None) -> ConnectForm:
    """Returns the form with the documents that the user may see and that no activity has yet."""
    free = Document.objects.visible_to(user).filter(activity=None)
    return ConnectForm(data, documents=free, prefix="document")
