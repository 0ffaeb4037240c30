from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.people import queries
from agencies.people.models import Appointment, SecretariatRole, User
from agencies.people.rules import HEADING, agencies_headed_by, agencies_kept_by
from agencies.register.choosers import AgencyChooser
from agencies.register.models import Agency
from foundation.dates import clock
from foundation.mail.kinds import When, chosen_kinds
from foundation.text import contacts
from foundation.text.words import opened
from foundation.web.choosers import Chooser
from foundation.web.forms import CHOOSE, KeptForm, WholeDayField


class PersonForm(KeptForm):
    class Meta:
        model = User
        fields = ["name", "email", "phone"]
        labels = {"email": gettext_lazy("E-mail")}

    def clean_email(self):
        field, email = self.fields["email"], self.cleaned_data["email"]
        if field.disabled and self.add_prefix("email") in self.data:  # from a page that was opened earlier
            typed = contacts.email(self.data[self.add_prefix("email")])
            if typed.casefold() != (email or "").casefold():
                raise forms.ValidationError(
                    _("The e-mail address was not changed, and nothing else is saved yet. %(why)s")
                    % {"why": field.help_text}
                )
        if other := queries.person_with(email, but=self.instance):
            raise forms.ValidationError(_("%(person)s already has this address.") % {"person": other.shown})
        return email

    def clean(self):
        values = super().clean()
        if not (values.get("name") or values.get("email") or self.errors):
            self.add_error("name", _("Enter a name or an e-mail address, so that others know who it is."))
        elif self.initial.get("name") and not (values.get("name") or self.has_error("name")):
            self.add_error(
                "name", _("Enter the name. Minutes and histories show it, so you cannot remove it.")
            )
        return values


class OwnForm(PersonForm):
    """A person's own contact details. They sign in with the address, so they cannot remove it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.required, email.help_text = bool(self.instance.email), _("You sign in with this address.")
        email.error_messages["required"] = _("You sign in with your e-mail address, so you cannot remove it.")


class Appointing:
    """A form that appoints somebody to an agency, limited to the roles that its user may give."""

    ASK = gettext_lazy(
        "Only the secretariat, or a principal or alternate of the agency, can add a principal or an "
        "alternate. Please ask one of them."
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

    agency = AgencyChooser(
        Agency.objects.all(),
        required=False,
        empty_label=gettext_lazy("No agency yet"),
        label=gettext_lazy("Agency"),
    )
    role = forms.ChoiceField(choices=Appointment.Role.choices, required=False, label=gettext_lazy("Role"))
    starts = WholeDayField(
        required=False,
        label=gettext_lazy("From"),
        initial=clock.today,
        help_text=gettext_lazy("Today, if you leave this empty."),
    )

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", CHOOSE), *Appointment.Role.choices]
        self.offer(by)
        if not by.has_perm("agencies.keep_register"):
            agency = self.fields["agency"]
            agency.required = self.fields["role"].required = True
            if len(only := agency.queryset[:2]) == 1:
                self.initial.setdefault("agency", only[0].pk)

    def clean(self):
        values = super().clean()
        if values.get("agency") and not values.get("role"):
            self.add_error("role", _("Choose their role at %(agency)s.") % {"agency": values["agency"]})
        if values.get("role") and not values.get("agency") and "agency" not in self.errors:
            self.add_error("agency", _("Choose the agency."))
        return values


class AppointmentForm(Appointing, KeptForm):
    beside = {"ends_before_start": "ends", "": "starts"}

    class Meta:
        model = Appointment
        fields = ["agency", "role", "post", "starts", "ends"]
        field_classes = {"agency": AgencyChooser, "starts": WholeDayField, "ends": WholeDayField}

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(by)


class AppointmentEndForm(KeptForm):
    beside = {"": "ends"}
    ends = WholeDayField(label=gettext_lazy("Last day"))

    class Meta:
        model = Appointment
        fields = ["ends"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["ends"] = self.initial["ends"] or clock.today()


class PersonField(Chooser):
    """Somebody of the register, by name and address."""

    own = "name"
    texts = ("name", "email")

    def label_from_instance(self, person):
        return f"{person.name}, {person.email}" if person.name and person.email else person.shown


class RoleForm(forms.Form):
    """The role of somebody in the secretariat."""

    role = forms.ChoiceField(
        choices=SecretariatRole.Role.choices,
        label=gettext_lazy("Role"),
        help_text=gettext_lazy(
            "Full: keeps the registers and acts for the secretariat. Reading only: sees what the secretariat "
            "sees, and changes nothing."
        ),
    )


class OwnRoleForm(RoleForm):
    """One's own role: with reading only, you cannot give it back to yourself."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, change my own role. I will not be able to change it back myself."),
        error_messages={"required": gettext_lazy("Please tick this if you want to change your own role.")},
    )


class NewRoleForm(RoleForm):
    """A role for somebody who has none yet."""

    person = PersonField(
        User.objects.filter(is_active=True, secretariat_role=None).order_by("name", "email"),
        label=gettext_lazy("Person"),
        empty_label=CHOOSE,
    )
    field_order = ("person", "role")


class MailsForm(forms.Form):
    """How a person gets mail, and where they chose it, how they get mail of a kind."""

    use_required_attribute = False
    mails = forms.ChoiceField(
        label=gettext_lazy("All e-mails"),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mails"].initial = person.mails
        ways = (When.AT_ONCE, When.DAILY, When.WEEKLY)
        self.fields["mails"].choices = [(one.value, opened(one.label)) for one in ways]
        for kind in chosen_kinds():
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=[("", _("As all e-mails")), *((one.value, opened(one.label)) for one in kind.ways)],
                required=False,
                initial=person.mail_choices.get(kind.value, ""),
                help_text=""
                if When.NEVER in kind.ways
                else _("They need an answer, so you cannot stop them."),
            )
