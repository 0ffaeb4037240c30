"""An application as a PDF, for those who may read it: alone, or with the assessment and the comments."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from agencies import print_views
from agencies.models import Application, ApplicationPrint

for_readers = permission_required("chairmanship.read_applications", raise_exception=True)


def _application(pk, what) -> tuple[Application, ApplicationPrint.What]:
    if what not in ApplicationPrint.What.values:
        raise Http404
    return get_object_or_404(Application, pk=pk), ApplicationPrint.What(what)


def _addresses(pk, what) -> dict[str, str]:
    return print_views.addresses("applications", pk, what)


@require_GET
@for_readers
@never_cache
def print_page(request, pk, what):
    application, what = _application(pk, what)
    template = "chairmanship/application_print.html"
    return print_views.show(request, application, what, template=template, **_addresses(pk, what))


@require_POST
@for_readers
def print_make(request, pk, what):
    application, what = _application(pk, what)
    return print_views.make(application, what, **_addresses(pk, what))


@require_GET
@for_readers
@never_cache
def print_pdf(request, pk, what):
    return print_views.send(request, *_application(pk, what), **_addresses(pk, what))
