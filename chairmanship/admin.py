from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from chairmanship.applications.models import ApplicationTerm
from chairmanship.circulars.models import Circular
from chairmanship.handover.models import (
    Handover,
    HandoverLine,
    HandoverReport,
    NarrativeComment,
    NarrativeVersion,
    OpenMatter,
    ReportImage,
)
from chairmanship.outside.models import Deadline, Event, EventTroika, Forum, Occasion
from chairmanship.rotation.models import Chairmanship, ReportParagraph, ReportSection
from chairmanship.troika.models import TroikaNote
from chairmanship.workplan.models import ActivityNote, AgreedPlan, Output, PassingNote, WorkplanActivity
from foundation.admin import ReadOnlyAdmin, ReadOnlyInline, WritableAdmin


class ReportParagraphInline(ReadOnlyInline):
    model = ReportParagraph
    fields = ("section", "position", "key", "text", "is_removed")


class ReportSectionInline(ReadOnlyInline):
    model = ReportSection


@admin.register(Chairmanship)
class ChairmanshipAdmin(ReadOnlyAdmin):
    list_display = ("agency", "period", "capacity", "coordinated_by", "theme")
    list_select_related = ("agency", "coordinated_by")
    list_filter = ("capacity", ("agency", admin.RelatedOnlyFieldListFilter))
    date_hierarchy = "starts"
    search_fields = ("agency__acronym", "agency__name", "theme")
    inlines = (ReportSectionInline, ReportParagraphInline)

    @admin.display(ordering="starts", description=_("period"))
    def period(self, term):
        return term.period


class EventTroikaInline(ReadOnlyInline):
    model = EventTroika
    verbose_name = _("agency of the troika")
    verbose_name_plural = _("troika as recorded")


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("forum", "kind", "date", "city", "speaker")
    list_select_related = ("delivered_by",)
    list_filter = ("kind", "by_troika")
    search_fields = ("forum", "city", "summary")
    inlines = (EventTroikaInline,)


@admin.register(Forum)
class ForumAdmin(WritableAdmin):
    """The names of other bodies' forums: events add them, and no page corrects them."""

    search_fields = ("name",)


class DeadlineInline(ReadOnlyInline):
    model = Deadline


@admin.register(Occasion)
class OccasionAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "forum", "starts", "ends", "city")
    list_select_related = ("forum",)

    date_hierarchy = "starts"
    search_fields = ("title", "forum__name", "city", "note")
    inlines = (DeadlineInline,)


@admin.register(TroikaNote)
class TroikaNoteAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "agency", "written_by", "written_at", "put_away_at")
    list_select_related = ("agency", "written_by")
    search_fields = ("title",)


class OutputInline(ReadOnlyInline):
    model = Output


@admin.register(WorkplanActivity)
class WorkplanActivityAdmin(ReadOnlyAdmin):
    list_display = ("title", "lead", "starts", "ends", "status", "term")
    list_select_related = ("lead", "term__agency")
    list_filter = ("status", ("lead", admin.RelatedOnlyFieldListFilter))
    search_fields = ("title", "objective")
    inlines = (OutputInline,)


@admin.register(ActivityNote)
class ActivityNoteAdmin(ReadOnlyAdmin):
    list_display = ("activity", "agency", "status", "at", "by")
    list_select_related = ("activity", "agency", "by")
    list_filter = ("status",)
    search_fields = ("activity__title", "text")


@admin.register(PassingNote)
class PassingNoteAdmin(ReadOnlyAdmin):
    list_display = ("activity", "term", "at", "by")
    list_select_related = ("activity", "term__agency", "by")
    search_fields = ("activity__title", "text")


@admin.register(AgreedPlan)
class AgreedPlanAdmin(ReadOnlyAdmin):
    list_display = ("term", "number", "agreed_at", "agreed_by")
    list_select_related = ("term__agency", "agreed_by")
    search_fields = ("term__agency__acronym",)


@admin.register(ApplicationTerm)
class ApplicationTermAdmin(ReadOnlyAdmin):
    list_display = ("application", "term")
    list_select_related = ("application", "term__agency")
    search_fields = ("application__applicant", "term__agency__acronym")


@admin.register(HandoverReport)
class HandoverReportAdmin(ReadOnlyAdmin):
    list_display = ("term", "version", "state", "as_at", "made_at", "issued_at", "file")
    list_select_related = ("term__agency",)
    list_filter = ("state",)
    search_fields = ("term__agency__acronym", "sha256")
    fields = (
        "term", "version", "state", "as_at", "requested_at", "asked_by", "made_at", "pages", "sha256",
        "summary_pages", "summary_sha256", "released_at", "released_to_read_by", "issued_at", "given_out_by",
        "published_at", "file",
    )  # fmt: skip

    @admin.display(description=_("requested by"))
    def asked_by(self, report):
        return report.requested_by and report.requested_by.shown

    @admin.display(description=_("released by"))
    def released_to_read_by(self, report):
        return report.released_by and report.released_by.shown

    @admin.display(description=_("issued by"))
    def given_out_by(self, report):
        return report.issued_by and report.issued_by.shown

    @admin.display(description=_("file"))
    def file(self, report):
        """The file has no address of its own. The page that decides who may have it links to it."""
        if not report.pdf:
            return None
        address = reverse("chairmanship:report_pdf", args=[report.term.slug, report.version])
        return format_html('<a href="{}">PDF</a>', address)


@admin.register(Circular)
class CircularAdmin(ReadOnlyAdmin):
    list_display = ("subject", "sent_at", "chair", "sent_by", "people", "recalled_at")
    list_select_related = ("chair", "sent_by")
    date_hierarchy = "sent_at"
    search_fields = ("subject",)


@admin.register(Handover)
class HandoverAdmin(ReadOnlyAdmin):
    list_display = ("term", "opened_at", "closed_at", "sent_at", "taken_over_at")
    list_select_related = ("term__agency",)
    search_fields = ("term__agency__acronym",)
    fields = (
        "term",
        "opened_at",
        "opened_for",
        "closed_at",
        "closed_for",
        "sent_at",
        "taken_over_at",
        "remarks",
    )


@admin.register(HandoverLine)
class HandoverLineAdmin(ReadOnlyAdmin):
    list_display = ("text", "handover", "done_at")
    list_select_related = ("handover__term__agency",)
    search_fields = ("text",)
    fields = ("handover", "position", "text", "done_at")


@admin.register(OpenMatter)
class OpenMatterAdmin(ReadOnlyAdmin):
    list_display = ("sentence", "title", "handover")
    list_select_related = ("handover__term__agency",)
    list_filter = ("kind",)
    search_fields = ("sentence",)
    fields = ("handover", "position", "title", "sentence", "page", "written_at")


@admin.register(NarrativeVersion)
class NarrativeVersionAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("term", "name", "number", "saved_at")
    list_select_related = ("term__agency",)
    fields = ("term", "name", "number", "text", "begun_at", "saved_at")


@admin.register(ReportImage)
class ReportImageAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("term", "name", "kind", "size", "uploaded_at")
    list_select_related = ("term__agency",)
    search_fields = ("name", "term__agency__acronym")
    fields = (*list_display, "sha256", "uploaded_by")


@admin.register(NarrativeComment)
class NarrativeCommentAdmin(ReadOnlyAdmin):
    list_display = ("term", "name", "at", "settled_at")
    list_select_related = ("term__agency",)
    search_fields = ("text",)
    fields = ("term", "name", "text", "at", "settled_at")
