"""The forms of documents: the details of one, a new edition, and with whom it was shared."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, Purpose
from agencies.register.choosers import AgencyChooser
from chairmanship.models import Chairmanship, Occasion, WorkplanActivity
from chairmanship.outside.choosers import OccasionChooser
from chairmanship.rotation.choosers import TermChooser
from chairmanship.workplan.choosers import ActivityChooser
from documents.document.models import Document, Sharing
from documents.document.views import whose_rules
from documents.library.actions import elsewhere
from foundation.dates import clock
from foundation.text.lengths import TEXT, TITLE
from foundation.web.forms import CHOOSE, DayField, KeptForm, WholeDayField

# What makes a document a rule of the Group, and who takes part in it.
GOVERNED = ("standing", "holds_from", "purposes_edition")
TAKING_PART = ("lead", "contributors")
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
                "Their focal points can edit the document. The lead agency, the chair and the secretariat "
                "decide who leads and who contributes."
            ),
            "origin": gettext_lazy("If the document results from the work of an earlier term."),
            "standing": gettext_lazy(
                "Only for rules of the Group, which stay in force until replaced. The admission criteria and "
                "the application template are written under “Applications”."
            ),
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
        field_classes = {
            "term": TermChooser,
            "origin": TermChooser,
            "activity": ActivityChooser,
            "occasion": OccasionChooser,
            "holds_from": WholeDayField,
        }

    def __init__(self, *args, by, **kwargs):
        """`by` is the person who fills it in: the form has only what they may decide."""
        super().__init__(*args, **kwargs)
        self.by, self.is_new = by, self.instance.pk is None
        self.kept_before = self.instance.is_kept_as_editions
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
        self.fields["activity"].queryset = WorkplanActivity.objects.order_by("-starts", "title")
        self.fields["activity"].empty_label = _("none")
        self.fields["occasion"].queryset = Occasion.objects.select_related("forum").order_by("-starts", "pk")
        self.fields["occasion"].empty_label = _("none")
        self._leave_out_what_others_decide()

    def _leave_out_what_others_decide(self):
        """Leaves out the rules of the Group, and who takes part, unless the person may decide on them.

        The kinds that the secretariat writes as editions are left to the documents that had them before.
        """
        shut, standings = set(), [("", _("none")), *Document.Standing.choices]
        if not self.kept_before:
            shut |= set(Document.KINDS_AS_EDITIONS)
            standings = [one for one in standings if one[0] not in Document.AS_EDITIONS]
        self.fields["standing"].choices = standings
        for name in ("kind", "standing"):
            self.fields[name].error_messages["invalid_choice"] = elsewhere()
        self.withheld = {}
        if not self.by.has_perm("documents.govern"):
            shut |= set(Document.GOVERNING)
            self.fields["kind"].error_messages["invalid_choice"] = whose_rules()
            self._withhold(GOVERNED, whose_rules())
        if not self.is_new and not self.by.has_perm("documents.lead", self.instance):
            self._withhold(TAKING_PART, _("Only the lead agency, the chair and the secretariat change this."))
        kinds = [one for one in Document.Kind.choices if one[0] not in shut]
        self.fields["kind"].choices = [("", CHOOSE), *kinds]

    def _withhold(self, names, why: str):
        self.withheld |= {name: (why, self.fields.pop(name)) for name in names}

    def clean(self):
        """Refuses in words what a page that was opened earlier, or elsewhere, sent for fields left out."""
        values = super().clean()
        for name, (why, field) in self.withheld.items():
            sent = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            if sent and field.has_changed(self.initial.get(name), sent):
                raise forms.ValidationError(
                    _("“%(field)s” cannot be changed here. %(why)s") % {"field": field.label, "why": why}
                )
        return values


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
        field_classes = {"agency": AgencyChooser}
        help_texts = {
            "name": gettext_lazy("For example the GFMD, the General Assembly or the Friends of the Forum.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].empty_label = _("not known")


class RequestForm(forms.Form):
    """What the lead agency tells the chair with its request."""

    note = forms.CharField(
        label=gettext_lazy("Note to the chair"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReturnForm(forms.Form):
    """Why the chair does not publish the document yet."""

    reason = forms.CharField(
        label=gettext_lazy("What the lead agency should change"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Tell the lead agency what to change, in a sentence.")},
    )
