"""What a page shows beside an address at which nobody can be reached: `{% bad_address email %}`."""

from django import template

from foundation.mail.models import BadAddress

register = template.Library()


@register.inclusion_tag("foundation/mail/_bad_address.html", takes_context=True)
def bad_address(context, email: str | None, hint: str = "") -> dict:
    """Returns the mark of the address, if it has one, with what to do about it.

    A page reads the marks once, however many addresses it shows.
    """
    return {"mark": _marks(context).get((email or "").casefold()), "hint": hint}


@register.simple_tag(takes_context=True)
def mark_of(context, email: str | None) -> BadAddress | None:
    """Returns the mark of the address; None if it has none."""
    return _marks(context).get((email or "").casefold())


def _marks(context) -> dict[str, BadAddress]:
    request = context["request"]
    if not hasattr(request, "_bad_addresses"):
        request._bad_addresses = {mark.address: mark for mark in BadAddress.objects.all()}
    return request._bad_addresses
