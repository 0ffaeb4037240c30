"""What other pages show of proposals: beside an agenda, and on the page of an agency."""

from django.utils.translation import gettext_lazy as _

from foundation.web.panels import Panel
from meetings.meeting.models import Meeting
from meetings.proposals.models import Proposal
from meetings.proposals.queries import to_be_shown

AT_ONCE = 30  # waiting proposals; each has its forms
LATER = 12  # meetings to which a proposal can be deferred from here
LATEST = 5  # topics of an agency


def on_agenda(meeting: Meeting | None, user) -> dict | None:
    """Returns what is shown beside the agenda: proposals that wait for it, and answers, which can be undone.

    None if the user does not answer proposals. Without a meeting, all undecided proposals.
    """
    if not user.has_perm("meetings.answer_proposals"):
        return None
    undecided = Proposal.objects.waiting_for(meeting) if meeting else Proposal.objects.undecided()
    ahead = Meeting.objects.visible_to(user).ahead().exclude(pk=meeting.pk if meeting else None)
    later = [other for other in ahead if not meeting or other.date.latest >= meeting.date.earliest]
    return {
        "meeting": meeting,
        "count": undecided.count(),
        "waiting": list(to_be_shown(undecided)[:AT_ONCE]),
        "items": list(meeting.agenda.all()) if meeting else [],
        "later": later[:LATER],
        "answered": list(Proposal.objects.answered_for(meeting).with_what_is_shown()) if meeting else [],
    }


def topics(agency, user) -> dict | None:
    """Returns what the agency proposed, the latest first, with the answers; None if there is nothing
    to show.
    """
    if not user.has_perm("agencies.read_contacts"):
        return None
    proposals = Proposal.objects.visible_to(user).filter(proposed_by=agency).order_by("-proposed_at", "-pk")
    return (
        {"agency": agency, "proposals": proposals[:LATEST], "count": proposals.count()} if proposals else None
    )


PANELS = [
    Panel("agenda", 10, _("Topics awaiting an answer"), "meetings/proposals/_waiting.html", on_agenda),
    Panel("agency", 20, _("Proposed topics"), "meetings/proposals/_agency_topics.html", topics),
]
