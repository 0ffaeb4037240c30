"""What the pages of Django's admin have in common. The secretariat uses it behind the scenes."""

from auditlog.mixins import AuditlogHistoryAdminMixin
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget, FilteredSelectMultiple
from django.db.models import CharField, OuterRef, Subquery, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from foundation.jobs.models import Job
from foundation.mail import backend
from foundation.mail.models import Mail, Told
from foundation.portal.models import Portal
from foundation.text import rich
from foundation.text.lengths import VisibleLength
from foundation.web.models import SentForm
from foundation.web.writing import RichField

admin.site.site_title = admin.site.site_header = _("Administration of the portal")
admin.site.index_title = _("Tables")


class Cleaned(BaseModelAdmin):
    """Rich texts are written as HTML, and cleaned when they are saved."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if any(isinstance(one, VisibleLength) for one in db_field.validators):
            kwargs |= {"form_class": RichField, "widget": AdminTextareaWidget()}
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class Chosen(BaseModelAdmin):
    """For relations whose rows have no other fields: they are chosen in one field of the form.

    The field saves them together, so that the history records it. It would not notice single rows.
    """

    chosen: tuple[str, ...] = ()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name not in self.chosen:
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        return db_field.formfield(widget=FilteredSelectMultiple(db_field.verbose_name, is_stacked=False))


class HistoryAdmin(Cleaned, Chosen, AuditlogHistoryAdminMixin, admin.ModelAdmin):
    """For records of history. They can be corrected and their changes read, but they cannot be deleted."""

    show_auditlog_history_link = True
    list_per_page = 50

    def has_delete_permission(self, request, obj=None):
        return False


class HistoryInline(Cleaned, admin.TabularInline):
    extra = 0
    show_change_link = False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(HistoryAdmin):
    """For records that only the portal itself writes. Their rich texts are read as plain ones."""

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        for field in found._meta.concrete_fields if found else ():
            value = getattr(found, field.attname)
            if isinstance(field, TextField) and isinstance(value, str) and rich.is_rich(value):
                setattr(found, field.attname, rich.plain(value))
        return found

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("kind", "subject", "state", "step", "attempts", "due_at", "finished_at", "failed_at")
    list_filter = ("kind", "failed_at", "finished_at")
    search_fields = ("kind", "subject", "error")
    fields = (
        "kind", "subject", "state", "step", "error", "attempts", "created_at", "due_at",
        "held_until", "finished_at", "failed_at",
    )  # fmt: skip


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """Mail without its text, which can have a link with which only its reader may sign in."""

    show_auditlog_history_link = False
    list_display = ("subject", "to", "created_at", "sent_at", "failure")
    list_filter = (("sent_at", admin.EmptyFieldListFilter), "created_at")
    search_fields = ("to", "subject")
    fields = ("subject", "to", "sender", "created_at", "sent_at", "failure")

    def get_queryset(self, request):
        jobs = Job.objects.filter(kind=backend.JOB, subject=Cast(OuterRef("pk"), CharField()))
        return super().get_queryset(request).annotate(said=Subquery(jobs.values("error")[:1]))

    @admin.display(description=_("why it was not sent"))
    def failure(self, row):
        return row.said or ""


@admin.register(Portal)
class PortalAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("__str__", "is_demo")


@admin.register(Told)
class ToldAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("what", "subject", "person", "at")
    search_fields = ("what", "subject")


@admin.register(SentForm)
class SentFormAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("location", "at")
    search_fields = ("location",)
