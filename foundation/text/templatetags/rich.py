"""`{{ text|rich }}` and `{{ text|plain }}` for texts that `foundation.text.rich` knows."""

from django import template

from foundation.text import rich

register = template.Library()
register.filter("rich", lambda text: rich.shown(text or ""))
register.filter("plain", lambda text: rich.plain(text or ""))


@register.filter
def editable(text) -> str:
    """The HTML with which an editor opens; empty where the text is plain, and the field itself has it."""
    return text if text and rich.is_rich(text) else ""
