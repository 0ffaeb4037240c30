"""What a browser sends, read with care: numbers, the way back, and text that no database keeps."""

from django.core.exceptions import BadRequest
from django.utils.http import url_has_allowed_host_and_scheme

# Keys and revisions have fewer digits; longer ones are refused by the databases, and by Python from 4,300 on.
DIGITS = 15


def whole(text: str, otherwise: int | None = None) -> int | None:
    """The whole number that `text` is, in plain figures; `otherwise` for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else otherwise


def way_back(request, otherwise: str) -> str:
    """The address within the portal that the form names as `next`; `otherwise` for any other."""
    address = request.POST.get("next", "")
    within = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if within else otherwise


class ReadableMiddleware:
    """Refuses NUL, which nobody types and PostgreSQL keeps in no text: the page says it cannot be read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *args):
        """After the check of the form's token, so that what comes from elsewhere is not even read."""
        for sent in (request.GET, request.POST):
            if any("\0" in value for _, values in sent.lists() for value in values):
                raise BadRequest("NUL in what was sent")
        if "\0" in request.path:
            raise BadRequest("NUL in the address")
