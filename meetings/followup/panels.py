"""What other pages show of the follow-up: open action points of an agency, items not reached beside an
agenda.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.web.panels import Panel
from meetings.followup.models import Action
from meetings.followup.queries import AT_ONCE, unfinished_items
from meetings.meeting.models import Meeting

LATEST = 5


def open_actions(agency, user) -> dict | None:
    """Returns those of the agency and its parts that the user may read, the first due first; else None."""
    if not user.has_perm("agencies.read_contacts"):
        return None
    owned = Q(agency=agency) | Q(agency__part_of=agency)
    # An action point from an archive may not say whether it was done. It is left out.
    actions = Action.objects.visible_to(user).open().filter(owned).exclude(done=None)
    actions = actions.select_related("agency", "item__meeting").order_by("due", "pk")
    return {"agency": agency, "actions": actions[:LATEST], "count": actions.count()} if actions else None


def beside_agenda(meeting: Meeting, user) -> dict | None:
    """Returns the items not reached at the last meeting of that level; None if there are none."""
    items = list(unfinished_items(meeting)[:AT_ONCE])
    return {"items": items, "meeting": meeting} if items else None


PANELS = [
    Panel("agenda", 20, _("Not discussed last time"), "meetings/followup/_unfinished.html", beside_agenda),
    Panel("agency", 15, _("Open action points"), "meetings/followup/_agency_actions.html", open_actions),
]
