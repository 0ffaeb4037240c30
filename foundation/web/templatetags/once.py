"""`{% csrf_token %}` with a one-time key, so that no form can forget it."""

import secrets

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

register = template.Library()
FIELD = '{}<input type="hidden" name="once" value="{}" autocomplete="off">'


class TokenNode(CsrfTokenNode):
    """Django's hidden field, and one with a key that no other form has."""

    def render(self, context):
        token = super().render(context)
        return token and format_html(FIELD, token, new_key(context.get("request")))


@register.tag
def csrf_token(parser, token):
    return TokenNode()


def new_key(request=None) -> str:
    """Returns another key at each call. Those of a page begin alike, so that many compress well."""
    if request is None:
        return secrets.token_urlsafe(12)
    start, count = getattr(request, "keys_of_forms", (secrets.token_urlsafe(9), 0))
    request.keys_of_forms = start, count + 1
    return f"{start}-{count}"
