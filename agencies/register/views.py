"""The pages that change agencies and their memberships: the secretariat, some also an agency's people."""

import hashlib

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from agencies.register import actions
from agencies.register.forms import (
    AgencyForm,
    AgencyTextsForm,
    LogoForm,
    MembershipEndForm,
    MembershipForm,
    MergerForm,
    NameCorrectionForm,
    NewNameForm,
)
from agencies.register.models import Agency, Membership
from agencies.register.names import AgencyName
from foundation.portal import group
from foundation.text.languages import Language
from foundation.text.names import by_start
from foundation.verbs import Refused
from foundation.web.editing import EditView
from foundation.web.forms import differences


class Register(EditView):
    """A page of the registers.

    If somebody else has saved a change since, it is shown once, beside what was typed.
    """

    permission_required = "agencies.keep_register"

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if isinstance(form, forms.ModelForm) and form.instance.pk:
            seen = forms.CharField(required=False, widget=forms.HiddenInput, initial=_mark(form))
            form.fields["seen"] = seen
        return form

    def form_valid(self, form):
        seen = form.cleaned_data.pop("seen", "")
        if seen and seen != _mark(form):
            needed = self.get_form_kwargs()
            for name in ("data", "files", "instance"):
                needed.pop(name, None)
            if both := differences(form, self.get_edited(), **needed):
                form.data = form.data.copy()
                form.data["seen"] = _mark(form)  # saved again, what was typed replaces it
                return self.render_to_response(self.get_context_data(form=form, both=both), status=409)
        return super().form_valid(form)


def _mark(form) -> str:
    """Returns a mark of the saved values that the form shows. It differs when they differ."""
    shown = sorted((name, str(form.initial.get(name))) for name in form.fields if name != "seen")
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


class OfAgency(Register):
    """A page about an agency."""

    def get_thing(self):
        return get_object_or_404(Agency, slug=self.kwargs["slug"])

    def get_back(self):
        return reverse("agencies:agency_detail", args=[self.thing.slug])

    def get_trail(self):
        return [(reverse("agencies:member_list"), _("Members")), (self.get_back(), self.thing)]


class AgencyAdd(Register):
    form_class = AgencyForm
    heading = gettext_lazy("Add an agency")
    verb = gettext_lazy("Add agency")

    def get_edited(self):
        return Agency()

    def keep(self, **values):
        return actions.enter_agency(**values)

    def get_back(self):
        return reverse("agencies:member_list")

    def get_next(self, kept):
        return reverse("agencies:agency_detail", args=[kept.slug])

    def get_done(self):
        return _("Agency added. If it is a member, add its membership.")

    def get_trail(self):
        return [(self.get_back(), _("Members"))]


class KeptByOwn(OfAgency):
    """A page that the secretariat and the agency's own people may use."""

    permission_required = "agencies.keep_agency"

    def has_permission(self):
        agency = Agency.objects.filter(slug=self.kwargs["slug"]).first()
        user = self.request.user
        return user.has_perm("agencies.keep_agency", agency) or user.has_perm("agencies.keep_register")


class AgencyChange(KeptByOwn):
    """Its own people change its texts; the secretariat also its acronym and its collective member."""

    heading = gettext_lazy("Edit agency")

    def get_form_class(self):
        return AgencyForm if self.request.user.has_perm("agencies.keep_register") else AgencyTextsForm

    def get_edited(self):
        return Agency.objects.get(pk=self.thing.pk)

    def keep(self, **values):
        return actions.change_agency(self.thing, **values)

    def get_next(self, kept):
        return reverse("agencies:agency_detail", args=[kept.slug])


class LogoChange(KeptByOwn):
    form_class = LogoForm
    template_name = "agencies/register/logo_form.html"
    heading = gettext_lazy("Logo")
    verb = gettext_lazy("Save logo")
    done = gettext_lazy("Logo saved.")

    def get_facts(self):
        return self.thing.name or self.thing.acronym

    def keep(self, *, upload):
        return actions.bring_logo(self.thing, upload=upload, by=self.request.user)


class LogoRemove(KeptByOwn):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        actions.remove_logo(self.thing)
        messages.success(request, _("Logo removed."))
        return redirect(self.get_back())


# Names --------------------------------------------------------------------------------------------

GROUP = "group"  # the slug under which the names of the Group itself are


class OfNames(OfAgency):
    """A page about the names of an agency, or of the Group, whose `thing` is None."""

    def get_thing(self):
        return None if self.kwargs["slug"] == GROUP else super().get_thing()

    def get_back(self):
        return reverse("agencies:name_list", args=[self.kwargs["slug"]])

    def get_trail(self):
        return [*trail_of(self.thing), (self.get_back(), _("Names"))]

    def get_name(self):
        return get_object_or_404(AgencyName, agency=self.thing, pk=self.kwargs["pk"])

    def get_facts(self):
        return str(self.thing or group.name())


def trail_of(agency: Agency | None) -> list[tuple]:
    """Returns the pages above the names of an agency, or of the Group."""
    members = (reverse("agencies:member_list"), _("Members"))
    return [members, (reverse("agencies:agency_detail", args=[agency.slug]), agency)] if agency else [members]


def address_of_names(agency: Agency | None) -> str:
    """Returns the address of the names, by the acronym of now, which may just have changed."""
    slug = Agency.objects.get(pk=agency.pk).slug if agency else GROUP
    return reverse("agencies:name_list", args=[slug])


class NameList(PermissionRequiredMixin, TemplateView):
    """All names of an agency, or of the Group, the latest first."""

    permission_required = "agencies.read_register"
    template_name = "agencies/register/name_list.html"

    def get_context_data(self, slug, **kwargs):
        agency = None if slug == GROUP else get_object_or_404(Agency, slug=slug)
        rows = AgencyName.objects.of(agency).select_related("merged_into")
        known = dict(Language.choices)
        for row in rows:
            row.language_name = known.get(row.language, row.language)
        return super().get_context_data(
            agency=agency,
            slug=slug,
            trail=trail_of(agency),
            names=sorted(rows, key=lambda row: by_start(row.told), reverse=True),
            present=AgencyName.objects.present(agency),
            **kwargs,
        )


class NameAdd(OfNames):
    form_class = NewNameForm
    heading = gettext_lazy("Add a name")
    verb = gettext_lazy("Save name")

    def get_edited(self):
        return AgencyName(agency=self.thing)

    def keep(self, **values):
        return actions.record_name(self.thing, **values)

    def get_done(self):
        return _("The name is saved. Lists and reports of a day use the name of that day.")

    def get_next(self, kept):
        return address_of_names(self.thing)


class NameChange(OfNames):
    """Puts right what was entered, or says until when a name held."""

    form_class = NameCorrectionForm
    template_name = "agencies/register/name_form.html"
    heading = gettext_lazy("Correct a name")
    verb = gettext_lazy("Save name")
    done = gettext_lazy("The name is corrected.")

    def get_edited(self):
        return self.get_name()

    def keep(self, **values):
        return actions.correct_name(self.get_name(), **values)

    def get_next(self, kept):
        return address_of_names(self.thing)


class NameRemove(OfNames):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            actions.remove_name(self.get_name())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The name is deleted."))
        return redirect(address_of_names(self.thing))


class Merge(OfNames):
    form_class = MergerForm
    heading = gettext_lazy("Record a merger")
    verb = gettext_lazy("Record merger")

    def get_thing(self):
        return OfAgency.get_thing(self)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"agency": self.thing}

    def keep(self, **values):
        return actions.merge_agency(self.thing, **values)

    def get_done(self):
        return _("The merger is recorded. If the agency was a member, end its membership too.")


# Memberships --------------------------------------------------------------------------------------


class MembershipAdd(OfAgency):
    form_class = MembershipForm
    heading = gettext_lazy("Add a membership")
    verb = gettext_lazy("Add membership")
    done = gettext_lazy("Membership added.")

    def get_edited(self):
        return Membership(agency=self.thing)

    def keep(self, **values):
        return actions.open_membership(self.thing, **values)


class OfMembership(OfAgency):
    """A page about a membership of the agency."""

    def get_edited(self):
        return get_object_or_404(Membership, agency=self.thing, pk=self.kwargs["pk"])

    def get_facts(self):
        membership = self.get_edited()
        values = {"agency": self.thing, "first": membership.starts, "last": membership.ends}
        if membership.ends:
            return _("%(agency)s, member from %(first)s to %(last)s") % values
        return _("%(agency)s, member since %(first)s") % values

    def get_context_data(self, **kwargs):
        return super().get_context_data(membership=self.get_edited(), **kwargs)


class MembershipChange(OfMembership):
    form_class = MembershipForm
    template_name = "agencies/register/membership_form.html"
    heading = gettext_lazy("Edit membership")

    def keep(self, **values):
        return actions.change_membership(self.get_edited(), **values)


class MembershipEnd(OfMembership):
    form_class = MembershipEndForm
    heading = gettext_lazy("End membership")
    verb = gettext_lazy("End membership")
    done = gettext_lazy("Last day saved.")

    def keep(self, **values):
        return actions.end_membership(self.get_edited(), **values)
