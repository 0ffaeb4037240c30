"""The models of meetings, each kept in its room."""

from meetings.agenda.models import AgendaItem, Asked, ItemPurpose, Paper, PaperFile
from meetings.applications.models import ApplicationDecision
from meetings.attendance.models import Attendance
from meetings.calendar.models import Rhythm, Suggestion
from meetings.followup.models import Action, Decision
from meetings.invitations.models import Guest, GuestInvitation, GuestItem, Invitation, Replied
from meetings.meeting.models import Meeting
from meetings.minutes.models import Comment, Correction, MinutesFile, MinutesRead, MinutesVersion
from meetings.prints.models import Pack
from meetings.proposals.models import Proposal, ProposalFile, ProposalPurpose, Support
from meetings.requests.models import MeetingRequest
from meetings.workplan.models import ActivityDecision, ActivityMeeting, PlanApproval

__all__ = [
    "Action",
    "ActivityDecision",
    "ActivityMeeting",
    "AgendaItem",
    "ApplicationDecision",
    "Asked",
    "Attendance",
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
    "MinutesRead",
    "MinutesVersion",
    "Pack",
    "Paper",
    "PaperFile",
    "PlanApproval",
    "Proposal",
    "ProposalFile",
    "ProposalPurpose",
    "Replied",
    "Rhythm",
    "Suggestion",
    "Support",
]
