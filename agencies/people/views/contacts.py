"""The contacts, for everybody in the Group."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from agencies.people import contacts, exports
from foundation.dates import clock
from foundation.files.sheets import sheet


class ContactList(PermissionRequiredMixin, TemplateView):
    """Principals, alternates and focal points of today's members."""

    permission_required = "agencies.read_contacts"
    template_name = "agencies/people/contact_list.html"

    def get_context_data(self, **kwargs):
        role = contacts.role_named(self.request.GET.get("role", ""))
        agencies = contacts.by_agency(role)
        return super().get_context_data(
            agencies=agencies,
            role=role,
            roles=[(str(one.value), title) for one, title in contacts.ROLES.items()],
            addresses=contacts.addresses(agencies),
            today=clock.today(),
            **kwargs,
        )


class ContactExport(PermissionRequiredMixin, TemplateView):
    """The contacts as a file for a spreadsheet."""

    permission_required = "agencies.read_contacts"

    def get(self, request, *args, **kwargs):
        role = contacts.role_named(request.GET.get("role", ""))
        return sheet(_("contacts"), exports.COLUMNS, exports.table(contacts.by_agency(role)))
