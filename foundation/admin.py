"""What the tables of Django's own admin have in common. It is the secretariat's back room, not the portal."""

from auditlog.mixins import AuditlogHistoryAdminMixin
from django.contrib import admin


class HistoryAdmin(AuditlogHistoryAdminMixin, admin.ModelAdmin):
    """For what is history: it can be corrected, its changes can be read, and it cannot be deleted."""

    show_auditlog_history_link = True
    list_per_page = 50

    def has_delete_permission(self, request, obj=None):
        return False


class HistoryInline(admin.TabularInline):
    extra = 0

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(HistoryAdmin):
    """For what only the portal itself writes."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
