from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, TemplateView

from agencies.members import exports
from agencies.members.forms import OnDateForm
from agencies.members.roster import changes, growth, growth_line, roster
from agencies.people import contacts
from agencies.register import queries
from agencies.register.models import Agency, Logo, Membership
from agencies.register.names import AgencyName
from foundation.dates import clock, shown
from foundation.files.serving import as_download
from foundation.files.sheets import TYPES, sheet
from foundation.web import panels
from foundation.web.public import public_page


@method_decorator(public_page, name="dispatch")
class MemberList(TemplateView):
    """The members on a chosen day; today if none is chosen or it is not a day.

    With a second day, also the changes between the two. Both can be downloaded as a spreadsheet.
    """

    template_name = "agencies/members/member_list.html"

    def get(self, request, *args, **kwargs):
        self.form = OnDateForm(request.GET)
        self.form.is_valid()
        self.day = self.form.cleaned_data.get("on") or clock.today()
        since = self.form.cleaned_data.get("since")
        self.changed = changes(since, self.day) if since else None
        kind = request.GET.get("as")
        if kind not in TYPES:
            return super().get(request, *args, **kwargs)
        if self.changed is not None:
            return sheet(
                _("membership changes"), exports.CHANGE_COLUMNS, exports.change_table(self.changed), kind
            )
        return sheet(
            _("members %(day)s") % {"day": self.day}, exports.COLUMNS, exports.table(roster(self.day)), kind
        )

    def get_context_data(self, **kwargs):
        years = growth()
        now, typed = roster(self.day), self.request.GET
        since = self.form.cleaned_data.get("since")
        return super().get_context_data(
            form=self.form,
            today=clock.today(),
            roster=now,
            changed=self.changed,
            typed=typed.get("on", "") if self.form.errors.get("on") else shown.day(self.day),
            typed_since=shown.day(since) if since else typed.get("since", ""),
            years=years,
            moved=[year for year in years if year["joined"] or year["left"]],
            line=growth_line(years, self.day, len(now.members)),
            **kwargs,
        )


@method_decorator(public_page, name="dispatch")
class AgencyDetail(DetailView):
    """An agency. People of the Group also see who acts for it, today or on another day."""

    template_name = "agencies/members/agency_detail.html"
    queryset = (
        Agency.objects.select_related("part_of", "logo")
        .prefetch_related("memberships", "parts")
        .annotate(has_taken_over=Exists(AgencyName.objects.filter(merged_into=OuterRef("pk"))))
    )

    def _people(self, day):
        """Returns who acts for the agency on that day; None for a user outside the Group."""
        if not self.request.user.has_perm("agencies.read_contacts"):
            return None
        return contacts.of_agency(self.object, day)

    def _corrected(self):
        """Returns the memberships that were entered in error, for people of the Group."""
        return Membership.entered.filter(agency=self.object).exclude(corrected_at=None)

    def get_context_data(self, **kwargs):
        form, today, user = OnDateForm(self.request.GET), clock.today(), self.request.user
        day = (form.is_valid() and form.cleaned_data["on"]) or today
        people = self._people(day)
        keeps = user.is_authenticated and user.has_perm("agencies.keep_agency", self.object)
        return super().get_context_data(
            panels=panels.sections("agency", self.object, user),
            names=queries.changes_of_name(self.object),
            taken_over=queries.taken_over(self.object) if self.object.has_taken_over else [],
            form=form,
            typed=self.request.GET.get("on", "") if form.errors else shown.day(day),
            day=day,
            people=people,
            corrected=[] if people is None else self._corrected(),
            coming=contacts.coming_to(self.object) if people is not None and day == today else [],
            may_keep_own=keeps,
            may_read_people=keeps or user.has_perm("agencies.read_register"),
            today=today,
            **kwargs,
        )


@login_not_required
@require_safe
def logo(request, slug):
    """Downloads the logo of the agency, for everybody."""
    kept = get_object_or_404(Logo, agency__slug=slug)
    answer = as_download(request, kept.file, name=kept.name)
    if answer.status_code == 200:
        answer["Cache-Control"] = "public, max-age=3600"
    return answer
