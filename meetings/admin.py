from django.contrib import admin

from foundation.admin import HistoryAdmin, HistoryInline, ReadOnlyAdmin
from meetings import models


class GuestInline(HistoryInline):
    model = models.Guest


class AttendanceInline(HistoryInline):
    model = models.Attendance
    autocomplete_fields = ("agency",)


class AgendaItemInline(HistoryInline):
    """In short; the item has a page of its own."""

    model = models.AgendaItem
    fields = ("position", "title", "proposed_by", "asked", "length")
    autocomplete_fields = ("proposed_by",)
    show_change_link = True


@admin.register(models.Meeting)
class MeetingAdmin(HistoryAdmin):
    list_display = ("__str__", "level", "kind", "date", "city", "stage", "agenda_state", "minutes", "term")
    list_select_related = ("term__agency",)
    list_filter = ("level", "kind", "stage", "minutes", "by_video")
    search_fields = ("title", "city", "venue", "purpose")
    autocomplete_fields = ("term",)
    inlines = (AgendaItemInline, GuestInline, AttendanceInline)


class DecisionInline(HistoryInline):
    model = models.Decision


class ActionInline(HistoryInline):
    model = models.Action
    autocomplete_fields = ("agency",)


@admin.register(models.AgendaItem)
class AgendaItemAdmin(HistoryAdmin):
    list_display = ("title", "meeting", "position", "proposed_by", "asked")
    list_select_related = ("meeting", "proposed_by")
    list_filter = ("asked", "meeting__level")
    search_fields = ("title", "summary", "minutes")
    autocomplete_fields = ("meeting", "proposed_by")
    chosen = ("purposes",)
    inlines = (DecisionInline, ActionInline)


@admin.register(models.Decision)
class DecisionAdmin(HistoryAdmin):
    list_display = ("text", "item", "meeting")
    list_select_related = ("item__meeting",)
    search_fields = ("text", "item__title")
    autocomplete_fields = ("item",)

    @admin.display(ordering="item__meeting__date")
    def meeting(self, decision):
        return decision.item.meeting


@admin.register(models.Action)
class ActionAdmin(HistoryAdmin):
    list_display = ("text", "owner", "due", "done", "item")
    list_select_related = ("agency", "item")
    list_filter = ("done", "office", ("agency", admin.RelatedOnlyFieldListFilter))
    search_fields = ("text", "item__title", "agency__acronym")
    autocomplete_fields = ("item", "agency")


@admin.register(models.Proposal)
class ProposalAdmin(HistoryAdmin):
    list_display = ("title", "proposed_by", "proposed_at", "meeting", "answer")
    list_select_related = ("proposed_by", "meeting")
    list_filter = ("answer", "asked", "on_behalf", ("proposed_by", admin.RelatedOnlyFieldListFilter))
    search_fields = ("title", "reason")
    autocomplete_fields = ("proposed_by", "meeting", "entered_by", "merged_into", "item")
    readonly_fields = ("answered_at",)
    chosen = ("purposes",)


@admin.register(models.ProposalFile)
class ProposalFileAdmin(ReadOnlyAdmin):
    """What was uploaded. The file itself has no address here."""

    list_display = ("name", "proposal", "size", "uploaded_at")
    list_select_related = ("proposal",)
    search_fields = ("name", "proposal__title", "sha256")
    fields = ("proposal", "name", "size", "sha256", "uploaded_at")


@admin.register(models.Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ("text", "meeting", "item", "agency", "at")
    list_select_related = ("meeting", "item", "agency")
    search_fields = ("text", "meeting__title", "item__title")
    fields = ("meeting", "item", "text", "agency", "at")


@admin.register(models.ApplicationDecision)
class ApplicationDecisionAdmin(HistoryAdmin):
    list_display = ("application", "outcome", "date", "meeting")
    list_select_related = ("application", "meeting")
    list_filter = ("outcome",)
    search_fields = ("application__applicant", "reason")
    autocomplete_fields = ("application", "meeting", "recorded_by")
