"""What awaits a person around the documents."""

from agencies.rules import is_of_group, own_agencies
from documents import calling_notices, clearance_notices
from documents.models import Call, Clearance, Contribution, Round
from foundation.awaiting import Awaited

MOST = 20  # of a kind


def awaiting(user) -> list[Awaited]:
    return [*_clearances(user), *_contributions(user)] if is_of_group.test(user) else []


def _clearances(user):
    """What the person's agencies have not replied to yet."""
    asked = Clearance.objects.filter(
        round__in=Round.objects.running(), agency__in=own_agencies(user), reply=""
    ).select_related("agency", "round__version__document")
    for one in asked.order_by("round__until", "agency__acronym")[:MOST]:
        yield Awaited(
            f"Say for {one.agency} whether “{one.round.version.document}” is fine.",
            clearance_notices.place_of(one.round), "Reply", by=one.round.until, zone=one.round.timezone,
            template="documents/_clearance_awaited.html", subject=one,
        )  # fmt: skip


def _contributions(user):
    """What the person's agencies have not handed in yet."""
    asked = Contribution.objects.filter(
        call__in=Call.objects.open(), agency__in=own_agencies(user), handed_in_at=None
    ).select_related("agency", "call__document")
    for one in asked.defer("text").order_by("call__until", "agency__acronym")[:MOST]:
        wanted, verb = ("Hand in what was begun", "Go on") if one.saved_at else ("Contribute", "Fill it in")
        yield Awaited(
            f"{wanted} for {one.agency} to “{one.call.document}”.", calling_notices.place_of(one), verb,
            by=one.call.until, zone=one.call.timezone,
        )  # fmt: skip
