"""Hours on a page: as they are at their place, and for `local-time.js` as moments."""

from django import template
from django.utils.html import format_html

from foundation.dates.templatetags.moments import deadline
from meetings.meeting import places

register = template.Library()


@register.simple_tag
def hours(meeting):
    """ "10:00–12:30 (Geneva time)", beside which the reader finds their own where it is another."""
    text, begins, ends = places.hours(meeting), meeting.starts_at, meeting.ends_at
    if not begins:
        return text
    return format_html(
        '<time datetime="{}" data-ends="{}" data-local>{}</time>',
        begins.isoformat(),
        ends.isoformat() if ends else "",
        text,
    )


register.simple_tag(deadline)
