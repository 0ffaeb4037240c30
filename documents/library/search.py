"""The filters of a list of documents. A filter that makes no sense filters nothing."""

from django import forms
from django.db.models import Exists, OuterRef, Q

from agencies.models import Purpose
from chairmanship.models import Chairmanship
from documents.clearance.models import Round
from documents.clearance.status import cleared_by_the_clock, in_state
from documents.document.models import Document, DocumentVersion

FIELDS = ("title", "summary", "symbol", "note", "lead__acronym")


def holding(word: str, *, public_only: bool) -> Q:
    """Returns the condition for documents with that word in title, details, texts or files.

    With `public_only` it searches only published texts and files.
    """
    found = Q()
    for field in FIELDS:
        found |= Q(**{f"{field}__icontains": word})
    versions = DocumentVersion.objects.filter(document=OuterRef("pk"), words__icontains=word)
    if public_only:
        versions = versions.filter(published_at__isnull=False)
    return found | Exists(versions)


class FilterForm(forms.Form):
    """The filters of a list of documents. They offer only values that some document has."""

    q = forms.CharField(label="Words", required=False, max_length=200)
    kind = forms.ChoiceField(required=False)
    year = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)
    term = forms.ModelChoiceField(
        Chairmanship.objects.none(), label="Chair", required=False, empty_label="Any chair"
    )
    purpose = forms.ModelChoiceField(Purpose.objects.none(), required=False, empty_label="Any purpose")

    def __init__(self, data, *, documents, public_only: bool):
        super().__init__(data)
        self.public_only = public_only
        there = documents.order_by()
        self._offer("kind", "Any kind", Document.Kind.choices, set(there.values_list("kind", flat=True)))
        states = set(there.values_list("state", flat=True))
        if not public_only and cleared_by_the_clock(Round.objects.all()):
            states.add(Document.State.CLEARED)
        self._offer("state", "Any state", Document.State.choices, states)
        years = there.with_year().exclude(year=None).values_list("year", flat=True).distinct()
        self._offer("year", "Any year", [(year, year) for year in sorted(years, reverse=True)], set(years))
        terms = Chairmanship.objects.filter(documents__in=documents).select_related("agency").distinct()
        self.fields["term"].queryset = terms.order_by("-starts")
        self.fields["purpose"].queryset = Purpose.objects.filter(documents__in=documents).distinct()
        for field in self.fields.values():
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if select else "form-control"

    def _offer(self, name: str, all_of_them: str, order, there: set) -> None:
        self.fields[name].choices = [("", all_of_them), *(one for one in order if one[0] in there)]

    def narrow(self, documents):
        """Returns the documents that fit the filters."""
        self.is_valid()
        chosen = self.cleaned_data
        for word in chosen.get("q", "").split():
            documents = documents.filter(holding(word, public_only=self.public_only))
        if chosen.get("year"):
            documents = documents.with_year().filter(year=chosen["year"])
        if chosen.get("purpose"):
            documents = documents.filter(purposes=chosen["purpose"])
        if chosen.get("state"):
            documents = in_state(documents, chosen["state"])
        return documents.filter(**{name: chosen[name] for name in ("kind", "term") if chosen.get(name)})
