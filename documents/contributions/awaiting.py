"""The contributions that await a person."""

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
        request, verb = ("Hand in what was begun", "Go on") if one.saved_at else ("Contribute", "Fill it in")
        yield Awaited(
            f"{request} for {one.agency} to “{one.call.document}”.", mail.place_of(one), verb,
            by=one.call.until, zone=one.call.timezone,
        )  # fmt: skip
