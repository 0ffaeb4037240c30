"""What the pages of Django's admin have in common. Administrators look behind the scenes with it."""

from auditlog.mixins import AuditlogHistoryAdminMixin
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, OuterRef, Subquery, TextField
from django.db.models.functions import Cast
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.exports.models import Export
from foundation.history.models import Chain, Seal
from foundation.jobs.models import Job
from foundation.mail.models import BadAddress, Mail, MailServer, Told
from foundation.portal.models import Portal
from foundation.text import rich
from foundation.web.models import RevokedLink, SentForm

admin.site.site_title = admin.site.site_header = _("Administration of the portal")
admin.site.index_title = _("Tables")


@login_not_required
def sign_in(request, extra_context=None):
    """Leads to the portal's own sign-in page, whose attempts are limited. No password is taken here."""
    page = reverse("admin:index")
    if request.user.is_authenticated:
        return redirect(page)
    return redirect_to_login(request.GET.get("next", page))  # which leads on only within the portal


def may_enter(request) -> bool:
    """Returns whether the person may see the administration: False for visitors.

    Raises `PermissionDenied` for somebody who is signed in, whom it would not help to sign in.
    """
    if request.user.is_authenticated and not (request.user.is_active and request.user.is_staff):
        raise PermissionDenied
    return request.user.is_authenticated


def change_password(request, extra_context=None):
    """Leads to the portal's own page, whose attempts are limited."""
    return redirect("account_change_password")


admin.site.login = sign_in  # type: ignore[method-assign]
admin.site.has_permission = may_enter  # type: ignore[method-assign]
admin.site.password_change = change_password  # type: ignore[method-assign]


class ReadOnlyAdmin(AuditlogHistoryAdminMixin, admin.ModelAdmin):
    """Shows a table and its history. Pages of the portal write it, by verbs that respect the record.

    Rich texts are shown as plain ones.
    """

    show_auditlog_history_link = True
    list_per_page = 50

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        for field in found._meta.concrete_fields if found else ():
            value = getattr(found, field.attname)
            if isinstance(field, TextField) and isinstance(value, str) and rich.is_rich(value):
                setattr(found, field.attname, rich.plain(value))
        return found

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Returns the field also for a relation whose rows are a table of their own, so that it is shown."""
        return db_field.formfield(**kwargs)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyInline(admin.TabularInline):
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class WritableAdmin(ReadOnlyAdmin):
    """For what no page writes. Rows are added and corrected, and not deleted."""

    def has_add_permission(self, request):
        return admin.ModelAdmin.has_add_permission(self, request)

    def has_change_permission(self, request, obj=None):
        return admin.ModelAdmin.has_change_permission(self, request, obj)


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
        jobs = Job.objects.filter(kind=Mail.JOB, subject=Cast(OuterRef("pk"), CharField()))
        return super().get_queryset(request).annotate(said=Subquery(jobs.values("error")[:1]))

    @admin.display(description=_("why it was not sent"))
    def failure(self, row):
        return row.said or ""


@admin.register(MailServer)
class MailServerAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("__str__", "away_since", "next_at", "reason")


@admin.register(BadAddress)
class BadAddressAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("address", "since", "source", "reason")
    search_fields = ("address",)


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


@admin.register(RevokedLink)
class RevokedLinkAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("purpose", "subject", "at", "by")
    search_fields = ("purpose",)


@admin.register(Export)
class ExportAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("address", "owner", "asked_at")
    search_fields = ("address",)


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    """Shows the seals of the history. `manage.py verify_audit` checks them."""

    show_auditlog_history_link = False
    list_display = ("number", "entry", "turn", "at", "late")
    search_fields = ("=entry",)
    show_full_result_count = False


@admin.register(Chain)
class ChainAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("number", "caught_up_at", "checked_to")
