from auditlog.registry import auditlog
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import pgettext_lazy

from foundation.text.lengths import NAME, TEXT, TITLE


class Organization(models.Model):
    """An organization from outside that is kept informed or invited. It has contacts, but no accounts."""

    class Kind(models.TextChoices):
        PARTNER = "partner", pgettext_lazy("an organization from outside", "partner")
        GUEST = "guest", pgettext_lazy("an organization from outside", "invited participant")

    name = models.CharField(max_length=NAME)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PARTNER)
    website = models.CharField(max_length=TITLE, blank=True, validators=[URLValidator(["http", "https"])])
    note = models.TextField(blank=True, validators=[MaxLengthValidator(TEXT)])

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="organization_name_once",
                violation_error_message="An organization of that name is in the register already.",
            )
        ]

    def __str__(self):
        return self.name


class Contact(models.Model):
    """A person to write to in an organization."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=NAME)
    post = models.CharField(max_length=NAME, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField("telephone", max_length=60, blank=True)

    class Meta:
        ordering = ["organization", "name"]

    def __str__(self):
        return f"contact {self.pk}"  # the audit log keeps this text, and a person can be forgotten


auditlog.register(Organization)
auditlog.register(Contact, exclude_fields=["name", "email", "phone"])
