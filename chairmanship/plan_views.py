"""What was agreed beside what became of it, and what a chair says to the next of what it leaves."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import DetailView, ListView

from chairmanship import agreeing, workplan
from chairmanship.models import AgreedPlan, WorkplanActivity
from chairmanship.views import get_term
from chairmanship.workplan_forms import PassingForm
from foundation import sections
from foundation.requests import whole
from foundation.verbs import Refused, Stale

READ = "chairmanship.read_workplan"


class PlanList(PermissionRequiredMixin, ListView):
    """What was agreed for each term, and the place where the chair says that it is agreed."""

    permission_required = READ
    queryset = AgreedPlan.objects.select_related("term__agency", "agreed_by").defer("activities")
    template_name = "workplan/plan_list.html"

    def get_context_data(self, **kwargs):
        term = agreeing.may_agree_for(self.request.user)
        return super().get_context_data(
            term=term,
            agreed=term and agreeing.plans_for(term),
            by_itself=term and term.starts + agreeing.BY_ITSELF,
            **kwargs,
        )


class PlanDetail(PermissionRequiredMixin, DetailView):
    permission_required = READ
    queryset = AgreedPlan.objects.select_related("term__agency", "term__coordinated_by", "agreed_by")
    template_name = "workplan/plan_detail.html"

    def get_context_data(self, **kwargs):
        rows = agreeing.compared(self.object)
        return super().get_context_data(
            plan=self.object,
            agreed=[row for row in rows if row.was],
            since=[row for row in rows if not row.was],
            done=sum(bool(row.was and row.now and row.now["status"] == "done") for row in rows),
            panels=sections.shown("plan", self.object, self.request.user),
            **kwargs,
        )


@require_POST
def plan_agree(request):
    """Says that the workplan is agreed as it stands, for the term that the person chairs."""
    term = request.user.has_perm("chairmanship.agree_plan") and agreeing.may_agree_for(request.user)
    if not term:
        raise PermissionDenied
    try:
        plan = agreeing.agree_plan(term, by=request.user, seen=whole(request.POST.get("seen", ""), -1))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("workplan:plan_list")
    messages.success(request, "It is kept as agreed. What becomes of it will stand beside it here.")
    return redirect(plan)


@require_http_methods(["GET", "POST"])
@permission_required(READ, raise_exception=True)
def pass_on(request, slug):
    """What is unfinished passes on by itself; here the chair says to the next what there is to know of it."""
    term = get_term(slug)
    if not request.user.has_perm("chairmanship.pass_on", term):
        raise PermissionDenied
    activities = list(
        WorkplanActivity.objects.in_hand(term).unfinished().select_related("lead").by_objective()
    )
    notes = dict(term.passing_notes.values_list("activity", "text"))
    form = PassingForm(request.POST or None, activities=activities, notes=notes)
    status = 200
    if request.method == "POST" and form.is_valid():
        for activity, text, seen in form.changes():
            try:
                workplan.pass_on(term, activity, text=text, seen=seen, by=request.user)
            except Stale as stale:
                form.clashes(activity, stale.current)
                status = 409
            else:
                form.kept(activity, text)
        if status == 200:
            messages.success(
                request, "Your notes stand with the activities, for the next chair and all members."
            )
            return redirect("workplan:pass_on", slug)
    context = {"term": term, "form": form, "rows": form.rows()}
    return render(request, "workplan/pass_on.html", context, status=status)
