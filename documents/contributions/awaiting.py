"""The contributions that await a person."""

from django.utils.translation import gettext as _

from agencies.people.rules import is_of_group, own_agencies
from documents.contributions import mail
from documents.contributions.models import Call, Contribution
from foundation.web.awaiting import Awaited

MOST = 20


def awaiting(user) -> list[Awaited]:
    """Returns the contributions that the person's agencies have not submitted yet, at most `MOST`."""
    return list(_open(user)) if is_of_group.test(user) else []


def _open(user):
    asked = Contribution.objects.filter(
        call__in=Call.objects.open(), agency__in=own_agencies(user), handed_in_at=None
    ).select_related("agency", "call__document")
    for one in asked.defer("text").order_by("call__until", "agency__acronym")[:MOST]:
        request = (
            _("Finish and submit the contribution of %(agency)s to “%(document)s”.")
            if one.saved_at
            else _("Contribute for %(agency)s to “%(document)s”.")
        )
        yield Awaited(
            request % {"agency": one.agency, "document": one.call.document}, mail.place_of(one),
            _("Continue") if one.saved_at else _("Contribute"),
            by=one.call.until, zone=one.call.timezone,
        )  # fmt: skip
