from django.contrib import admin

from foundation.admin import ReadOnlyAdmin
from gmg_portal.models import PutOff


@admin.register(PutOff)
class PutOffAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("person", "key", "until")
    list_select_related = ("person",)
