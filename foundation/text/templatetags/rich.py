"""The filters `{{ text|rich }}` and `{{ text|plain }}` for texts of `foundation.text.rich`."""

from django import template

from foundation.text import rich

register = template.Library()
register.filter("rich", lambda text: rich.shown(text or ""))
register.filter("plain", lambda text: rich.plain(text or ""))
