from django.contrib import admin

from foundation.admin import ReadOnlyAdmin, ReadOnlyInline
from meetings.agenda.models import AgendaItem, Paper, PaperFile
from meetings.applications.models import ApplicationDecision
from meetings.attendance.models import Attendance
from meetings.calendar.models import Rhythm, Suggestion
from meetings.followup.models import Action, Decision
from meetings.invitations.models import Guest, GuestInvitation, Invitation
from meetings.meeting.models import Meeting
from meetings.minutes.models import Comment, Correction, MinutesFile, MinutesRead, MinutesVersion
from meetings.prints.models import Pack
from meetings.proposals.models import Proposal, ProposalFile, Support
from meetings.requests.models import MeetingRequest
from meetings.workplan.models import ActivityDecision, ActivityMeeting, PlanApproval


class GuestInline(ReadOnlyInline):
    model = Guest


class AttendanceInline(ReadOnlyInline):
    model = Attendance


class AgendaItemInline(ReadOnlyInline):
    """In short; the item has a page of its own."""

    model = AgendaItem
    fields = ("position", "title", "proposed_by", "asked", "length")
    show_change_link = True


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "level", "kind", "date", "city", "stage", "agenda_state", "minutes", "term")
    list_select_related = ("term__agency",)
    list_filter = ("level", "kind", "stage", "minutes", "by_video")
    search_fields = ("title", "city", "venue", "purpose")
    inlines = (AgendaItemInline, GuestInline, AttendanceInline)


class DecisionInline(ReadOnlyInline):
    model = Decision


class ActionInline(ReadOnlyInline):
    model = Action


@admin.register(AgendaItem)
class AgendaItemAdmin(ReadOnlyAdmin):
    list_display = ("title", "meeting", "position", "proposed_by", "asked")
    list_select_related = ("meeting", "proposed_by")
    list_filter = ("asked", "meeting__level")
    search_fields = ("title", "summary", "minutes")
    inlines = (DecisionInline, ActionInline)


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("text", "item", "meeting")
    list_select_related = ("item__meeting",)
    search_fields = ("text", "item__title")

    @admin.display(ordering="item__meeting__date")
    def meeting(self, decision):
        return decision.item.meeting


@admin.register(Action)
class ActionAdmin(ReadOnlyAdmin):
    list_display = ("text", "owner", "due", "done", "item")
    list_select_related = ("agency", "item")
    list_filter = ("done", "office", ("agency", admin.RelatedOnlyFieldListFilter))
    search_fields = ("text", "item__title", "agency__acronym")


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ("title", "proposed_by", "proposed_at", "meeting", "answer")
    list_select_related = ("proposed_by", "meeting")
    list_filter = ("answer", "asked", "on_behalf", ("proposed_by", admin.RelatedOnlyFieldListFilter))
    search_fields = ("title", "reason")


@admin.register(ProposalFile)
class ProposalFileAdmin(ReadOnlyAdmin):
    """What was uploaded. The file itself has no address here."""

    list_display = ("name", "proposal", "size", "uploaded_at")
    list_select_related = ("proposal",)
    search_fields = ("name", "proposal__title", "sha256")
    fields = ("proposal", "name", "size", "sha256", "uploaded_at")


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ("text", "meeting", "item", "agency", "at")
    list_select_related = ("meeting", "item", "agency")
    search_fields = ("text", "meeting__title", "item__title")
    fields = ("meeting", "item", "text", "agency", "at")


@admin.register(ApplicationDecision)
class ApplicationDecisionAdmin(ReadOnlyAdmin):
    list_display = ("application", "outcome", "date", "meeting")
    list_select_related = ("application", "meeting")
    list_filter = ("outcome",)
    search_fields = ("application__applicant", "reason")


@admin.register(ActivityMeeting)
class ActivityMeetingAdmin(ReadOnlyAdmin):
    list_display = ("activity", "meeting")
    list_select_related = ("activity", "meeting")
    search_fields = ("activity__title",)


@admin.register(ActivityDecision)
class ActivityDecisionAdmin(ReadOnlyAdmin):
    list_display = ("activity", "decision")
    list_select_related = ("activity", "decision")
    search_fields = ("activity__title", "decision__text")


@admin.register(PlanApproval)
class PlanApprovalAdmin(ReadOnlyAdmin):
    list_display = ("plan", "meeting")
    list_select_related = ("plan__term__agency", "meeting")
    search_fields = ("plan__term__agency__acronym",)


# What the portal writes on pages of its own; here it is only looked at.


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "agency", "role", "reply", "invited_at", "withdrawn_at")
    list_select_related = ("meeting", "agency")
    list_filter = ("reply", "role")
    search_fields = ("meeting__title", "agency__acronym")
    fields = list_display


@admin.register(GuestInvitation)
class GuestInvitationAdmin(ReadOnlyAdmin):
    list_display = ("organization", "meeting", "state", "asked_by", "reply")
    list_select_related = ("meeting", "asked_by")
    list_filter = ("state", "reply")
    search_fields = ("organization", "meeting__title")
    fields = (*list_display, "why", "answer_reason")


@admin.register(Rhythm)
class RhythmAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "city", "months_ahead")


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    list_display = ("level", "quarter", "number", "date", "meeting", "dropped_at")
    list_select_related = ("meeting",)
    search_fields = ("why", "city")
    fields = (*list_display, "why")


@admin.register(MeetingRequest)
class MeetingRequestAdmin(ReadOnlyAdmin):
    list_display = ("subject", "asked_by", "asked_from_outside", "asked_at", "answer", "meeting")
    list_select_related = ("asked_by", "meeting")
    list_filter = ("answer",)
    search_fields = ("subject", "reason")
    fields = (*list_display, "reason", "answer_reason")


@admin.register(Paper)
class PaperAdmin(ReadOnlyAdmin):
    list_display = ("title", "symbol", "item", "document", "added_at")
    list_select_related = ("item", "document")
    search_fields = ("title", "symbol")
    fields = list_display


@admin.register(PaperFile)
class PaperFileAdmin(ReadOnlyAdmin):
    list_display = ("name", "paper", "size", "uploaded_at")
    list_select_related = ("paper",)
    search_fields = ("name", "sha256")
    fields = (*list_display, "sha256")


@admin.register(MinutesFile)
class MinutesFileAdmin(ReadOnlyAdmin):
    list_display = ("name", "meeting", "size", "uploaded_at")
    list_select_related = ("meeting",)
    search_fields = ("name", "sha256")
    fields = (*list_display, "sha256")


@admin.register(Pack)
class PackAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("meeting", "audience", "made_at", "pages", "size")
    list_select_related = ("meeting",)
    search_fields = ("meeting__title",)
    fields = list_display


@admin.register(MinutesVersion)
class MinutesVersionAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("item", "number", "saved_at")
    list_select_related = ("item",)
    search_fields = ("item__title",)
    fields = (*list_display, "text")


@admin.register(MinutesRead)
class MinutesReadAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "agency", "at")
    list_select_related = ("meeting", "agency")
    search_fields = ("agency__acronym",)
    fields = list_display


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "number", "item", "at")
    list_select_related = ("meeting", "item")
    search_fields = ("item__title", "reason")
    fields = (*list_display, "of", "before", "after", "reason")


@admin.register(Support)
class SupportAdmin(ReadOnlyAdmin):
    list_display = ("proposal", "agency", "words", "at")
    list_select_related = ("proposal", "agency")
    search_fields = ("proposal__title", "words")
    fields = list_display
