from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.text.contacts import EmailColumn, NameColumn, TelephoneColumn
from foundation.text.lengths import NAME, TEXT, TITLE


class Organization(models.Model):
    """An organization from outside that is kept informed or invited. It has contacts, but no accounts."""

    class Kind(models.TextChoices):
        PARTNER = "partner", pgettext_lazy("an organization from outside", "partner")
        GUEST = "guest", pgettext_lazy("an organization from outside", "invited participant")

    name = NameColumn(_("name"), max_length=NAME)
    kind = models.CharField(_("type"), max_length=10, choices=Kind, default=Kind.PARTNER)
    website = models.CharField(
        _("website"), max_length=TITLE, blank=True, validators=[URLValidator(["http", "https"])]
    )
    note = models.TextField(_("note"), blank=True, validators=[MaxLengthValidator(TEXT)])

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="organization_name_once",
                violation_error_message=_("There is already an organization with this name."),
            )
        ]

    def __str__(self):
        return self.name


class Contact(models.Model):
    """A person to write to in an organization."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("organization")
    )
    name = NameColumn(_("name"), max_length=NAME)
    post = models.CharField(_("job title"), max_length=NAME, blank=True)
    email = EmailColumn(_("e-mail"), blank=True)
    phone = TelephoneColumn(_("telephone"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["organization", "name"]

    def __str__(self):
        return f"contact {self.pk}"  # the audit log keeps this text, and a person can be forgotten


auditlog.register(Organization)
auditlog.register(Contact, exclude_fields=["name", "email", "phone"])
