"""The filters of a list of documents. A filter that makes no sense filters nothing."""

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, Purpose
from chairmanship.models import Chairmanship
from chairmanship.rotation.choosers import TermChooser
from documents.clearance.models import Round
from documents.clearance.status import cleared_by_the_clock, in_state
from documents.document.models import Contributor, Document, DocumentPurpose, DocumentVersion, Language
from foundation.text.searching import sought


def holding(word: str, *, public_only: bool):
    """Returns the keys of documents with that word in title, details, lead agency, texts or files.

    The word is one of those that `sought` returns. With `public_only` it searches only published texts and
    files. Each part has its own index, so they are searched apart.
    """
    versions = DocumentVersion.objects.filter(words__contains=word)
    if public_only:
        versions = versions.filter(published_at__isnull=False)
    documents = Document.objects.order_by().values("pk")
    return documents.filter(words__contains=word).union(
        documents.filter(lead__acronym__icontains=word), versions.order_by().values("document")
    )


class FilterForm(forms.Form):
    """The filters of a list of documents. They offer only values that some document has."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    term = TermChooser(
        Chairmanship.objects.none(),
        label=gettext_lazy("Chair"),
        required=False,
        empty_label=gettext_lazy("All chairs"),
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=gettext_lazy("Agency"),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("All agencies"),
    )
    purpose = forms.ModelChoiceField(
        Purpose.objects.none(),
        label=gettext_lazy("Purpose"),
        required=False,
        empty_label=gettext_lazy("All purposes"),
    )

    def __init__(self, data, *, documents, public_only: bool):
        super().__init__(data)
        self.public_only = public_only
        there = documents.order_by()
        kinds = set(there.values_list("kind", flat=True).distinct())
        self._offer("kind", _("All kinds"), Document.Kind.choices, kinds)
        states = set(there.values_list("state", flat=True).distinct())
        if not public_only and cleared_by_the_clock(Round.objects.all()):
            states.add(Document.State.CLEARED)
        self._offer("state", _("All states"), Document.State.choices, states)
        years = there.with_year().exclude(year=None).values_list("year", flat=True).distinct()
        self._offer("year", _("All years"), [(one, one) for one in sorted(years, reverse=True)], set(years))
        versions = self._versions().filter(document__in=there).order_by()
        written = set(versions.values_list("language", flat=True).distinct())
        self._offer("language", _("All languages"), Language.choices, written)
        if len(written) < 2:
            del self.fields["language"]
        terms = Chairmanship.objects.filter(pk__in=there.values("term")).select_related("agency")
        self.fields["term"].queryset = terms.order_by("-starts")
        led, joined = there.values("lead"), Contributor.objects.filter(document__in=there)
        self.fields["agency"].queryset = Agency.objects.filter(
            Q(pk__in=led) | Q(pk__in=joined.values("agency"))
        )
        served = DocumentPurpose.objects.filter(document__in=there)
        self.fields["purpose"].queryset = Purpose.objects.filter(pk__in=served.values("purpose"))
        for field in self.fields.values():
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if select else "form-control"

    def _versions(self):
        return DocumentVersion.objects.public() if self.public_only else DocumentVersion.objects.all()

    def _offer(self, name: str, all_of_them: str, choices, there: set) -> None:
        self.fields[name].choices = [("", all_of_them), *(one for one in choices if one[0] in there)]

    def narrow(self, documents):
        """Returns the documents that fit the filters."""
        self.is_valid()
        chosen = self.cleaned_data
        for word in sought(chosen.get("q", "")):
            documents = documents.filter(pk__in=holding(word, public_only=self.public_only))
        if chosen.get("year"):
            documents = documents.with_year().filter(year=chosen["year"])
        if chosen.get("language"):
            written = self._versions().filter(document=OuterRef("pk"), language=chosen["language"])
            documents = documents.filter(Exists(written))
        if chosen.get("agency"):
            documents = documents.of_agency(chosen["agency"])
        if chosen.get("purpose"):
            documents = documents.filter(purposes=chosen["purpose"])
        if chosen.get("state"):
            documents = in_state(documents, chosen["state"])
        return documents.filter(**{name: chosen[name] for name in ("kind", "term") if chosen.get(name)})
