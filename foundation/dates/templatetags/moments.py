"""Moments on a page: in words at their place, and in a form that `local-time.js` reads."""

from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html

from foundation.dates import clock, hours

register = template.Library()


@register.simple_tag
def deadline(at, zone=""):
    """Returns "Friday 7 May, 18:00 (Geneva time)" as HTML; a script adds the reader's own time."""
    local = at.astimezone(ZoneInfo(zone or clock.zone().key))
    return format_html(
        '<time datetime="{}" data-local>{}</time>',
        local.isoformat(timespec="minutes"),
        hours.deadline(at, zone),
    )
