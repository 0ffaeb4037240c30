"""What views share: the term of an address."""

from django.http import Http404
from django.utils.translation import gettext as _

from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship


def get_term(slug: str) -> Chairmanship:
    """Returns the term with that slug, or that had it before its days were moved. Raises `Http404`."""
    terms = Chairmanship.objects.select_related("agency", "coordinated_by")
    try:
        return terms.by_slug(slug)
    except Chairmanship.DoesNotExist:
        if moved := terms.filter(pk=rotation.key_of_old_slug(slug)).first():
            return moved
        raise Http404(_("There is no term with this address.")) from None
