"""The agenda items and proposals on a document, and what the Group decided under them."""

from django.db.models import Q

from documents.models import Document, DocumentVersion
from meetings.agenda.models import AgendaItem, Paper
from meetings.followup.models import Decision
from meetings.meeting.models import Meeting
from meetings.proposals.models import Proposal, ProposalQuerySet

State = Document.State
OPEN = ["", State.DRAFTING, State.CIRCULATED, State.CLEARED]  # a meeting can still decide on it


def items_on(document: Document):
    """Returns the items on a document, also those with which its proposals were merged, as a queryset."""
    merged = Proposal.objects.filter(document=document, item__isnull=False).values("item")
    return AgendaItem.objects.filter(Q(document=document) | Q(pk__in=merged)).select_related("meeting")


def waiting_on(document: Document) -> ProposalQuerySet:
    """Returns the proposals on a document that await an answer of the chair."""
    return Proposal.objects.undecided().filter(document=document)


def version_before(item: AgendaItem, document: Document) -> DocumentVersion | None:
    """Returns the version of a document that is decided on under an item: its latest paper, else the current
    one.
    """
    papers = Paper.objects.filter(item=item, document=document).exclude(version=None)
    paper = papers.select_related("version").order_by("version__number").last()
    return paper.version if paper else document.current


def number_of(decision: Decision) -> int:
    """Returns the number of a decision among those of its meeting, counted from 1."""
    order = list(Decision.objects.filter(item__meeting=decision.item.meeting_id).values_list("pk", flat=True))
    return order.index(decision.pk) + 1


def without_meeting():
    """Returns the open documents that were referred to a cancelled meeting only, and that await no answer."""
    live = AgendaItem.objects.exclude(meeting__stage=Meeting.Stage.CANCELLED)
    return (
        Document.objects.filter(state__in=OPEN, agenda_items__meeting__stage=Meeting.Stage.CANCELLED)
        .exclude(agenda_items__in=live)
        .exclude(proposals__in=Proposal.objects.undecided())
        .distinct()
        .order_by("title", "pk")
    )
