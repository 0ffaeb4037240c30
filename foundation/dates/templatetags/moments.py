"""Moments on a page: as they are at their place, and for `local-time.js` as moments."""

from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html

from foundation.dates import clock, hours

register = template.Library()


@register.simple_tag
def deadline(at, zone=""):
    """ "Friday 7 May 2027, 18:00, Geneva time", and beside it the reader's own."""
    local = at.astimezone(ZoneInfo(zone or clock.zone().key))
    return format_html(
        '<time datetime="{}" data-local>{}</time>',
        local.isoformat(timespec="minutes"),
        hours.deadline(at, zone),
    )
