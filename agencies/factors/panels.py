"""On a person's page, for the secretariat: their second factor, and a way to remove a lost one."""

from django.utils.translation import gettext_lazy as _

from agencies.factors.queries import factors_of
from foundation.web.panels import Panel


def second_factor(person, user) -> dict | None:
    """Returns what the person has set up; None for readers who do not see it, and of closed accounts."""
    if not person.is_active or not user.has_perm("agencies.read_factor"):
        return None
    return {"factors": factors_of(person), "person": person}


PANELS = [Panel("person", 20, _("Second factor"), "agencies/factors/_of_person.html", second_factor)]
