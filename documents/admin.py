from django.contrib import admin

from documents.clearance.models import Clearance, LateReply, Round
from documents.contributions.models import (
    Call,
    CompiledPrint,
    Contribution,
    ContributionFile,
    ContributionRevision,
)
from documents.document.models import (
    Dissociation,
    Document,
    DocumentVersion,
    EventDocument,
    ImportedText,
    Issuer,
    Sharing,
    Step,
    Symbol,
    TextImage,
    TextPrint,
)
from documents.library.models import PublicationRequest
from foundation.admin import ReadOnlyAdmin, ReadOnlyInline


class SharingInline(ReadOnlyInline):
    model = Sharing


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "state", "date", "lead", "term")
    list_select_related = ("lead", "term__agency")
    list_filter = ("kind", "state", ("lead", admin.RelatedOnlyFieldListFilter))
    search_fields = ("title", "symbol", "summary")
    inlines = (SharingInline,)


@admin.register(EventDocument)
class EventDocumentAdmin(ReadOnlyAdmin):
    list_display = ("event", "document")
    list_select_related = ("event", "document")
    search_fields = ("event__forum", "document__title")


@admin.register(DocumentVersion)
class DocumentVersionAdmin(ReadOnlyAdmin):
    list_display = ("document", "number", "language", "part", "name", "size", "uploaded_at", "published_at")
    list_select_related = ("document",)
    search_fields = ("name", "document__title", "sha256")
    fields = (*list_display, "symbol", "note", "sha256", "restores", "text")


@admin.register(Step)
class StepAdmin(ReadOnlyAdmin):
    list_display = ("document", "state", "at", "by", "version")
    list_select_related = ("document", "by", "version__document")
    search_fields = ("document__title",)
    fields = (*list_display, "note", "issued_as")


@admin.register(Symbol)
class SymbolAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "given_at")
    search_fields = ("series",)
    fields = ("series", "number", "given_at")


class ClearanceInline(ReadOnlyInline):
    model = Clearance
    fields = (
        "agency", "reply", "words", "replied_at", "entered", "received_on", "withdrawn_at", "silent_consent",
    )  # fmt: skip


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ("version", "until", "express", "outcome", "withdrawn_at")
    list_select_related = ("version",)
    list_filter = ("outcome", "express")
    search_fields = ("version__document__title",)
    fields = (
        *list_display,
        "timezone",
        "note",
        "opened_at",
        "opened_by",
        "extended_at",
        "reason",
        "written_at",
    )
    inlines = (ClearanceInline,)


@admin.register(LateReply)
class LateReplyAdmin(ReadOnlyAdmin):
    list_display = ("clearance", "reply", "at", "by", "decision", "decided_by")
    list_select_related = ("clearance__agency", "by", "decided_by")
    list_filter = ("decision",)
    search_fields = ("clearance__round__version__document__title",)
    fields = (*list_display, "words", "entered", "received_on", "decided_at", "note")


@admin.register(Dissociation)
class DissociationAdmin(ReadOnlyAdmin):
    list_display = ("document", "agency", "at", "by")
    list_select_related = ("document", "agency", "by")
    search_fields = ("document__title",)
    fields = (*list_display, "text")


@admin.register(Issuer)
class IssuerAdmin(ReadOnlyAdmin):
    list_display = ("document", "agency")
    list_select_related = ("document", "agency")
    search_fields = ("document__title",)


@admin.register(TextPrint)
class TextPrintAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("version", "pages", "size", "made_at")
    list_select_related = ("version__document",)
    search_fields = ("version__document__title",)
    fields = list_display


@admin.register(TextImage)
class TextImageAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("document", "name", "kind", "size", "uploaded_at")
    list_select_related = ("document",)
    search_fields = ("name", "document__title")
    fields = (*list_display, "sha256", "uploaded_by")


@admin.register(ImportedText)
class ImportedTextAdmin(ReadOnlyAdmin):
    """Shows that there is one. The text itself is its uploader's until they save it."""

    show_auditlog_history_link = False
    list_display = ("document", "name", "language", "by", "asked_at", "made_at")
    list_select_related = ("document", "by")
    search_fields = ("name", "document__title")
    fields = list_display


@admin.register(CompiledPrint)
class CompiledPrintAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("call", "asked", "pages", "size", "made_at")
    list_select_related = ("call__document",)
    search_fields = ("call__document__title",)
    fields = list_display


@admin.register(Call)
class CallAdmin(ReadOnlyAdmin):
    list_display = ("document", "kind", "until", "withdrawn_at")
    list_select_related = ("document",)
    list_filter = ("kind",)
    search_fields = ("document__title", "asks")
    fields = (*list_display, "asks", "timezone", "opened_at", "opened_by", "extended_at")


@admin.register(Contribution)
class ContributionAdmin(ReadOnlyAdmin):
    list_display = ("call", "agency", "saved_at", "handed_in_at", "entered")
    list_select_related = ("call__document", "agency")
    search_fields = ("call__document__title", "agency__acronym")
    fields = list_display


@admin.register(ContributionRevision)
class ContributionRevisionAdmin(ReadOnlyAdmin):
    """Shows that there is one. The text itself is its agency's until they submit it."""

    show_auditlog_history_link = False
    list_display = ("contribution", "number", "saved_at")
    list_select_related = ("contribution__call__document", "contribution__agency")
    search_fields = ("contribution__call__document__title", "contribution__agency__acronym")
    fields = list_display


@admin.register(ContributionFile)
class ContributionFileAdmin(ReadOnlyAdmin):
    list_display = ("name", "contribution", "size", "uploaded_at")
    list_select_related = ("contribution__call__document", "contribution__agency")
    search_fields = ("name",)
    fields = (*list_display, "sha256")


@admin.register(PublicationRequest)
class PublicationRequestAdmin(ReadOnlyAdmin):
    list_display = ("document", "number", "asked_at", "asked_by", "answer", "answered_at", "answered_by")
    list_select_related = ("document", "asked_by", "answered_by")
    list_filter = ("answer",)
    search_fields = ("document__title",)
