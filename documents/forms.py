from django import forms
from django.db.models import Q

from chairmanship.models import Chairmanship
from documents.models import Document


class FilterForm(forms.Form):
    """What a list of documents is narrowed to. What is not understood narrows nothing."""

    q = forms.CharField(label="Words", required=False, max_length=200)
    kind = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)
    term = forms.ModelChoiceField(Chairmanship.objects.none(), required=False, empty_label="Any term")

    def __init__(self, data, *, documents):
        super().__init__(data)
        kinds = set(documents.order_by().values_list("kind", flat=True).distinct())
        states = set(documents.order_by().values_list("state", flat=True).distinct())
        self.fields["kind"].choices = [
            ("", "Any kind"),
            *((k, k) for k in Document.Kind.values if k in kinds),
        ]
        self.fields["state"].choices = [
            ("", "Any state"),
            *((state, state) for state in Document.State.values if state in states),
        ]
        terms = Chairmanship.objects.filter(documents__in=documents).select_related("agency").distinct()
        self.fields["term"].queryset = terms.order_by("-starts")
        for field in self.fields.values():
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if select else "form-control"

    def narrow(self, documents):
        self.is_valid()
        chosen = self.cleaned_data
        for word in chosen.get("q", "").split():
            fields = ("title", "summary", "symbol", "note", "lead__acronym")
            words = Q()
            for field in fields:
                words |= Q(**{f"{field}__icontains": word})
            documents = documents.filter(words)
        return documents.filter(
            **{name: chosen[name] for name in ("kind", "state", "term") if chosen.get(name)}
        )
