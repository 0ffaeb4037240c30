"""The forms of documents: the details of one, a new edition, and with whom it was shared."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, Purpose
from chairmanship.models import Chairmanship, Occasion, WorkplanActivity
from documents.document.models import Document, Sharing
from foundation.dates import clock
from foundation.text.lengths import TITLE
from foundation.web.forms import CHOOSE, DayField, KeptForm, WholeDayField

DAY = gettext_lazy("For example 14 May 2027, May 2027 or 2027.")


class DocumentForm(KeptForm):
    """The details of a document. Only title and kind are required."""

    beside = {"takes effect": "standing", "": "title"}

    date = DayField(label=gettext_lazy("Date"), required=False, help_text=DAY)

    class Meta:
        model = Document
        fields = [
            "title", "kind", "lead", "contributors", "summary", "purposes", "term", "origin", "activity",
            "occasion", "date", "address", "note", "standing", "holds_from", "purposes_edition",
        ]  # fmt: skip
        labels = {
            "lead": gettext_lazy("Lead agency"),
            "contributors": gettext_lazy("Contributing agencies"),
            "summary": gettext_lazy("Description"),
            "purposes": gettext_lazy("Purposes of the Group that it serves"),
            "term": gettext_lazy("Term"),
            "origin": gettext_lazy("Follow-up to an earlier term"),
            "activity": gettext_lazy("Workplan activity"),
            "occasion": gettext_lazy("External event"),
            "address": gettext_lazy("Web address elsewhere"),
            "note": gettext_lazy("Note"),
            "standing": gettext_lazy("Governing document"),
            "holds_from": gettext_lazy("In force from"),
            "purposes_edition": gettext_lazy("Edition of the purposes"),
        }
        help_texts = {
            "contributors": gettext_lazy(
                "Their focal points can edit the document, like those of the lead agency."
            ),
            "origin": gettext_lazy("If the document results from the work of an earlier term."),
            "standing": gettext_lazy("Only for rules of the Group, which stay in force until replaced."),
            "purposes_edition": gettext_lazy(
                "For terms of reference: the list of purposes that they contain."
            ),
        }
        widgets = {
            "contributors": forms.CheckboxSelectMultiple,
            "purposes": forms.CheckboxSelectMultiple,
            "summary": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        field_classes = {"holds_from": WholeDayField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = list(self.instance.contributors.values_list("pk", flat=True)) if self.instance.pk else []
        members = Agency.objects.members(on=clock.today())
        leads = {pk for pk in (self.instance.lead_id, self.initial.get("lead")) if pk}
        self.fields["contributors"].queryset = _either(Agency, members, chosen)
        self.fields["lead"].queryset = _either(Agency, members, leads)
        self.fields["lead"].empty_label = _("none yet")
        edition = Purpose.objects.order_by("-edition").values_list("edition", flat=True).first()
        had = list(self.instance.purposes.values_list("pk", flat=True)) if self.instance.pk else []
        self.fields["purposes"].queryset = _either(Purpose, Purpose.objects.filter(edition=edition), had)
        terms = Chairmanship.objects.select_related("agency").order_by("-starts")
        for name in ("term", "origin"):
            self.fields[name].queryset = terms
            self.fields[name].empty_label = _("no term")
        self.fields["activity"].queryset = WorkplanActivity.objects.order_by("title")
        self.fields["activity"].empty_label = _("none")
        self.fields["occasion"].queryset = Occasion.objects.select_related("forum").order_by("-starts", "pk")
        self.fields["occasion"].label_from_instance = lambda one: f"{one}, {one.days}"
        self.fields["occasion"].empty_label = _("none")
        self.fields["kind"].choices = [("", CHOOSE), *Document.Kind.choices]
        self.fields["standing"].choices = [("", _("none")), *Document.Standing.choices]


def _either(model, known, chosen):
    """Returns the known objects, and those that were chosen earlier and are no longer among them."""
    return model.objects.filter(pk__in=[*known.values_list("pk", flat=True), *chosen])


class EditionForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=TITLE,
        help_text=gettext_lazy("Add what distinguishes it from the earlier edition, for example the year."),
    )


class SharingForm(KeptForm):
    date = DayField(label=gettext_lazy("Date"), required=False, help_text=DAY)

    class Meta:
        model = Sharing
        fields = ["name", "date", "agency"]
        help_texts = {
            "name": gettext_lazy("For example the GFMD, the General Assembly or the Friends of the Forum.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].empty_label = _("not known")
