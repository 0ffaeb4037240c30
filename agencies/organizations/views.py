"""The pages of organizations from outside and their contacts, for the secretariat."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from agencies.organizations import actions
from agencies.organizations.forms import ContactForm, OrganizationForm
from agencies.organizations.models import Contact, Organization
from agencies.register.forms import SearchForm
from agencies.register.views import Register


class OrganizationList(PermissionRequiredMixin, ListView):
    permission_required = "agencies.read_register"
    template_name = "agencies/organizations/organization_list.html"
    paginate_by = 50

    def get_queryset(self):
        self.form = SearchForm(self.request.GET)
        organizations = Organization.objects.prefetch_related("contacts")
        sought = self.form.cleaned_data["q"] if self.form.is_valid() else ""
        for word in sought.split()[:10]:
            found = Contact.objects.filter(Q(name__icontains=word) | Q(email__icontains=word))
            organizations = organizations.filter(
                Q(name__icontains=word) | Q(kind__istartswith=word) | Q(pk__in=found.values("organization"))
            )
        return organizations

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=self.form, sought=self.request.GET.get("q", ""), **kwargs)


class OrganizationDetail(PermissionRequiredMixin, DetailView):
    permission_required = "agencies.read_register"
    template_name = "agencies/organizations/organization_detail.html"
    queryset = Organization.objects.prefetch_related("contacts")


class OrganizationAdd(Register):
    form_class = OrganizationForm
    heading = gettext_lazy("Add an organization")
    verb = gettext_lazy("Add organization")
    done = gettext_lazy("Organization added. Now add a contact.")

    def get_edited(self):
        return Organization()

    def keep(self, **values):
        return actions.enter_organization(**values)

    def get_back(self):
        return reverse("organizations:organization_list")

    def get_next(self, kept):
        return reverse("organizations:organization_detail", args=[kept.pk])

    def get_trail(self):
        return [(self.get_back(), _("Organizations"))]


class OfOrganization(Register):
    """A page about an organization."""

    def get_thing(self):
        return get_object_or_404(Organization, pk=self.kwargs["pk"])

    def get_back(self):
        return reverse("organizations:organization_detail", args=[self.thing.pk])

    def get_trail(self):
        return [
            (reverse("organizations:organization_list"), _("Organizations")),
            (self.get_back(), self.thing),
        ]


class OrganizationChange(OfOrganization):
    form_class = OrganizationForm
    heading = gettext_lazy("Edit organization")

    def get_edited(self):
        return Organization.objects.get(pk=self.thing.pk)

    def keep(self, **values):
        return actions.change_organization(self.thing, **values)


class ContactAdd(OfOrganization):
    form_class = ContactForm
    heading = gettext_lazy("Add a contact")
    verb = gettext_lazy("Add contact")
    done = gettext_lazy("Contact added.")

    def get_edited(self):
        return Contact(organization=self.thing)

    def keep(self, **values):
        return actions.enter_contact(self.thing, **values)


class ContactChange(OfOrganization):
    form_class = ContactForm
    heading = gettext_lazy("Edit contact")

    def get_edited(self):
        return get_object_or_404(Contact, organization=self.thing, pk=self.kwargs["contact"])

    def keep(self, **values):
        return actions.change_contact(self.get_edited(), **values)


@require_POST
@permission_required("agencies.keep_register", raise_exception=True)
def contact_remove(request, pk, contact):
    contact = get_object_or_404(Contact, organization=pk, pk=contact)
    name = contact.name
    actions.remove_contact(contact)
    messages.success(request, _("%(person)s is no longer a contact.") % {"person": name})
    return redirect("organizations:organization_detail", pk)
