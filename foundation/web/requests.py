"""Reads values that a browser sends: numbers, and the next page."""

import re

from django.utils.http import url_has_allowed_host_and_scheme

# Keys and revisions have fewer digits; longer ones are refused by the databases, and by Python from 4,300 on.
DIGITS = 15
SECRETS = frozenset({"link", "key"})  # the names of parts of addresses that open something by themselves
KEPT = re.compile(r"[0-9a-z-]{1,40}")


def whole(text: str, otherwise: int | None = None) -> int | None:
    """Returns `text` as a whole number if it is plain figures; `otherwise` if not."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else otherwise


def form_key(request) -> str:
    """Returns the key of the draft in the browser that the form sends, as kept.js sets it; empty without one.

    Once it is saved, `SavedMiddleware` or the answer to htmx (`data-saved`) names it. The script forgets it.
    """
    mark = request.POST.get("kept", "")
    return mark if KEPT.fullmatch(mark) else ""


def next_address(request, otherwise: str) -> str:
    """Returns the address that the form names as `next` if it is within the portal; `otherwise` if not."""
    address = request.POST.get("next", "")
    within = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if within else otherwise
