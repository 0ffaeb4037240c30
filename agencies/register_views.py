"""The register of agencies and their memberships, for the secretariat."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from agencies import actions
from agencies.models import Agency, Membership
from agencies.register_forms import AgencyForm, MembershipEndForm, MembershipForm
from foundation.editing import EditView


class Register(EditView):
    permission_required = "agencies.keep_register"


class OfAgency(Register):
    """A page about something of an agency."""

    def get_thing(self):
        return get_object_or_404(Agency, slug=self.kwargs["slug"])

    def get_back(self):
        return reverse("agencies:agency_detail", args=[self.thing.slug])

    def get_trail(self):
        return [(reverse("agencies:member_list"), "Members"), (self.get_back(), self.thing)]


class AgencyAdd(Register):
    form_class = AgencyForm
    heading = "Add an agency"
    verb = "Add the agency"

    def get_edited(self):
        return Agency()

    def keep(self, **values):
        return actions.enter_agency(**values)

    def get_back(self):
        return reverse("agencies:member_list")

    def get_next(self, kept):
        return reverse("agencies:agency_detail", args=[kept.slug])

    def get_done(self):
        return "The agency is in the register. If it is a member, open its membership."

    def get_trail(self):
        return [(self.get_back(), "Members")]


class AgencyChange(OfAgency):
    form_class = AgencyForm
    heading = "Change the agency"

    def get_edited(self):
        return Agency.objects.get(pk=self.thing.pk)

    def keep(self, **values):
        return actions.change_agency(self.thing, **values)

    def get_next(self, kept):
        return reverse("agencies:agency_detail", args=[kept.slug])


class MembershipAdd(OfAgency):
    form_class = MembershipForm
    heading = "Open a membership"
    verb = "Open the membership"
    done = "The membership is open."

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
        until = f"to {membership.ends}" if membership.ends else "until now"
        return f"{self.thing}, member from {membership.starts} {until}"


class MembershipChange(OfMembership):
    form_class = MembershipForm
    heading = "Change the membership"

    def keep(self, **values):
        return actions.change_membership(self.get_edited(), **values)


class MembershipEnd(OfMembership):
    form_class = MembershipEndForm
    heading = "End the membership"
    verb = "End the membership"
    done = "The membership has an end."

    def keep(self, **values):
        return actions.end_membership(self.get_edited(), **values)
