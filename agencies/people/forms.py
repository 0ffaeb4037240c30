from django import forms

from agencies.people import queries
from agencies.people.models import Appointment, User
from agencies.people.rules import HEADING, agencies_headed_by, agencies_kept_by
from agencies.register.models import Agency
from foundation.dates import clock
from foundation.web.forms import CHOOSE, DayInput, KeptForm


class PersonForm(KeptForm):
    class Meta:
        model = User
        fields = ["name", "email", "phone"]
        labels = {"email": "E-mail"}

    def clean_email(self):
        email = self.cleaned_data["email"]
        if other := queries.person_with(email, but=self.instance):
            raise forms.ValidationError(f"{other.shown} has that address already.")
        return email

    def clean(self):
        values = super().clean()
        if not (values.get("name") or values.get("email") or self.errors):
            self.add_error(
                "name", "A name or an e-mail address is needed, so that others can tell who it is."
            )
        return values


class Appointing:
    """A form that appoints somebody to an agency, limited to the roles that its user may give."""

    ASK = (
        "A principal or an alternate is named by the secretariat, or by a principal or alternate of the "
        "agency: ask one of them."
    )

    def offer(self, by: User) -> None:
        self.headed = agencies_headed_by(by)
        role = self.fields["role"]
        self.fields["agency"].queryset = agencies_kept_by(by)
        if not self.headed.exists():
            role.choices = [(value, label) for value, label in role.choices if value not in HEADING]
            role.help_text = self.ASK

    def clean(self):
        values = super().clean()
        agency = values.get("agency")
        if agency and values.get("role") in HEADING and not self.headed.filter(pk=agency.pk).exists():
            self.add_error("role", self.ASK)
        return values


class NewPersonForm(Appointing, PersonForm):
    """A person, with their first appointment if it is known."""

    agency = forms.ModelChoiceField(
        Agency.objects.all(), required=False, empty_label="none yet", label="Acts for"
    )
    role = forms.ChoiceField(choices=Appointment.Role.choices, required=False, label="As")
    starts = forms.DateField(
        widget=DayInput(), required=False, label="From", initial=clock.today, help_text="Empty means today."
    )

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", CHOOSE), *Appointment.Role.choices]
        self.offer(by)
        if not by.has_perm("agencies.keep_register"):
            agency = self.fields["agency"]
            agency.required = self.fields["role"].required = True
            agency.empty_label = None if agency.queryset.count() == 1 else CHOOSE

    def clean(self):
        values = super().clean()
        if values.get("agency") and not values.get("role"):
            self.add_error("role", f"Say as what they act for {values['agency']}.")
        if values.get("role") and not values.get("agency") and "agency" not in self.errors:
            self.add_error("agency", "Say for which agency.")
        return values


class AppointmentForm(Appointing, KeptForm):
    beside = {"before it begins": "ends", "": "starts"}

    class Meta:
        model = Appointment
        fields = ["agency", "role", "post", "starts", "ends"]
        widgets = {"starts": DayInput(), "ends": DayInput()}

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(by)


class AppointmentEndForm(KeptForm):
    beside = {"": "ends"}
    ends = forms.DateField(label="Its last day", widget=DayInput())

    class Meta:
        model = Appointment
        fields = ["ends"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["ends"] = self.initial["ends"] or clock.today()
