from meetings.models.agenda import AgendaItem, Asked, ItemPurpose
from meetings.models.application import ApplicationDecision
from meetings.models.comment import Comment
from meetings.models.decision import Action, Decision
from meetings.models.meeting import Attendance, Guest, Meeting
from meetings.models.proposal import Proposal, ProposalFile, ProposalPurpose

__all__ = [
    "Action",
    "AgendaItem",
    "ApplicationDecision",
    "Asked",
    "Attendance",
    "Comment",
    "Decision",
    "Guest",
    "ItemPurpose",
    "Meeting",
    "Proposal",
    "ProposalFile",
    "ProposalPurpose",
]
