from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import DetailView, TemplateView

from agencies import contacts
from agencies.forms import OnDateForm
from agencies.models import Agency
from agencies.roster import growth, growth_line, roster
from foundation import clock, sections


@method_decorator(login_not_required, name="dispatch")
class MemberList(TemplateView):
    """The members on a chosen day; today when none is chosen, or when what was typed is no day."""

    template_name = "agencies/member_list.html"

    def get_context_data(self, **kwargs):
        today = clock.today()
        form = OnDateForm(self.request.GET)
        day = (form.is_valid() and form.cleaned_data["on"]) or today
        years = growth()
        return super().get_context_data(
            form=form,
            today=today,
            roster=roster(day),
            typed=self.request.GET.get("on", "") if form.errors else day.isoformat(),
            years=years,
            changes=[year for year in years if year["joined"] or year["left"]],
            line=growth_line(years, day),
            **kwargs,
        )


@method_decorator(login_not_required, name="dispatch")
class AgencyDetail(DetailView):
    queryset = Agency.objects.select_related("part_of").prefetch_related("memberships", "parts")

    def _people(self):
        """Who acts for the agency today, for those of the Group; None for others."""
        if not self.request.user.has_perm("agencies.read_contacts"):
            return None
        return contacts.of_agency(self.object)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            panels=sections.shown("agency", self.object, self.request.user),
            people=self._people(),
            today=clock.today(),
            **kwargs,
        )
