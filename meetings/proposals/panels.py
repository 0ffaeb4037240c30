from meetings.followup.panels import LATEST
from meetings.proposals.models import Proposal


def topics(agency, user) -> dict | None:
    """What it proposed, the latest first, with how the chair answered."""
    if not user.has_perm("agencies.read_contacts"):
        return None
    proposals = Proposal.objects.visible_to(user).filter(proposed_by=agency).order_by("-proposed_at", "-pk")
    return (
        {"agency": agency, "proposals": proposals[:LATEST], "count": proposals.count()} if proposals else None
    )
