"""The link of a mail that asks for clearance: for whoever holds it, for that agency and round only."""

from django.core import signing
from django.urls import reverse

from agencies.models import User
from agencies.rules import own_agencies
from agencies.telling import address
from documents.models import Clearance

SALT = "documents.clearance"


def link_of(clearance: Clearance, person: User) -> str:
    return signing.dumps([clearance.pk, person.pk], salt=SALT)


def address_of(clearance: Clearance, person: User) -> str:
    """As it stands in the mail."""
    return address(reverse("documents:clearance_link", args=[link_of(clearance, person)]))


def opened(link: str) -> tuple[Clearance, User] | None:
    """What a link is for, and whose it is; nothing where it was tampered with."""
    try:
        pk, person = signing.loads(link, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    clearance = (
        Clearance.objects.select_related("agency", "replied_by", "round__version__document__lead")
        .filter(pk=pk)
        .first()
    )
    holder = User.objects.filter(pk=person).first()
    return (clearance, holder) if clearance and holder else None


def ended(clearance: Clearance, person: User) -> str:
    """Why the link opens nothing any more, in words; empty while it does."""
    if clearance.agency_id not in own_agencies(person):
        return f"By the register you do not act for {clearance.agency} any more."
    if clearance.round.withdrawn_at:
        why = clearance.round.reason
        return f"This round was withdrawn{f': {why}' if why else '.'}"
    return ""
