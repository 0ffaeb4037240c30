"""Whether this portal is a demonstration. This is stored with its data, and is no setting."""

from foundation.portal.models import Portal

WORDS = "This is a demonstration. The history is real; its present and the people in it are invented."


def is_demo() -> bool:
    """Returns whether this portal is a demonstration."""
    return Portal.objects.filter(is_demo=True).exists()


def mark() -> None:
    """Marks this portal as a demonstration, which every page, PDF and mail then says."""
    Portal.objects.update_or_create(defaults={"is_demo": True})


def context(request) -> dict:
    """Returns what templates need for it. A page asks once, and only where it is shown."""
    return {"is_demo": is_demo, "demo_words": WORDS}
