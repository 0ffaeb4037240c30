from django.utils.translation import gettext_lazy as _

from agencies.organizations.models import Contact, Organization
from foundation.web.forms import KeptForm, WebsiteField


class OrganizationForm(KeptForm):
    beside = {"": "name"}
    website = WebsiteField(label=_("Website"))

    class Meta:
        model = Organization
        fields = ["name", "kind", "website", "note"]


class ContactForm(KeptForm):
    class Meta:
        model = Contact
        fields = ["name", "post", "email", "phone"]
        labels = {"email": _("E-mail")}
