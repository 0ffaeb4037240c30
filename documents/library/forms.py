"""The forms of documents: the details of one, a new edition, and with whom it was shared."""

from django import forms

from agencies.models import Agency, Purpose
from chairmanship.models import Chairmanship, Occasion, WorkplanActivity
from documents.document.models import Document, Sharing
from foundation.dates import clock
from foundation.text.lengths import TITLE
from foundation.web.forms import DayField, DayInput, KeptForm

DAY = "Such as 14 May 2027, May 2027 or 2027."


class DocumentForm(KeptForm):
    """The details of a document. Only title and kind are required."""

    beside = {"holds from a date": "standing", "": "title"}

    date = DayField(label="Date", required=False, help_text=DAY)

    class Meta:
        model = Document
        fields = [
            "title", "kind", "lead", "contributors", "summary", "purposes", "term", "origin", "activity",
            "occasion", "date", "address", "note", "standing", "holds_from", "purposes_edition",
        ]  # fmt: skip
        labels = {
            "lead": "Which agency leads it",
            "contributors": "Which agencies take part",
            "summary": "What it is",
            "purposes": "Purposes of the Group that it serves",
            "term": "In the term of",
            "origin": "Grew out of the term of",
            "activity": "Activity of the workplan",
            "occasion": "External event that it is for",
            "address": "Its address elsewhere, as given",
            "note": "A note",
            "standing": "Standing text",
            "holds_from": "Holds from",
            "purposes_edition": "Edition of the purposes in it",
        }
        help_texts = {
            "contributors": "Their people may write here, as the lead's may.",
            "origin": "For what came later than the work it came of.",
            "standing": "For what the Group goes by until a later one holds.",
            "purposes_edition": "For terms of reference: which list of purposes stands in them.",
        }
        widgets = {
            "contributors": forms.CheckboxSelectMultiple,
            "purposes": forms.CheckboxSelectMultiple,
            "summary": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 2}),
            "holds_from": DayInput(),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = list(self.instance.contributors.values_list("pk", flat=True)) if self.instance.pk else []
        members = Agency.objects.members(on=clock.today())
        leads = {pk for pk in (self.instance.lead_id, self.initial.get("lead")) if pk}
        self.fields["contributors"].queryset = _either(Agency, members, chosen)
        self.fields["lead"].queryset = _either(Agency, members, leads)
        self.fields["lead"].empty_label = "none yet"
        edition = Purpose.objects.order_by("-edition").values_list("edition", flat=True).first()
        had = list(self.instance.purposes.values_list("pk", flat=True)) if self.instance.pk else []
        self.fields["purposes"].queryset = _either(Purpose, Purpose.objects.filter(edition=edition), had)
        terms = Chairmanship.objects.select_related("agency").order_by("-starts")
        for name in ("term", "origin"):
            self.fields[name].queryset = terms
            self.fields[name].empty_label = "no term"
        self.fields["activity"].queryset = WorkplanActivity.objects.order_by("title")
        self.fields["activity"].empty_label = "none"
        self.fields["occasion"].queryset = Occasion.objects.select_related("forum").order_by("-starts", "pk")
        self.fields["occasion"].label_from_instance = lambda one: f"{one}, {one.days}"
        self.fields["occasion"].empty_label = "none"
        self.fields["kind"].choices = [("", "choose one"), *Document.Kind.choices]
        self.fields["standing"].choices = [("", "no"), *Document.Standing.choices]


def _either(model, known, chosen):
    """Returns the known objects, and those that were chosen earlier and are no longer among them."""
    return model.objects.filter(pk__in=[*known.values_list("pk", flat=True), *chosen])


class EditionForm(forms.Form):
    title = forms.CharField(
        label="Its title",
        max_length=TITLE,
        help_text="Add what tells it from the one before, such as the year.",
    )


class SharingForm(KeptForm):
    date = DayField(label="When", required=False, help_text=DAY)

    class Meta:
        model = Sharing
        fields = ["name", "date", "agency"]
        help_texts = {"name": "Such as GFMD, the General Assembly, or the Friends of the Forum."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].empty_label = "not known"
