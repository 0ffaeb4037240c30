"""What an agency's page shows the people of the Group of the meetings: its open actions and its topics."""

from django.db.models import Q

from foundation.web.panels import Panel
from meetings.followup.models import Action
from meetings.proposals.panels import topics

LATEST = 5


def open_actions(agency, user) -> dict | None:
    """Those of the agency and of its parts that the reader may read of, the first due first."""
    if not user.has_perm("agencies.read_contacts"):
        return None
    owned = Q(agency=agency) | Q(agency__part_of=agency)
    # What came with an archive and says nothing of being done is of its time.
    actions = Action.objects.visible_to(user).open().filter(owned).exclude(done=None)
    actions = actions.select_related("agency", "item__meeting").order_by("due", "pk")
    return {"agency": agency, "actions": actions[:LATEST], "count": actions.count()} if actions else None


PANELS = [
    Panel("agency", 15, "Open actions", "meetings/followup/_agency_actions.html", open_actions),
    Panel("agency", 20, "Topics proposed", "meetings/followup/_agency_topics.html", topics),
]
