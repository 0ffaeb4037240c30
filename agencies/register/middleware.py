"""Leads addresses from before a rename on to the pages of today."""

import re

from django.http import HttpResponsePermanentRedirect
from django.urls import NoReverseMatch, reverse

from agencies.register.models import Agency
from agencies.register.names import AgencyName

OF_TERM = re.compile(r"(.+)(-[0-9]{4}-[0-9]{2})")  # iom-2007-01, the slug of a term


class FormerAddressMiddleware:
    """Answers 301 where the slug of an address is that of an acronym which the agency had before.

    It looks only at pages that are not there, so other pages cost nothing. An acronym that another agency has
    today is never led on.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code == 404 and request.method in ("GET", "HEAD") and match:
            slug = match.kwargs.get("slug")
            if slug and (now := slug_of_today(slug)):
                try:
                    address = reverse(match.view_name, kwargs=match.kwargs | {"slug": now})
                except NoReverseMatch:
                    return response
                asked = request.META.get("QUERY_STRING", "")
                return HttpResponsePermanentRedirect(f"{address}?{asked}" if asked else address)
        return response


def slug_of_today(slug: str) -> str | None:
    """Returns the slug that the agency, or its term, has today; None if the slug is no former one."""
    term = OF_TERM.fullmatch(slug)
    for former, rest in ((slug, ""), *([(term[1], term[2])] if term else [])):
        row = AgencyName.objects.filter(slug=former).select_related("agency").order_by("-pk").first()
        if row and row.agency.slug != former and not Agency.objects.filter(slug=former).exists():
            return row.agency.slug + rest
    return None
