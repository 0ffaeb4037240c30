"""The form of a circular."""

import uuid

from django import forms

from agencies.models import Agency, Organization
from chairmanship.circulars.models import Circular
from foundation.dates import clock
from foundation.text.lengths import TEXT, TITLE

Whom = Circular.Whom
ROLES = [("focal_points", "Focal points"), ("principals", "Principals")]


class CircularForm(forms.Form):
    """A circular and its readers. `whom` has the arguments that name the readers."""

    subject = forms.CharField(max_length=TITLE)
    text = forms.CharField(
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="An empty line begins a paragraph; lines that begin with a dash make a list.",
    )
    to_members = forms.ChoiceField(
        label="Agencies",
        choices=[(Whom.ALL, "All members"), (Whom.SOME, "Some of them"), (Whom.NONE, "None")],
        initial=Whom.ALL,
        widget=forms.RadioSelect,
    )
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(), label="Which agencies", required=False, widget=forms.CheckboxSelectMultiple
    )
    roles = forms.MultipleChoiceField(
        label="To their",
        choices=ROLES,
        initial=["focal_points"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    to_organizations = forms.ChoiceField(
        label="Partner organizations",
        choices=[(Whom.NONE, "None"), (Whom.ALL, "All of them"), (Whom.SOME, "Some of them")],
        initial=Whom.NONE,
        widget=forms.RadioSelect,
    )
    organizations = forms.ModelMultipleChoiceField(
        Organization.objects.none(),
        label="Which organizations",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = Agency.objects.members(on=clock.today())
        self.fields["organizations"].queryset = Organization.objects.all()
        self.initial.setdefault("key", uuid.uuid4())

    def clean_key(self):
        return self.cleaned_data["key"] or uuid.uuid4()

    def clean(self):
        values = super().clean()
        members, organizations = values.get("to_members"), values.get("to_organizations")
        if members == Whom.SOME and not values.get("agencies"):
            self.add_error("agencies", "Choose the agencies that get it, or “All members” above.")
        if members != Whom.NONE and not values.get("roles"):
            self.add_error("roles", "Choose who of the agencies gets it.")
        if organizations == Whom.SOME and not values.get("organizations"):
            self.add_error("organizations", "Choose the organizations that get it, or “All of them” above.")
        if members == organizations == Whom.NONE:
            self.add_error("to_members", "Nobody would get it. Choose agencies, organizations, or both.")
        return values

    @property
    def whom(self) -> dict:
        values = self.cleaned_data
        names = ("to_members", "agencies", "to_organizations", "organizations")
        return {name: values[name] for name in names} | {role: role in values["roles"] for role, _ in ROLES}
