from allauth.account import admin as allauth_admin  # noqa: F401 - it registers its models; one is removed below
from allauth.account.models import EmailAddress
from auditlog.admin import LogEntryAdmin
from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from agencies.applications.models import (
    Answer,
    Application,
    ApplicationPrint,
    Assessment,
    Candidate,
    Consideration,
    Dossier,
    DossierFile,
    LinkAsked,
    Remark,
)
from agencies.criteria.models import Criterion, Edition, Question
from agencies.organizations.models import Contact, Organization
from agencies.people.models import Appointment, SecretariatRole, User
from agencies.register.models import Agency, Logo, Membership, Purpose
from agencies.register.names import AgencyName, GroupName
from foundation.admin import HistoryAdmin, HistoryInline, ReadOnlyAdmin


class MembershipInline(HistoryInline):
    model = Membership


class LogoInline(HistoryInline):
    model = Logo


class NameInline(HistoryInline):
    model = AgencyName
    fk_name = "agency"
    autocomplete_fields = ("merged_into",)


class AppointmentInline(HistoryInline):
    model = Appointment
    autocomplete_fields = ("person", "agency")


@admin.register(Agency)
class AgencyAdmin(HistoryAdmin):
    list_display = ("acronym", "name", "headquarters", "country", "part_of")
    list_select_related = ("part_of",)
    list_filter = ("country", ("part_of", admin.RelatedOnlyFieldListFilter))
    search_fields = ("acronym", "name")
    autocomplete_fields = ("part_of",)
    inlines = (LogoInline, NameInline, MembershipInline, AppointmentInline)


@admin.register(GroupName)
class GroupNameAdmin(HistoryAdmin):
    list_display = ("name", "acronym", "language", "starts", "ends")
    list_filter = ("language",)
    search_fields = ("name", "acronym")
    exclude = ("agency", "merged_into")


@admin.register(Membership)
class MembershipAdmin(HistoryAdmin):
    list_display = ("agency", "starts", "ends", "basis")
    list_select_related = ("agency",)
    list_filter = ("basis", ("ends", admin.EmptyFieldListFilter))
    search_fields = ("agency__acronym", "agency__name")
    autocomplete_fields = ("agency",)


@admin.register(Appointment)
class AppointmentAdmin(HistoryAdmin):
    list_display = ("who", "agency", "role", "post", "starts", "ends")
    list_select_related = ("person", "agency")
    list_filter = ("role", ("ends", admin.EmptyFieldListFilter), "agency")
    search_fields = ("person__name", "person__email", "agency__acronym", "post")
    autocomplete_fields = ("person", "agency")

    @admin.display(description=_("person"), ordering="person__name")
    def who(self, appointment):
        return appointment.person.shown


@admin.register(SecretariatRole)
class SecretariatRoleAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "person", "since")
    list_select_related = ("person",)


class NewPersonForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("name", "email")


class PersonForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class PersonAdmin(HistoryAdmin, UserAdmin):
    form, add_form = PersonForm, NewPersonForm
    list_display = ("shown", "email", "is_active", "is_staff", "is_superuser", "last_login")
    list_display_links = ("shown",)
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    search_fields = ("name", "email")
    ordering = ("name", "email")
    filter_horizontal = ("groups", "user_permissions")
    readonly_fields = ("last_login", "joined_at")
    inlines = (AppointmentInline,)
    fieldsets = (
        (None, {"fields": ("name", "email", "phone", "password")}),
        (
            _("Permissions"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Dates"), {"fields": ("last_login", "joined_at")}),
    )
    add_fieldsets = (
        (None, {"fields": ("name", "email", "usable_password", "password1", "password2")}),
    )  # fmt: skip

    @admin.display(description=_("person"), ordering="name")
    def shown(self, person):
        return person.shown

    def save_model(self, request, obj, form, change):
        if "email" in form.changed_data:
            obj.remember(form.initial.get("email"))
        super().save_model(request, obj, form, change)

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def get_readonly_fields(self, request, obj=None):
        """Only a superuser gives powers. Others cannot give them, not even to themselves."""
        own = super().get_readonly_fields(request, obj)
        powers = ("is_staff", "is_superuser", "groups", "user_permissions")
        return own if request.user.is_superuser else (*own, *powers)

    def has_change_permission(self, request, obj=None):
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False  # setting the password of a superuser would give its powers
        return super().has_change_permission(request, obj)


class ContactInline(admin.TabularInline):
    """Not a `HistoryInline`: a contact is a person, who can be forgotten."""

    model = Contact
    extra = 0


@admin.register(Organization)
class OrganizationAdmin(HistoryAdmin):
    list_display = ("name", "kind", "website")
    list_filter = ("kind",)
    search_fields = ("name", "contacts__name", "contacts__email")
    inlines = (ContactInline,)


@admin.register(Contact)
class ContactAdmin(admin.ModelAdmin):
    list_display = ("name", "post", "organization", "email", "phone")
    list_select_related = ("organization",)
    search_fields = ("name", "email", "organization__name")
    autocomplete_fields = ("organization",)


@admin.register(Purpose)
class PurposeAdmin(HistoryAdmin):
    list_display = ("number", "title", "edition")
    list_display_links = ("title",)
    list_filter = ("edition",)
    search_fields = ("title",)


class ConsiderationInline(HistoryInline):
    model = Consideration


class AnswerInline(HistoryInline):
    model = Answer


class AssessmentInline(HistoryInline):
    model = Assessment
    autocomplete_fields = ("criterion", "by")
    readonly_fields = ("at",)


class RemarkInline(HistoryInline):
    model = Remark
    autocomplete_fields = ("agency", "by")


class CandidateInline(admin.TabularInline):
    """Not a `HistoryInline`: a candidate is a person, who can be forgotten."""

    model = Candidate
    extra = 0


@admin.register(Application)
class ApplicationAdmin(HistoryAdmin):
    list_display = ("applicant", "agency", "received", "outcome")
    list_select_related = ("agency",)
    list_filter = ("outcome",)
    search_fields = ("applicant", "agency__acronym", "agency__name")
    autocomplete_fields = ("agency",)
    inlines = (ConsiderationInline, AnswerInline, CandidateInline, RemarkInline, AssessmentInline)


@admin.register(Criterion)
class CriterionAdmin(HistoryAdmin):
    list_display = ("number", "title", "edition")
    list_display_links = ("title",)
    list_filter = ("edition",)
    search_fields = ("title", "text")


class QuestionInline(HistoryInline):
    model = Question


@admin.register(Edition)
class EditionAdmin(HistoryAdmin):
    list_display = ("number", "holds_from")
    search_fields = ("questions__text", "criteria__title")
    autocomplete_fields = ("written_by",)
    inlines = (QuestionInline,)


class DossierFileInline(HistoryInline):
    model = DossierFile

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Dossier)
class DossierAdmin(ReadOnlyAdmin):
    """What applicants write, before and after they submit. It can be read here, but not changed."""

    list_display = ("__str__", "opened_at", "handed_in_at", "asked_at")
    search_fields = ("applicant", "email")
    exclude = ("words",)
    inlines = (DossierFileInline,)


@admin.register(ApplicationPrint)
class ApplicationPrintAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("application", "what", "pages", "size", "made_at")
    list_select_related = ("application",)
    search_fields = ("application__applicant",)
    fields = list_display


@admin.register(LinkAsked)
class LinkAskedAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("at",)
    search_fields = ("mark",)


admin.site.unregister(LogEntry)
admin.site.unregister(EmailAddress)  # a person has one address, which is on the person's own page


@admin.register(LogEntry)
class HistoryEntryAdmin(LogEntryAdmin):
    """Searches by name and e-mail address: django-auditlog's own search needs first and last names."""

    search_fields = ("object_repr", "changes", "actor__name", "actor__email")
