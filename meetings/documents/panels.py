"""What the page of a document shows of meetings: where it was referred to, and what was decided there."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from documents.clearance.objections import standing
from documents.models import Document, DocumentVersion
from foundation.web.panels import Panel
from meetings.agenda.models import AgendaItem
from meetings.documents.queries import OPEN, items_on
from meetings.followup.models import Decision
from meetings.meeting.models import Meeting
from meetings.proposals.models import Proposal

MOST_AHEAD = 20  # meetings to choose from


def of_document(document: Document, user) -> dict | None:
    """Returns the items and proposals on the document that the user may read, and what they may do.

    None for people outside the Group, or if there is nothing to show.
    """
    if not user.has_perm("documents.read_all"):
        return None
    referrals = _referrals(document, user)
    proposals = _proposals(document, user)
    is_open = document.state in OPEN and document.current is not None
    is_waiting = any(one.is_undecided for one in proposals)
    is_chairs = user.has_perm("meetings.plan_meeting")
    may_refer = is_open and user.has_perm("documents.lead", document)
    if not is_chairs and (is_waiting or any(one.is_ahead for one in referrals)):
        may_refer = False
    if not (referrals or proposals or may_refer):
        return None
    ahead = Meeting.objects.none()
    if may_refer:
        ahead = Meeting.objects.visible_to(user).ahead().exclude(agenda_state=Meeting.Agenda.ADOPTED)
        ahead = ahead.exclude(agenda__document=document)[:MOST_AHEAD]
    return {
        "document": document,
        "referrals": referrals,
        "proposals": proposals,
        "may_refer": may_refer,
        "is_chairs": is_chairs,
        "ahead": ahead,
        "at_once": may_refer and bool(standing(document)),
        "may_adopt": document.state in OPEN and user.has_perm("meetings.adopt_document"),
    }


@dataclass(frozen=True)
class Referral:
    """An item on the document, with what the user may read of it.

    `is_known` says whether they know of its meeting, `is_read` whether they may read its agenda.
    """

    item: AgendaItem
    is_known: bool
    is_read: bool
    decisions: list[Decision]
    versions: list[DocumentVersion]

    @property
    def is_cancelled(self) -> bool:
        return self.item.meeting.stage == Meeting.Stage.CANCELLED

    @property
    def is_ahead(self) -> bool:
        meeting = self.item.meeting
        return not (self.is_cancelled or meeting.is_over or meeting.minutes)


def _referrals(document: Document, user) -> list[Referral]:
    """Returns the items on the document, the first meeting first."""
    items = AgendaItem.objects.for_reader(user).filter(pk__in=items_on(document)).select_related("meeting")
    items = items.prefetch_related("papers__version").order_by("meeting__date", "meeting", "position")
    known = set(Meeting.objects.visible_to(user).filter(agenda__in=items).values_list("pk", flat=True))
    decisions = list(Decision.objects.visible_to(user).filter(item__in=items))
    return [
        Referral(
            item,
            is_known=item.meeting_id in known,
            is_read=item.meeting_id in known and user.has_perm("meetings.read_agenda", item.meeting),
            decisions=[one for one in decisions if one.item_id == item.pk],
            versions=[paper.version for paper in item.papers.all() if paper.document_id == document.pk],
        )
        for item in items
    ]


def _proposals(document: Document, user) -> list[Proposal]:
    """Returns the proposals that are on no agenda: they await an answer, or were declined."""
    rows = Proposal.objects.visible_to(user).filter(document=document, item=None)
    rows = rows.select_related("proposed_by", "meeting").order_by("-proposed_at", "-pk")
    return [one for one in rows if one.is_undecided or one.answer == Proposal.Answer.DECLINED]


PANELS = [Panel("document", 25, _("Meetings"), "meetings/documents/_document_meetings.html", of_document)]
