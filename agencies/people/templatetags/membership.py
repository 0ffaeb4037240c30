"""The sentence for people who will join the Group later: `{% load membership %}{% comes %}`."""

from django import template
from django.utils.translation import gettext as _

from agencies.people import rules

register = template.Library()


@register.inclusion_tag("agencies/people/_comes.html", takes_context=True)
def comes(context, agency=None) -> dict:
    """Returns the day from which the Group's pages open to the reader, for that agency or for any."""
    user = context.get("user")
    found = rules.comes(user) if user else None
    day, appointments = found or (None, [])
    if agency and agency not in [one.agency for one in appointments]:
        day = None
    return {
        "day": day,
        "parts": [
            _("%(role)s of %(agency)s") % {"role": one.get_role_display(), "agency": one.agency}
            for one in appointments
        ],
    }
