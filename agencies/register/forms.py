"""The forms of the register of agencies."""

from django import forms
from PIL import Image

from agencies.register import actions
from agencies.register.archive import RESERVED
from agencies.register.models import Agency, Membership, agency_slug
from foundation.dates import clock
from foundation.dates.partial import PartialDate, PartialDateFormField
from foundation.files import storage
from foundation.web.forms import CountryField, KeptForm, WebsiteField

AS_KNOWN = "As far as it is known: 2007, 2007-04 or 2007-04-20."


TEXTS = ["name", "former_names", "headquarters", "country", "website", "mandate", "work"]


class AgencyTextsForm(KeptForm):
    """The texts about an agency that its own people edit."""

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
        if storage.ending(upload.name) not in ("png", "jpg", "jpeg"):
            raise forms.ValidationError(
                f"“{upload.name}” is no PNG and no JPEG. Save the picture as one of these."
            )
        if upload.size > LARGEST_LOGO:
            raise forms.ValidationError(
                f"“{upload.name}” is larger than one megabyte. Save it smaller: 400 pixels are wide enough."
            )
        storage.check(upload)
        try:
            Image.open(upload).verify()
        except Exception:  # Pillow can raise anything for a broken picture
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


class SearchForm(forms.Form):
    q = forms.CharField(required=False, label="Find", max_length=200)
