"""The filters `{{ text|rich }}`, `{{ text|rich_print }}` and `{{ text|plain }}` for `foundation.text.rich`."""

from django import template

from foundation.text import rich

register = template.Library()
register.filter("rich", lambda text: rich.shown(text or ""))
register.filter("rich_print", lambda text: rich.printed(text or ""))
register.filter("plain", lambda text: rich.plain(text or ""))
