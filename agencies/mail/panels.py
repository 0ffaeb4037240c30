"""What the page of a person tells of the way of mail."""

from django.utils.translation import gettext_lazy as _

from agencies.mail.rules import is_secretariat
from agencies.people.models import User
from foundation.mail import addresses
from foundation.web.panels import Panel


def _not_reached(person: User, user: User) -> dict | None:
    """Returns the mark of the person's address, if it has one, and whether the reader may clear it."""
    mark = addresses.bad([person.email]).get(person.email)
    return {"mark": mark, "clears": is_secretariat(user) or person == user} if mark else None


PANELS = [Panel("person", 5, _("E-mail address"), "agencies/mail/_address_panel.html", _not_reached)]
