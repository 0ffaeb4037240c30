"""The verbs of organizations from outside and of their contacts."""

from django.db import transaction

from agencies.organizations.models import Contact, Organization
from foundation.verbs import keep


@transaction.atomic
def enter_organization(**values) -> Organization:
    """Enters a partner or a guest. Returns it. Raises `Refused`, as for a name that is there already."""
    return keep(Organization(), **values)


@transaction.atomic
def change_organization(organization: Organization, **values) -> Organization:
    """Returns the organization with other values. Raises `Refused`."""
    return keep(Organization.objects.select_for_update().get(pk=organization.pk), **values)


@transaction.atomic
def enter_contact(organization: Organization, **values) -> Contact:
    """Adds somebody to write to in the organization. Returns the contact. Raises `Refused`."""
    return keep(Contact(organization=organization), **values)


@transaction.atomic
def change_contact(contact: Contact, **values) -> Contact:
    """Returns the contact with other values. Raises `Refused`."""
    return keep(Contact.objects.select_for_update().get(pk=contact.pk), **values)


@transaction.atomic
def remove_contact(contact: Contact) -> None:
    """Deletes the contact: somebody whom nobody writes to any more is forgotten."""
    contact.delete()
