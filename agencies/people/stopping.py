"""The link in a mail by which its reader ends mail of that kind, without signing in."""

from django.core import signing

from agencies.people.models import User
from foundation.mail.kinds import Kind

SALT = "agencies.people.stopping"


def stopping(person: User, kind: str) -> str:
    """Returns what the link has: who, and which kind. It works for as long as the person is known."""
    return signing.dumps([person.pk, str(kind)], salt=SALT)


def stopped_by(link: str) -> tuple[User, Kind] | None:
    """Returns whose mail of which kind the link ends; None if it is no such link."""
    try:
        pk, kind = signing.loads(link, salt=SALT)
        person = User.objects.filter(pk=pk, is_active=True).first()
        return (person, Kind(kind)) if person else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
