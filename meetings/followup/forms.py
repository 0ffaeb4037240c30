"""The forms of decisions and action points."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from foundation.dates import clock
from foundation.text.lengths import TEXT
from foundation.web.forms import DayField
from meetings.followup.choosers import NumberedDecisionChooser
from meetings.followup.models import Action, Decision


class DecisionForm(forms.ModelForm):
    class Meta:
        model = Decision
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        labels = {"text": _("Decision")}

    def changes(self) -> dict:
        return {"text": self.cleaned_data["text"]}


class ActionForm(forms.ModelForm):
    """The form of an action point. An agency, the chair or the secretariat is responsible: one choice."""

    owner = forms.ChoiceField(label=_("Responsible"), required=False)
    due = DayField(label=_("Due"), required=False, help_text=_("For example 4 May 2027, or May 2027."))
    field_order = ["text", "owner", "due"]

    class Meta:
        model = Action
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        labels = {"text": _("Action point")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.owners = Owners(possible_owners(*filter(None, [self.instance.agency_id])))
        self.fields["owner"].choices = self.owners.choices
        self.initial["owner"] = self.instance.agency.slug if self.instance.agency else self.instance.office
        self.initial["due"] = self.instance.due

    def changes(self) -> dict:
        data = self.cleaned_data
        return {"text": data["text"], "due": data["due"], **self.owners.fields(data["owner"])}


def possible_owners(*also) -> list[Agency]:
    """Returns the agencies that can be responsible: members, their parts, and those with these keys.

    Whoever still has an open action point can be responsible for another one.
    """
    members = Agency.objects.members(on=clock.today()).values("pk")
    busy = Action.objects.open().exclude(agency=None).values("agency")
    found = Q(pk__in=members) | Q(part_of__in=members) | Q(pk__in=busy) | Q(pk__in=also)
    return list(Agency.objects.filter(found).order_by("acronym"))


class Owners:
    """The choice of who is responsible for an action point. `fields` turns it into fields of the model."""

    def __init__(self, agencies):
        self.agencies = {agency.slug: agency for agency in agencies}
        self.choices = [
            ("", _("nobody yet")),
            *Action.Office.choices,
            *((slug, agency.acronym) for slug, agency in self.agencies.items()),
        ]

    def fields(self, chosen: str) -> dict:
        if chosen in Action.Office.values:
            return {"office": chosen, "agency": None}
        return {"office": "", "agency": self.agencies.get(chosen)}


class SettleForm(forms.Form):
    """What happened to a decision."""

    state = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("In force")), ("done", _("Implemented")), ("superseded", _("Superseded"))],
        widget=forms.RadioSelect,
    )
    superseded_by = NumberedDecisionChooser(
        queryset=Decision.objects.none(),
        label=_("Superseded by"),
        required=False,
        empty_label=_("no decision in the portal"),
        help_text=_("The later decision, which then names this one."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, later, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["superseded_by"].queryset = later

    def clean(self):
        data = super().clean()
        later = data.get("superseded_by")
        if later is None or data.get("state") == Decision.State.SUPERSEDED:
            return data
        if later.pk == self.initial.get("superseded_by"):
            data["superseded_by"] = None  # the wrong one was chosen earlier, and the status is put right
        elif data.get("state") == self.initial.get("state"):
            data["state"] = Decision.State.SUPERSEDED  # whoever names the later decision means that
        else:
            self.add_error(
                "state",
                _("You chose a later decision as well. Choose “Superseded”, or no later decision."),
            )
        return data


class ActionReportForm(forms.Form):
    """How far an action point is. `seen` is the report that the writer saw."""

    seen = forms.CharField(required=False, max_length=TEXT, widget=forms.HiddenInput)
    report = forms.CharField(
        label=_("Progress"),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Optional: a sentence is enough."),
    )
