"""What the Group is called. Nothing else in the code says its name."""

from django.utils.translation import pgettext


def name() -> str:
    """Returns the name of the Group: "Global Migration Group"."""
    return pgettext("the Group", "Global Migration Group")


def acronym() -> str:
    """Returns the short name of the Group: "GMG"."""
    return pgettext("the Group", "GMG")
