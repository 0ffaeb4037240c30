"""The forms of the registers."""

from django import forms
from PIL import Image

from agencies import actions
from agencies.archive import RESERVED
from agencies.models import Agency, Appointment, Contact, Membership, Organization, User, agency_slug
from agencies.rules import HEADING, headed_by, kept_by
from foundation import clock, files
from foundation.dates import PartialDate, PartialDateFormField
from foundation.forms import CHOOSE, CountryField, DayInput, KeptForm, WebsiteField

AS_KNOWN = "As far as it is known: 2007, 2007-04 or 2007-04-20."


TEXTS = ["name", "former_names", "headquarters", "country", "website", "mandate", "work"]


class AgencyTextsForm(KeptForm):
    """What an agency's own people say of it."""

    beside = {"without a name": "name"}
    country = CountryField(required=False, help_text="Of the headquarters, in two letters.")
    website = WebsiteField()

    class Meta:
        model = Agency
        fields = TEXTS
        widgets = {
            "former_names": forms.Textarea(attrs={"rows": 2}),
            "mandate": forms.Textarea(attrs={"rows": 5}),
            "work": forms.Textarea(attrs={"rows": 5}),
        }


class AgencyForm(AgencyTextsForm):
    beside = {"without a name": "name", "has no parts": "part_of", "not_part_of_itself": "part_of"}

    class Meta(AgencyTextsForm.Meta):
        fields = ["acronym", *TEXTS, "part_of"]
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


LARGEST_LOGO = 1024**2  # bytes


class LogoForm(forms.Form):
    upload = forms.FileField(
        label="Picture",
        help_text="PNG or JPEG, one megabyte at most. It takes the place of the one that is there.",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
    )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if files.ending(upload.name) not in ("png", "jpg", "jpeg"):
            raise forms.ValidationError(
                f"“{upload.name}” is no PNG and no JPEG. Save the picture as one of these."
            )
        if upload.size > LARGEST_LOGO:
            raise forms.ValidationError(
                f"“{upload.name}” is larger than one megabyte. Save it smaller: 400 pixels are wide enough."
            )
        files.check(upload)
        try:
            Image.open(upload).verify()
        except Exception:  # whatever Pillow makes of a broken picture
            raise forms.ValidationError(
                f"“{upload.name}” cannot be read as a picture. Open it, save it anew, and choose it again."
            ) from None
        upload.seek(0)
        return upload


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


class Appointing:
    """A form by which somebody is appointed to an agency as something, by who may give that."""

    ASK = (
        "A principal or an alternate is named by the secretariat, or by a principal or alternate of the "
        "agency: ask one of them."
    )

    def offer(self, by: User) -> None:
        self.headed = headed_by(by)
        role = self.fields["role"]
        self.fields["agency"].queryset = kept_by(by)
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
    """A person, and at once what they are appointed to, where that is known."""

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


class OrganizationForm(KeptForm):
    beside = {"in the register": "name"}
    website = WebsiteField()

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
