"""What a document says on its face: whose text it is, if not the Group's, and who dissociates itself."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency
from foundation.text.words import listed

CHAIR, AGENCIES = "chair", "agencies"


def face_of(issued_as: str, agencies: Iterable[Agency]) -> str:
    """Returns whose text it is, in words that everybody reads; "" for a text of the Group.

    "Text of the chair (IOM), not of the Group", or "Text of ILO, IOM and UNDP, not of the Group as a whole".
    """
    names = listed(sorted(agency.acronym for agency in agencies))
    if issued_as == CHAIR:
        if not names:
            return _("Text of the chair, not of the Group")
        return _("Text of the chair (%(agencies)s), not of the Group") % {"agencies": names}
    if issued_as == AGENCIES:
        return _("Text of %(agencies)s, not of the Group as a whole") % {"agencies": names}
    return ""


def dissociating(agencies: Iterable[Agency]) -> str:
    """Returns "UNHCR dissociates itself", or "UNHCR and WHO dissociate themselves"; "" for no agency."""
    names = [agency.acronym for agency in agencies]
    if not names:
        return ""
    words = ngettext("%(agencies)s dissociates itself", "%(agencies)s dissociate themselves", len(names))
    return words % {"agencies": listed(names)}
