"""The forms of the registers."""

from django import forms

from agencies import actions
from agencies.archive import RESERVED
from agencies.models import Agency, Appointment, Contact, Membership, Organization, User, agency_slug
from foundation import clock
from foundation.dates import PartialDate, PartialDateFormField
from foundation.forms import DayInput, KeptForm

AS_KNOWN = "As far as it is known: 2007, 2007-04 or 2007-04-20."


class AgencyForm(KeptForm):
    beside = {"without a name": "name", "has no parts": "part_of", "not_part_of_itself": "part_of"}

    class Meta:
        model = Agency
        fields = ["acronym", "name", "headquarters", "country", "website", "mandate", "part_of"]
        help_texts = {"acronym": "As all others see it, and in the address of its page."}
        error_messages = {"acronym": {"unique": "An agency of that acronym is in the register already."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part_of"].queryset = Agency.objects.whole().exclude(pk=self.instance.pk)
        self.fields["part_of"].empty_label = "none: it stands for itself"

    def clean_acronym(self):
        acronym = self.cleaned_data["acronym"]
        if not agency_slug(acronym).strip("-"):
            raise forms.ValidationError("An acronym needs a letter from a to z or a figure, for its address.")
        if acronym.lower() in RESERVED:
            raise forms.ValidationError(f"“{acronym}” has a meaning of its own in the portal.")
        other = actions.agency_of_address(acronym, but=self.instance)
        if other and other.acronym != acronym:
            raise forms.ValidationError(f"This is too like {other}: both pages would have the same address.")
        return acronym


class MembershipForm(KeptForm):
    beside = {"before it began": "ends", "": "starts"}

    class Meta:
        model = Membership
        fields = ["starts", "ends", "basis"]
        labels = {"starts": "Member from", "ends": "Member to"}
        help_texts = {
            "starts": AS_KNOWN,
            "ends": "Its last day, as far as it is known. Empty while it lasts.",
        }


class MembershipEndForm(KeptForm):
    beside = {"": "ends"}
    ends = PartialDateFormField(label="Its last day", help_text=AS_KNOWN)

    class Meta:
        model = Membership
        fields = ["ends"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["ends"] = self.initial["ends"] or PartialDate.of(clock.today())


class PersonForm(KeptForm):
    class Meta:
        model = User
        fields = ["name", "email", "phone"]
        labels = {"email": "E-mail"}

    def clean_email(self):
        email = self.cleaned_data["email"]
        if other := actions.person_with(email, but=self.instance):
            raise forms.ValidationError(f"{other.shown} has that address already.")
        return email

    def clean(self):
        values = super().clean()
        if not (values.get("name") or values.get("email") or self.errors):
            self.add_error(
                "name", "A name or an e-mail address is needed, so that others can tell who it is."
            )
        return values


class NewPersonForm(PersonForm):
    """A person, and at once what they are appointed to, where that is known."""

    agency = forms.ModelChoiceField(
        Agency.objects.all(), required=False, empty_label="none yet", label="Acts for"
    )
    role = forms.ChoiceField(
        choices=[("", "choose one"), *Appointment.Role.choices], required=False, label="As"
    )
    starts = forms.DateField(
        widget=DayInput(), required=False, label="From", initial=clock.today, help_text="Empty means today."
    )

    def clean(self):
        values = super().clean()
        if values.get("agency") and not values.get("role"):
            self.add_error("role", f"Say as what they act for {values['agency']}.")
        if values.get("role") and not values.get("agency") and "agency" not in self.errors:
            self.add_error("agency", "Say for which agency.")
        return values


class AppointmentForm(KeptForm):
    beside = {"before it begins": "ends", "": "starts"}

    class Meta:
        model = Appointment
        fields = ["agency", "role", "post", "starts", "ends"]
        widgets = {"starts": DayInput(), "ends": DayInput()}


class AppointmentEndForm(KeptForm):
    beside = {"": "ends"}
    ends = forms.DateField(label="Its last day", widget=DayInput())

    class Meta:
        model = Appointment
        fields = ["ends"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["ends"] = self.initial["ends"] or clock.today()


class OrganizationForm(KeptForm):
    beside = {"in the register": "name"}

    class Meta:
        model = Organization
        fields = ["name", "kind", "website", "note"]


class ContactForm(KeptForm):
    class Meta:
        model = Contact
        fields = ["name", "post", "email", "phone"]
        labels = {"email": "E-mail"}


class SearchForm(forms.Form):
    q = forms.CharField(required=False, label="Find", max_length=200)
