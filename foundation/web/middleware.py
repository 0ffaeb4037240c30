"""Middleware for every request and every answer."""

from django.core.exceptions import BadRequest
from django.middleware.gzip import GZipMiddleware


class PagesGZipMiddleware(GZipMiddleware):
    """Compresses pages for browsers that accept it. Files are sent as they are, with their length."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)


class ReadableMiddleware:
    """Refuses NUL characters, which nobody types and PostgreSQL cannot store in a text."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *args):
        """Runs after the check of the form's token, so that a form from elsewhere is not even read."""
        for sent in (request.GET, request.POST):
            if any("\0" in value for _, values in sent.lists() for value in values):
                raise BadRequest("NUL in what was sent")
        if "\0" in request.path:
            raise BadRequest("NUL in the address")
