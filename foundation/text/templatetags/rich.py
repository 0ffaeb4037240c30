"""The filters `rich`, `rich_print` and `plain` for texts of `foundation.text.rich`."""

from django import template

from foundation.text import rich

register = template.Library()
register.filter("rich", lambda text: rich.shown(text or ""))
register.filter("rich_print", lambda text: rich.printed(text or ""))
register.filter("plain", lambda text: rich.plain(text or ""))
