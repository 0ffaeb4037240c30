"""Whether this portal is a demonstration. This is stored with its data, and is no setting."""

from django.utils.translation import gettext as _

from foundation.portal import facts
from foundation.portal.models import Portal


def words() -> str:
    """Returns what every page, PDF and mail of a demonstration says."""
    return _("This is a demonstration. The history is real; current events and people are invented.")


def is_demo() -> bool:
    """Returns whether this portal is a demonstration."""
    return facts.read().is_demo


def mark() -> None:
    """Marks this portal as a demonstration, which every page, PDF and mail then says."""
    Portal.objects.update_or_create(defaults={"is_demo": True})
    facts.forget()


def context(request) -> dict:
    """Returns what templates need for it. A page asks once, and only where it is shown."""
    return {"is_demo": is_demo, "demo_words": words}
