"""The forms of the register of agencies."""

import warnings

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from PIL import Image

from agencies.register import actions
from agencies.register.archive import RESERVED
from agencies.register.choosers import AgencyChooser
from agencies.register.models import Agency, Membership, Purpose, agency_slug
from agencies.register.names import AgencyName
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files import images, storage
from foundation.text import names
from foundation.text.languages import Language
from foundation.web.forms import CountryField, DayField, KeptForm, WebsiteField
from foundation.web.requests import whole

AS_KNOWN = gettext_lazy("As precisely as you know: 2007, April 2007 or 20 April 2007.")


TEXTS = ["name", "headquarters", "country", "website", "mandate", "work"]
NAME_HELP = gettext_lazy("Required, except for a part of a collective member.")


class AgencyTextsForm(KeptForm):
    """The texts about an agency that its own people edit."""

    beside = {"name": "name"}
    country = CountryField(
        label=gettext_lazy("Country"),
        required=False,
        help_text=gettext_lazy("The two-letter code of the country of the headquarters, for example CH."),
    )
    website = WebsiteField(label=gettext_lazy("Website"))

    class Meta:
        model = Agency
        fields = TEXTS
        help_texts = {"name": NAME_HELP}
        widgets = {
            "mandate": forms.Textarea(attrs={"rows": 5}),
            "work": forms.Textarea(attrs={"rows": 5}),
        }


class AgencyForm(AgencyTextsForm):
    beside = {"name": "name", "part_of": "part_of"}

    class Meta(AgencyTextsForm.Meta):
        fields = ["acronym", *TEXTS, "part_of"]
        help_texts = {
            "acronym": gettext_lazy("Shown everywhere, and part of the address of its page."),
            "name": NAME_HELP,
        }
        field_classes = {"part_of": AgencyChooser}
        error_messages = {
            "acronym": {"unique": gettext_lazy("There is already an agency with this acronym.")}
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part_of"].queryset = Agency.objects.whole().exclude(pk=self.instance.pk)
        self.fields["part_of"].empty_label = _("No collective member")

    def clean_acronym(self):
        return checked_acronym(self.cleaned_data["acronym"], self.instance)


def checked_acronym(acronym: str, agency: Agency) -> str:
    """Returns the acronym if the agency can have it. Raises `ValidationError`."""
    if not agency_slug(acronym).strip("-"):
        raise forms.ValidationError(_("Use at least one letter from A to Z or one digit."))
    if acronym.lower() in RESERVED:
        raise forms.ValidationError(
            _("The portal uses “%(acronym)s” for something else. Choose another acronym.")
            % {"acronym": acronym}
        )
    other = actions.agency_of_address(acronym, but=agency)
    if other and other.acronym != acronym:
        raise forms.ValidationError(
            _("This is too similar to %(agency)s: their pages would have the same address.")
            % {"agency": other}
        )
    return acronym


LARGEST_LOGO = 1024**2  # bytes


class LogoForm(forms.Form):
    upload = forms.FileField(
        label=gettext_lazy("Image"),
        help_text=gettext_lazy("PNG or JPEG, up to 1 MB. It replaces the current logo."),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
    )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if storage.ending(upload.name) not in ("png", "jpg", "jpeg"):
            raise forms.ValidationError(
                _("“%(name)s” is not a PNG or JPEG image. Please choose one.") % {"name": upload.name}
            )
        if upload.size > LARGEST_LOGO:
            raise forms.ValidationError(
                _("“%(name)s” is larger than 1 MB. Please make it smaller: 400 pixels are wide enough.")
                % {"name": upload.name}
            )
        storage.check(upload)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                image = Image.open(upload)
            pixels = image.width * image.height
            image.verify()
        except Exception:  # Pillow can raise anything for a broken picture
            raise forms.ValidationError(
                _(
                    "“%(name)s” cannot be read as an image. Please open it, save it again and choose the "
                    "new file."
                )
                % {"name": upload.name}
            ) from None
        if pixels > images.MOST_PIXELS:
            raise forms.ValidationError(
                _("“%(name)s” has too many pixels. Please make it smaller: 400 pixels are wide enough.")
                % {"name": upload.name}
            )
        upload.seek(0)
        return upload


class NameForm(KeptForm):
    """A name of an agency or of the Group, in a language, from when to when."""

    beside = {
        "Give a name": "name",
        "cannot end": "ends",
        "was the name": "starts",
        "part of the other": "ends",
    }
    language = forms.ChoiceField(label=gettext_lazy("Language"), initial=names.ENGLISH)

    class Meta:
        model = AgencyName
        fields = ["name", "acronym", "language", "article", "starts", "ends"]
        labels = {
            "name": gettext_lazy("Name"),
            "acronym": gettext_lazy("Acronym"),
            "article": gettext_lazy("Article"),
            "starts": pgettext_lazy("a first day", "From"),
            "ends": pgettext_lazy("a last day", "To"),
        }
        help_texts = {
            "acronym": gettext_lazy("Leave it empty if it did not change."),
            "article": gettext_lazy(
                "The article that the acronym takes in a sentence: “the” in English (the World Bank), "
                "le, la, l’ or les in French. Empty for none."
            ),
            "starts": AS_KNOWN,
            "ends": gettext_lazy("The last day of a former name. Leave it empty for the present name."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = Language.choices

    def clean_acronym(self):
        acronym = self.cleaned_data["acronym"]
        agency = self.instance.agency
        return checked_acronym(acronym, agency) if acronym and agency else acronym

    def clean_article(self):
        article, language = self.cleaned_data["article"].strip().replace("'", "’"), self.data.get("language")
        known = names.articles(language or self.instance.language)
        if article and article not in known:
            raise forms.ValidationError(
                _("“%(article)s” is not an article of this language. Choose one of: %(articles)s.")
                % {"article": article, "articles": ", ".join(known) or _("none")}
            )
        return article


class NewNameForm(NameForm):
    """The verb checks it, because a new name ends the one before."""

    def _post_clean(self):
        pass


class NameCorrectionForm(NameForm):
    class Meta(NameForm.Meta):
        fields = [*NameForm.Meta.fields, "merged_into"]
        field_classes = {"merged_into": AgencyChooser}
        labels = NameForm.Meta.labels | {"merged_into": gettext_lazy("Merged into")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["language"]
        if self.instance.agency is None:
            del self.fields["merged_into"]
        else:
            self.fields["merged_into"].queryset = Agency.objects.exclude(pk=self.instance.agency_id)


class MergerForm(forms.Form):
    into = AgencyChooser(Agency.objects.none(), label=gettext_lazy("Merged into"))
    on = DayField(
        label=gettext_lazy("Since"),
        help_text=gettext_lazy("The first day on which it was part of the other agency, or the year."),
    )

    def __init__(self, *args, agency, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Agency.objects.exclude(pk=agency.pk)


class MembershipForm(KeptForm):
    beside = {"ends_before_start": "ends", "": "starts"}

    class Meta:
        model = Membership
        fields = ["starts", "ends", "basis"]
        labels = {"starts": gettext_lazy("Member from"), "ends": gettext_lazy("Member until")}
        help_texts = {
            "starts": AS_KNOWN,
            "ends": gettext_lazy(
                "The last day, as precisely as you know. Leave empty if it is still a member."
            ),
        }


class MembershipEndForm(KeptForm):
    beside = {"": "ends"}
    ends = DayField(label=gettext_lazy("Last day"), help_text=AS_KNOWN)

    class Meta:
        model = Membership
        fields = ["ends"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["ends"] = self.initial["ends"] or PartialDate.of(clock.today())


class SearchForm(forms.Form):
    q = forms.CharField(required=False, label=gettext_lazy("Search"), max_length=200)


class PurposesField(forms.ModelMultipleChoiceField):
    """The purposes of the Group that something serves, as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(
            Purpose.objects.all(),
            required=False,
            label=gettext_lazy("Purposes of the Group it serves"),
            **kwargs,
        )


class PurposesForm(forms.Form):
    """The purposes alone, where they are suggested."""

    purposes = PurposesField()


def named_purposes(values: list[str]) -> list[Purpose]:
    """Returns the purposes whose keys a request names. What is no such key is left out."""
    known = {purpose.pk: purpose for purpose in Purpose.objects.all()}
    return [known[pk] for pk in map(whole, values) if pk in known]
