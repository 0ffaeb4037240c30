"""The page of the secretariat's roles: who has which, since when; and the forms that give and take them."""

from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView

from agencies.people import secretariat
from agencies.people.forms import NewRoleForm, OwnRoleForm, RoleForm
from agencies.people.models import SecretariatRole, User
from foundation.web.editing import EditView

GIVE = "agencies.give_roles"


class RoleList(PermissionRequiredMixin, ListView):
    """Who has a role in the secretariat."""

    permission_required = "agencies.read_register"
    template_name = "agencies/people/role_list.html"
    queryset = SecretariatRole.objects.select_related("person").prefetch_related("person__socialaccount_set")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_give=self.request.user.has_perm(GIVE), **kwargs)


class RoleEdit(EditView):
    permission_required = GIVE

    def get_back(self):
        return reverse("people:role_list")

    def get_next(self, kept):
        """Returns the list, or the home page if the user may no longer see it."""
        reads = User.objects.get(pk=self.request.user.pk).has_perm("agencies.read_register")
        return self.get_back() if reads else reverse("home")

    def get_trail(self):
        return [(reverse("people:person_list"), _("People")), (self.get_back(), _("Secretariat"))]


class RoleGive(RoleEdit):
    """Gives somebody a role who has none."""

    form_class = NewRoleForm
    heading = gettext_lazy("Give a role in the secretariat")
    verb = gettext_lazy("Give role")

    def get_initial(self):
        return {"person": self.request.GET.get("person", "")}

    def keep(self, *, person, role):
        self.given = secretariat.give_role(person, role=role, by=self.request.user)
        return self.given

    def get_done(self):
        person = self.given.person
        if not person.has_account:
            return _(
                "%(person)s now has a role in the secretariat, but cannot sign in yet. Send an invitation "
                "from their page."
            ) % {"person": person.shown}
        return _("%(person)s now has a role in the secretariat.") % {"person": person.shown}


class OfRole(RoleEdit):
    """A page about the role that somebody has."""

    def get_thing(self):
        return get_object_or_404(SecretariatRole.objects.select_related("person"), person=self.kwargs["pk"])

    def get_facts(self):
        return f"{self.thing.person.shown}, {self.thing}"

    @property
    def is_own(self):
        return self.thing.person_id == self.request.user.pk


class RoleChange(OfRole):
    heading = gettext_lazy("Change role in the secretariat")

    def get_form_class(self):
        return OwnRoleForm if self.is_own else RoleForm

    def get_initial(self):
        return {"role": self.thing.role}

    def keep(self, *, role, sure=True):
        return secretariat.give_role(self.thing.person, role=role, by=self.request.user)


class RoleTake(OfRole):
    """Asks for confirmation, as they then see nothing of this any more."""

    form_class = forms.Form
    template_name = "agencies/people/role_take.html"
    heading = gettext_lazy("Take away role in the secretariat")
    verb = gettext_lazy("Take away role")

    def keep(self):
        secretariat.take_role(self.thing.person, by=self.request.user)

    def get_done(self):
        if self.is_own:
            return _("You no longer have a role in the secretariat.")
        return _("%(person)s no longer has a role in the secretariat.") % {"person": self.thing.person.shown}

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_own=self.is_own, **kwargs)
