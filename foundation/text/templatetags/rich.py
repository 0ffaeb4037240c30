"""The filters `{{ text|rich }}` and `{{ text|plain }}` for texts of `foundation.text.rich`."""

from django import template

from foundation.text import rich

register = template.Library()
register.filter("rich", lambda text: rich.shown(text or ""))
register.filter("plain", lambda text: rich.plain(text or ""))


@register.filter
def editable(text) -> str:
    """Returns the HTML for an editor; empty if the text is plain, because the field itself has it then."""
    return text if text and rich.is_rich(text) else ""
