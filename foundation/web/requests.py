"""What a browser sends, read with care: numbers, and the way back."""

import re

from django.utils.http import url_has_allowed_host_and_scheme

# Keys and revisions have fewer digits; longer ones are refused by the databases, and by Python from 4,300 on.
DIGITS = 15
KEPT = re.compile(r"[0-9a-z-]{1,40}")


def whole(text: str, otherwise: int | None = None) -> int | None:
    """The whole number that `text` is, in plain figures; `otherwise` for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else otherwise


def form_key(request) -> str:
    """Which opening of a page sent the form, as static/js/kept.js has it: what it typed is saved now.

    It goes back as the `extra_tags` of a message, or as `data-saved`.
    """
    mark = request.POST.get("kept", "")
    return mark if KEPT.fullmatch(mark) else ""


def next_address(request, otherwise: str) -> str:
    """The address within the portal that the form names as `next`; `otherwise` for any other."""
    address = request.POST.get("next", "")
    within = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if within else otherwise
