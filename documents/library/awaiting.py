"""The requests for publication that await the chair."""

from django.utils.translation import gettext as _

from chairmanship.rotation.rules import acts_as_chair
from documents.library import mail
from documents.library.models import PublicationRequest
from foundation.web.awaiting import Awaited

MOST = 20


def awaiting(user) -> list[Awaited]:
    """Returns the requests, at most `MOST`, for who acts as chair."""
    if not acts_as_chair.test(user):
        return []
    asked = PublicationRequest.objects.open().select_related("document__lead").order_by("asked_at")[:MOST]
    return [
        Awaited(
            _("%(agency)s requests publication of “%(document)s”.")
            % {"agency": one.document.lead, "document": one.document}
            if one.document.lead
            else _("Publication of “%(document)s” is requested.") % {"document": one.document},
            mail.place_of_publication(one.document),
            _("Preview"),
        )
        for one in asked
    ]
