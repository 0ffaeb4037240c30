"""Whether this portal is a demonstration: every page, PDF and mail of one says so."""

from django.utils.functional import SimpleLazyObject

from foundation.models import Demonstration

WORDS = "This is a demonstration: its people and its present are invented."


def is_demo() -> bool:
    return Demonstration.objects.exists()


def context(request) -> dict:
    """For templates: `demonstration`, the words for the banner or nothing, asked for when shown."""
    return {"demonstration": SimpleLazyObject(lambda: WORDS if is_demo() else "")}
