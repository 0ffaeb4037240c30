"""The terms that an agency held, on its page."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.models import Chairmanship
from foundation.web.panels import Panel


def terms_chaired(agency, user):
    """Returns the terms that the agency held, or coordinated for its collective member."""
    terms = Chairmanship.objects.filter(Q(agency=agency) | Q(coordinated_by=agency))
    return {"terms": terms.select_related("agency", "coordinated_by"), "agency": agency}


PANELS = [Panel("agency", 10, _("Terms as chair"), "chairmanship/rotation/_agency_terms.html", terms_chaired)]
