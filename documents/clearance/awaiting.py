"""The replies to a round of clearance that await a person."""

from django.utils.translation import gettext as _

from agencies.people.rules import is_of_group, own_agencies
from documents.clearance import mail
from documents.clearance.models import Clearance, Round
from foundation.web.awaiting import Awaited

MOST = 20


def awaiting(user) -> list[Awaited]:
    """Returns the clearances to which the person's agencies have not replied yet, at most `MOST`."""
    return list(_open(user)) if is_of_group.test(user) else []


def _open(user):
    asked = Clearance.objects.filter(
        round__in=Round.objects.running(), agency__in=own_agencies(user), reply=""
    ).select_related("agency", "round__version__document")
    for one in asked.order_by("round__until", "agency__acronym")[:MOST]:
        yield Awaited(
            _("Reply for %(agency)s: clearance of “%(document)s”.")
            % {"agency": one.agency, "document": one.round.version.document},
            mail.place_of(one.round), _("Reply"), by=one.round.until, zone=one.round.timezone,
            template="documents/clearance/_clearance_awaited.html", subject=one,
        )  # fmt: skip
