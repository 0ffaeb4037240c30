"""The form of a circular."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, Organization
from agencies.organizations.choosers import OrganizationsChooser
from chairmanship.circulars.models import Circular
from foundation.dates import clock
from foundation.text.languages import Language
from foundation.text.lengths import TEXT, TITLE
from foundation.web.writing import RichField, RichWidget

Whom = Circular.Whom
ROLES = [("focal_points", gettext_lazy("Focal points")), ("principals", gettext_lazy("Principals"))]


class CircularForm(forms.Form):
    """A circular and its readers. `whom` has the arguments that name the readers."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=TITLE)
    text = RichField(label=gettext_lazy("Text"), max_length=TEXT, widget=RichWidget({"rows": 12}))
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=Language, initial=Language.ENGLISH, required=False
    )
    to_members = forms.ChoiceField(
        label=gettext_lazy("Agencies"),
        choices=[
            (Whom.ALL, gettext_lazy("All members")),
            (Whom.SOME, gettext_lazy("Selected members")),
            (Whom.NONE, gettext_lazy("No agencies")),
        ],
        initial=Whom.ALL,
        widget=forms.RadioSelect,
    )
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label=gettext_lazy("Selected agencies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Recipients at the agencies"),
        choices=ROLES,
        initial=["focal_points"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    to_organizations = forms.ChoiceField(
        label=gettext_lazy("Partner organizations"),
        choices=[
            (Whom.NONE, gettext_lazy("No organizations")),
            (Whom.ALL, gettext_lazy("All organizations")),
            (Whom.SOME, gettext_lazy("Selected organizations")),
        ],
        initial=Whom.NONE,
        widget=forms.RadioSelect,
    )
    organizations = OrganizationsChooser(
        Organization.objects.all(), label=gettext_lazy("Selected organizations"), required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = Agency.objects.members(on=clock.today())
        self.initial.setdefault("key", uuid.uuid4())

    def clean_language(self):
        return self.cleaned_data["language"] or Language.ENGLISH

    def clean_key(self):
        return self.cleaned_data["key"] or uuid.uuid4()

    def clean(self):
        values = super().clean()
        members, organizations = values.get("to_members"), values.get("to_organizations")
        if members == Whom.SOME and not values.get("agencies"):
            self.add_error("agencies", _("Select the agencies, or choose “All members” above."))
        if members != Whom.NONE and not values.get("roles"):
            self.add_error("roles", _("Choose focal points, principals or both."))
        if organizations == Whom.SOME and not values.get("organizations"):
            self.add_error(
                "organizations", _("Select the organizations, or choose “All organizations” above.")
            )
        if members == organizations == Whom.NONE:
            self.add_error(
                "to_members", _("There are no recipients. Choose agencies, organizations or both.")
            )
        return values

    @property
    def whom(self) -> dict:
        values = self.cleaned_data
        names = ("to_members", "agencies", "to_organizations", "organizations")
        return {name: values[name] for name in names} | {role: role in values["roles"] for role, __ in ROLES}
