# Three of these register models that are removed below.
from allauth.account import admin as allauth_admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa import admin as mfa_admin  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as social_admin  # noqa: F401
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from auditlog.admin import LogEntryAdmin
from auditlog.models import LogEntry
from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth_admin  # noqa: F401
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.accounts.models import Counted, Guesses, SignIn, SignInLink
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
from agencies.mailbox.models import Mailbox, Received
from agencies.organizations.models import Contact, Organization
from agencies.people import secretariat
from agencies.people.models import Appointment, SecretariatRole, User
from agencies.register.models import Agency, Logo, Membership, Purpose
from agencies.register.names import AgencyName, GroupName
from foundation.admin import ReadOnlyAdmin, ReadOnlyInline, WritableAdmin
from foundation.verbs import Refused, lock_table

POWERS = ("is_active", "is_staff", "is_superuser")


class MembershipInline(ReadOnlyInline):
    model = Membership


class LogoInline(ReadOnlyInline):
    model = Logo


class NameInline(ReadOnlyInline):
    model = AgencyName
    fk_name = "agency"


class AppointmentInline(ReadOnlyInline):
    model = Appointment


class OfPersonInline(AppointmentInline):
    fk_name = "person"


@admin.register(Agency)
class AgencyAdmin(ReadOnlyAdmin):
    list_display = ("acronym", "name", "headquarters", "country", "part_of")
    list_select_related = ("part_of",)
    list_filter = ("country", ("part_of", admin.RelatedOnlyFieldListFilter))
    search_fields = ("acronym", "name")
    inlines = (LogoInline, NameInline, MembershipInline, AppointmentInline)


@admin.register(GroupName)
class GroupNameAdmin(ReadOnlyAdmin):
    list_display = ("name", "acronym", "language", "starts", "ends")
    list_filter = ("language",)
    search_fields = ("name", "acronym")
    exclude = ("agency", "merged_into")


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ("agency", "starts", "ends", "basis")
    list_select_related = ("agency",)
    list_filter = ("basis", ("ends", admin.EmptyFieldListFilter))
    search_fields = ("agency__acronym", "agency__name")


@admin.register(Appointment)
class AppointmentAdmin(ReadOnlyAdmin):
    list_display = ("who", "agency", "role", "post", "starts", "ends")
    list_select_related = ("person", "agency")
    list_filter = ("role", ("ends", admin.EmptyFieldListFilter), "agency")
    search_fields = ("person__name", "person__email", "agency__acronym", "post")

    @admin.display(description=gettext_lazy("person"), ordering="person__name")
    def who(self, appointment):
        return appointment.person.shown


@admin.register(SecretariatRole)
class SecretariatRoleAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "person", "since")
    list_select_related = ("person",)


class PowersForm(forms.ModelForm):
    """What has no page in the portal: whose account is open, and who administers the portal."""

    class Meta:
        model = User
        fields = POWERS

    by: User  # who fills it in

    def clean(self):
        values = super().clean()
        if self.instance == self.by and self.changed_data:
            raise forms.ValidationError(
                _("These are your own powers. Ask another administrator to change them.")
            )
        if not values.get("is_active"):
            lock_table(SecretariatRole)
            try:
                secretariat.refuse_last(self.instance)
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return values


@admin.register(User)
class PersonAdmin(ReadOnlyAdmin):
    """Administrators open and close accounts here, and say who administers the portal."""

    form = PowersForm
    list_display = ("shown", "email", "is_active", "is_staff", "is_superuser", "last_login")
    list_display_links = ("shown",)
    list_filter = ("is_active", "is_staff", "is_superuser", "secretariat_role__role")
    search_fields = ("name", "email")
    ordering = ("name", "email")
    fields = ("name", "email", "phone", "last_login", "joined_at", *POWERS)
    readonly_fields = ("name", "email", "phone", "last_login", "joined_at")
    inlines = (OfPersonInline,)

    def save_model(self, request, obj, form, change):
        """Saves it. A closed account keeps no second factor: if it is reopened, its person begins afresh."""
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            Authenticator.objects.filter(user=obj).delete()

    @admin.display(description=gettext_lazy("person"), ordering="name")
    def shown(self, person):
        return person.shown

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        return form


class ContactInline(ReadOnlyInline):
    model = Contact


@admin.register(Organization)
class OrganizationAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "website")
    list_filter = ("kind",)
    search_fields = ("name", "contacts__name", "contacts__email")
    inlines = (ContactInline,)


@admin.register(Contact)
class ContactAdmin(ReadOnlyAdmin):
    list_display = ("name", "post", "organization", "email", "phone")
    list_select_related = ("organization",)
    search_fields = ("name", "email", "organization__name")


@admin.register(Purpose)
class PurposeAdmin(WritableAdmin):
    """The purposes of the terms of reference: no page writes them."""

    list_display = ("number", "title", "edition")
    list_display_links = ("title",)
    list_filter = ("edition",)
    search_fields = ("title",)


class ConsiderationInline(ReadOnlyInline):
    model = Consideration


class AnswerInline(ReadOnlyInline):
    model = Answer


class AssessmentInline(ReadOnlyInline):
    model = Assessment


class RemarkInline(ReadOnlyInline):
    model = Remark


class CandidateInline(ReadOnlyInline):
    model = Candidate


@admin.register(Candidate)
class CandidateAdmin(ReadOnlyAdmin):
    """People whom an applicant named. They can be forgotten here if they ask for it: no page does that."""

    list_display = ("__str__", "name", "post")
    search_fields = ("name", "email", "application__applicant")

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    list_display = ("applicant", "agency", "received", "outcome")
    list_select_related = ("agency",)
    list_filter = ("outcome",)
    search_fields = ("applicant", "agency__acronym", "agency__name")
    inlines = (ConsiderationInline, AnswerInline, CandidateInline, RemarkInline, AssessmentInline)


@admin.register(Criterion)
class CriterionAdmin(ReadOnlyAdmin):
    list_display = ("number", "title", "edition")
    list_display_links = ("title",)
    list_filter = ("edition",)
    search_fields = ("title", "text")


class QuestionInline(ReadOnlyInline):
    model = Question


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ("number", "holds_from")
    search_fields = ("questions__text", "criteria__title")
    inlines = (QuestionInline,)


class DossierFileInline(ReadOnlyInline):
    model = DossierFile


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


@admin.register(Guesses)
class GuessesAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("mark", "count", "at", "until", "person")
    list_select_related = ("person",)
    search_fields = ("mark",)


@admin.register(SignIn)
class SignInAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = fields = ("person", "browser", "began_at", "used_at")
    list_select_related = ("person",)
    search_fields = ("person__name",)


@admin.register(Counted)
class CountedAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = fields = ("cache_key", "expires")
    search_fields = ("cache_key",)


@admin.register(SignInLink)
class SignInLinkAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("asked_at", "until", "used_at")
    search_fields = ("person__name",)


admin.site.unregister(LogEntry)
admin.site.unregister(EmailAddress)  # a person has one address, which is on the person's own page
admin.site.unregister(Authenticator)  # secrets
# Providers are settings, tokens are not stored, and connections are on the person's own page.
admin.site.unregister([SocialAccount, SocialApp, SocialToken])
admin.site.unregister(Group)  # the portal asks for no groups: see `agencies.people.rules`


@admin.register(LogEntry)
class HistoryEntryAdmin(LogEntryAdmin):
    """Searches by name and e-mail address: django-auditlog's own search needs first and last names."""

    search_fields = ("object_repr", "changes", "actor__name", "actor__email")


@admin.register(Mailbox)
class MailboxAdmin(ReadOnlyAdmin):
    show_auditlog_history_link = False
    list_display = ("__str__", "read_at", "failing_since", "error")


@admin.register(Received)
class ReceivedAdmin(ReadOnlyAdmin):
    """Messages without their text, which the secretariat alone reads."""

    list_display = ("__str__", "kind", "state", "received_at")
    list_filter = ("kind", "state")
    fields = ("kind", "state", "received_at", "decided_at", "decided_by", "is_cut")
