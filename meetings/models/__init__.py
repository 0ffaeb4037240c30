from meetings.audiences import Audience, Restricted
from meetings.models.agenda import AgendaItem, Asked, ItemPurpose
from meetings.models.application import ApplicationDecision
from meetings.models.comment import Comment
from meetings.models.decision import Action, Decision
from meetings.models.invitation import GuestInvitation, GuestItem, Invitation, Replied
from meetings.models.meeting import Attendance, Guest, Meeting
from meetings.models.minutes import Correction, MinutesVersion
from meetings.models.paper import MinutesFile, Pack, Paper, PaperFile
from meetings.models.proposal import Proposal, ProposalFile, ProposalPurpose, Support
from meetings.models.rhythm import MeetingRequest, Rhythm, Suggestion
from meetings.models.workplan import ActivityDecision, ActivityMeeting, PlanApproval

__all__ = [
    "Action",
    "ActivityDecision",
    "ActivityMeeting",
    "AgendaItem",
    "ApplicationDecision",
    "Asked",
    "Attendance",
    "Audience",
    "Comment",
    "Correction",
    "Decision",
    "Guest",
    "GuestInvitation",
    "GuestItem",
    "Invitation",
    "ItemPurpose",
    "Meeting",
    "MeetingRequest",
    "MinutesFile",
    "MinutesVersion",
    "Pack",
    "Paper",
    "PaperFile",
    "PlanApproval",
    "Proposal",
    "ProposalFile",
    "ProposalPurpose",
    "Replied",
    "Restricted",
    "Rhythm",
    "Suggestion",
    "Support",
]
