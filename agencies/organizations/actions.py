"""The verbs of organizations from outside and of their contacts."""

from django.db import transaction

from agencies.organizations.models import Contact, Organization
from foundation.verbs import keep


@transaction.atomic
def enter_organization(**values) -> Organization:
    """Enters an organization. Returns it. Raises `Refused`, for example if the name is there already."""
    return keep(Organization(), **values)


@transaction.atomic
def change_organization(organization: Organization, **values) -> Organization:
    """Changes an organization. Returns it. Raises `Refused`."""
    return keep(Organization.objects.select_for_update().get(pk=organization.pk), **values)


@transaction.atomic
def enter_contact(organization: Organization, **values) -> Contact:
    """Adds a contact to the organization. Returns the contact. Raises `Refused`."""
    return keep(Contact(organization=organization), **values)


@transaction.atomic
def change_contact(contact: Contact, **values) -> Contact:
    """Changes a contact. Returns it. Raises `Refused`."""
    return keep(Contact.objects.select_for_update().get(pk=contact.pk), **values)


@transaction.atomic
def remove_contact(contact: Contact) -> None:
    """Deletes the contact."""
    contact.delete()
