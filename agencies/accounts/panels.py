"""On a person's page, for the secretariat: where they are signed in."""

from django.utils.translation import gettext_lazy as _

from foundation.web.panels import Panel


def sign_ins(person, user) -> dict | None:
    """Returns where the person is signed in; None for readers who may not end it, and if it is nowhere."""
    if not person.is_active or not user.has_perm("agencies.end_sessions", person):
        return None
    found = list(person.sign_ins.all())
    return {"sign_ins": found, "person": person} if found else None


PANELS = [Panel("person", 21, _("Signed in"), "agencies/accounts/_of_person.html", sign_ins)]
