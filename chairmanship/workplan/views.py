"""The Group's workplan: as a board by status, along the years, and by activity."""

from functools import partial
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import DetailView, ListView, TemplateView

from agencies.register.forms import named_purposes
from agencies.register.suggestions import suggest_for
from chairmanship.rotation.access import get_term
from chairmanship.workplan import actions, agreement, timeline
from chairmanship.workplan.forms import (
    ActivityForm,
    FilterForm,
    ObjectiveForm,
    PassingForm,
    ReportForm,
    key_of,
    objectives,
)
from chairmanship.workplan.models import AgreedPlan, WorkplanActivity
from foundation.dates import clock
from foundation.exports.views import table
from foundation.verbs import Refused, Stale
from foundation.web import panels
from foundation.web.editing import EditView
from foundation.web.forms import differences
from foundation.web.requests import whole

READ = "chairmanship.read_workplan"
A_PAGE = 50  # activities
KEEP = "chairmanship.keep_workplan"


class Workplan(PermissionRequiredMixin, TemplateView):
    """The chosen activities, as a page or as a spreadsheet."""

    permission_required = READ

    def get(self, request, *args, **kwargs):
        if given := table(request):
            return given
        self.form = FilterForm(request.GET)
        self.chosen = self.form.narrow(WorkplanActivity.objects.all())
        related = self.chosen.select_related("lead").prefetch_related("partners", "purposes", "outputs")
        self.page = Paginator(related.by_objective(), A_PAGE).get_page(request.GET.get("page"))
        self.activities = list(self.page)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        query = self.request.GET.copy()
        query.pop("as", None)
        query.pop("page", None)
        late = query.copy()
        late["status"] = "late"
        return super().get_context_data(
            form=self.form,
            activities=self.activities,
            page_obj=self.page,
            late=self.chosen.late(clock.today()).count(),
            query=query.urlencode(),
            late_query=late.urlencode(),
            **kwargs,
        )


class Board(Workplan):
    template_name = "chairmanship/workplan/board.html"

    def get_context_data(self, **kwargs):
        found = {status: [] for status in [*WorkplanActivity.Status.values, ""]}
        for activity in self.activities:
            found[activity.status].append(activity)
        counted = self.chosen.order_by().values_list("status").annotate(count=Count("pk", distinct=True))
        counts = dict(counted)
        columns = [
            {
                "status": status,
                "title": agreement.status_label(status) or _("status not known"),
                "activities": listed,
                "count": counts.get(status, 0),
            }
            for status, listed in found.items()
            if status or counts.get(status)
        ]
        return super().get_context_data(columns=columns, **kwargs)


class Timeline(Workplan):
    template_name = "chairmanship/workplan/timeline.html"

    def get_context_data(self, **kwargs):
        groups = [
            {
                "objective": objective,
                "key": objective and key_of(objective),
                "activities": list(listed),
            }
            for objective, listed in groupby(self.activities, lambda activity: activity.objective)
        ]
        groups.sort(key=lambda group: not group["objective"])  # activities without an objective come last
        return super().get_context_data(
            groups=groups,
            drawing=timeline.drawing(groups, clock.today()),
            legend=WorkplanActivity.Status.choices,
            **kwargs,
        )


def get_activity(pk: int) -> WorkplanActivity:
    """Returns the activity. Raises `Http404`."""
    found = WorkplanActivity.objects.select_related("lead", "term__agency")
    return get_object_or_404(found.prefetch_related("partners", "purposes", "outputs"), pk=pk)


@require_GET
@permission_required(READ, raise_exception=True)
def activity_detail(request, pk):
    return _page(request, get_activity(pk))


@require_POST
@permission_required(READ, raise_exception=True)
def activity_report(request, pk):
    """Adds a note by an agency in the activity, or changes its status.

    If that is refused, the typed text is kept.
    """
    activity = get_activity(pk)
    form = _report_form(request, activity)
    if form is None:
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, activity, form=form)
    try:
        actions.report_on(activity, **form.cleaned_data, by=request.user)
    except Stale as stale:
        form.sees(stale.current)
        return _page(request, get_activity(pk), form=form, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, activity, form=form)
    messages.success(request, _("Update saved. All members can read it."))
    return redirect(activity)


def _report_form(request, activity) -> ReportForm | None:
    may = partial(request.user.has_perm, obj=activity)
    if not may("chairmanship.note_activity"):
        return None
    return ReportForm(request.POST or None, activity=activity, sets_status=may("chairmanship.set_status"))


def _page(request, activity, *, form=None, status=200):
    context = {
        "activity": activity,
        "objective_key": key_of(activity.objective),
        "form": form or _report_form(request, activity),
        "notes": activity.notes.select_related("by", "agency"),
        "passing_notes": activity.passing_notes.select_related("term__agency", "by"),
        "suggestions": suggest_for(activity, *_texts(activity)) if request.user.has_perm(KEEP) else [],
        "panels": panels.sections("activity", activity, request.user),
    }
    return render(request, "chairmanship/workplan/activity_detail.html", context, status=status)


def _texts(activity) -> list[str]:
    return [activity.title, activity.objective, *(output.text for output in activity.outputs.all())]


# Forms of the chair


@require_POST
@permission_required(KEEP, raise_exception=True)
def accept_purposes(request, pk):
    """Gives an activity the purposes that were suggested."""
    activity = get_activity(pk)
    try:
        actions.accept_purposes(
            activity, purposes=named_purposes(request.POST.getlist("purposes")), by=request.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Purposes saved."))
    return redirect(activity)


class ActivityEdit(EditView):
    permission_required = KEEP
    template_name = "chairmanship/workplan/activity_form.html"
    form_class = ActivityForm

    def get_trail(self):
        return [(reverse("workplan:board"), _("Workplan"))]

    def get_next(self, kept):
        return kept.get_absolute_url()


class ActivityAdd(ActivityEdit):
    heading = gettext_lazy("Add activity")
    verb = gettext_lazy("Add activity")
    done = gettext_lazy("Activity added. The lead agency can now report progress.")

    def get_edited(self):
        return WorkplanActivity()

    def keep(self, *, revision, **values):
        return actions.add_activity(**values, by=self.request.user)

    def get_back(self):
        return reverse("workplan:board")


class ObjectiveRename(ActivityEdit):
    """Rewords an objective in all its activities."""

    template_name = "form.html"
    heading = gettext_lazy("Rename objective")
    verb = gettext_lazy("Rename objective")
    form_class = ObjectiveForm

    def get_thing(self):
        words = objectives().get(self.kwargs["key"])
        if words is None:
            raise Http404(_("There is no such objective."))
        return words

    def get_initial(self):
        return {"words": self.thing}

    def get_facts(self):
        count = WorkplanActivity.objects.filter(objective=self.thing).count()
        words = ngettext(
            "This changes the objective of %(count)s activity.",
            "This changes the objective of %(count)s activities.",
            count,
        )
        return words % {"count": count}

    def keep(self, *, words):
        self.count = actions.rename_objective(self.thing, words=words, by=self.request.user)

    def get_done(self):
        words = ngettext(
            "Objective renamed in %(count)s activity.",
            "Objective renamed in %(count)s activities.",
            self.count,
        )
        return words % {"count": self.count}

    def get_back(self):
        return reverse("workplan:timeline")

    def get_next(self, kept):
        return self.get_back()


class ActivityChange(ActivityEdit):
    heading = gettext_lazy("Edit activity")

    def get_thing(self):
        return get_activity(self.kwargs["pk"])

    def get_edited(self):
        return get_activity(self.kwargs["pk"])

    def keep(self, **values):
        return actions.change_activity(self.thing, **values, by=self.request.user)

    def form_valid(self, form):
        """If somebody else changed it meanwhile, shows both versions, with what was typed."""
        try:
            self.keep(**form.cleaned_data)
        except Stale as stale:
            form.data = form.data.copy()
            form.data["revision"] = stale.current.revision
            both = differences(form, stale.current)
            return self.render_to_response(self.get_context_data(form=form, both=both), status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.get_done())
        return redirect(self.get_back())

    def get_facts(self):
        return str(self.thing)

    def get_back(self):
        return self.thing.get_absolute_url()

    def get_trail(self):
        return [*super().get_trail(), (self.get_back(), str(self.thing))]


# Agreed plans, and what passes to the next chair


class PlanList(PermissionRequiredMixin, ListView):
    """The agreed plans of all terms. The chair records here that its workplan is agreed."""

    permission_required = READ
    queryset = AgreedPlan.objects.select_related("term__agency", "agreed_by").defer("activities")
    template_name = "chairmanship/workplan/plan_list.html"
    paginate_by = A_PAGE

    def get_context_data(self, **kwargs):
        term = agreement.may_agree_for(self.request.user)
        return super().get_context_data(
            term=term,
            agreed=term and agreement.plans_for(term),
            by_itself=term and term.starts + agreement.BY_ITSELF,
            **kwargs,
        )


class PlanDetail(PermissionRequiredMixin, DetailView):
    permission_required = READ
    queryset = AgreedPlan.objects.select_related("term__agency", "term__coordinated_by", "agreed_by")
    template_name = "chairmanship/workplan/plan_detail.html"

    def get_context_data(self, **kwargs):
        rows = agreement.compare(self.object)
        return super().get_context_data(
            plan=self.object,
            agreed=[row for row in rows if row.was],
            since=[row for row in rows if not row.was],
            done=sum(bool(row.was and row.now and row.now["status"] == "done") for row in rows),
            panels=panels.sections("plan", self.object, self.request.user),
            **kwargs,
        )


@require_POST
def plan_agree(request):
    """Records the workplan as agreed, for the term that the user's agency chairs."""
    term = request.user.has_perm("chairmanship.agree_plan") and agreement.may_agree_for(request.user)
    if not term:
        raise PermissionDenied
    try:
        plan = agreement.agree_plan(term, by=request.user, seen=whole(request.POST.get("seen", ""), -1))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("workplan:plan_list")
    messages.success(request, _("Workplan recorded as agreed. You can compare it with later changes here."))
    return redirect(plan)


@require_http_methods(["GET", "POST"])
@permission_required(READ, raise_exception=True)
def pass_on(request, slug):
    """Notes to the next chair on unfinished activities, which pass on automatically."""
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
                actions.pass_on(term, activity, text=text, seen=seen, by=request.user)
            except Stale as stale:
                form.clashes(activity, stale.current)
                status = 409
            else:
                form.kept(activity, text)
        if status == 200:
            messages.success(request, _("Notes saved. The next chair and all members can read them."))
            return redirect("workplan:pass_on", slug)
    context = {"term": term, "form": form, "rows": form.rows()}
    return render(request, "chairmanship/workplan/pass_on.html", context, status=status)
