from django import template
from django.conf import settings

from agencies.accounts import connections, providers

register = template.Library()


@register.inclusion_tag("agencies/accounts/_other_ways_in.html", takes_context=True)
def other_ways_in(context, next_url: str = "", email: str | None = None) -> dict:
    """Returns the buttons of single sign-on, of all providers or of those that take the address.

    Without an address also the link by mail, if the setting offers it.
    """
    found = providers.all_providers()
    if email is not None:
        found = [one for one in found if one.may_sign_in(email)]
    return {
        "providers": found,
        "by_mail": settings.SIGN_IN_BY_MAIL and email is None,
        "next": next_url,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("agencies/accounts/_connections.html", takes_context=True)
def connections_of(context, person) -> dict:
    """Returns the providers with which the person signs in, with a button that ends each."""
    return {"connections": connections.of_person(person), "csrf_token": context.get("csrf_token")}
