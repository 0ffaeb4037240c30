from django.contrib import admin

from documents import models
from foundation.admin import HistoryAdmin, HistoryInline


class SharingInline(HistoryInline):
    model = models.Sharing


@admin.register(models.Document)
class DocumentAdmin(HistoryAdmin):
    list_display = ("title", "kind", "state", "date", "lead", "term")
    list_select_related = ("lead", "term__agency")
    list_filter = ("kind", "state", ("lead", admin.RelatedOnlyFieldListFilter))
    search_fields = ("title", "symbol", "summary")
    autocomplete_fields = ("term", "origin", "lead")
    chosen = ("contributors",)
    inlines = (SharingInline,)


@admin.register(models.EventDocument)
class EventDocumentAdmin(HistoryAdmin):
    list_display = ("event", "document")
    list_select_related = ("event", "document")
    search_fields = ("event__forum", "document__title")
    autocomplete_fields = ("event", "document")
