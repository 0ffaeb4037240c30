"""Whether this portal is a demonstration: a fact that is stored with its data, and no setting."""

from foundation.portal.models import Portal

WORDS = "This is a demonstration. The history is real; its present and the people in it are invented."


def is_demo() -> bool:
    """Whether this portal is a demonstration."""
    return Portal.objects.filter(is_demo=True).exists()


def mark() -> None:
    """From now on this portal is a demonstration, and says so on every page, PDF and mail."""
    Portal.objects.update_or_create(defaults={"is_demo": True})


def context(request) -> dict:
    """What templates know of it; asked once for a page, where it is shown."""
    return {"is_demo": is_demo, "demo_words": WORDS}
