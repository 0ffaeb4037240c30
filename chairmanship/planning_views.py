"""The line of chairs as the secretariat plans it ahead: each move is looked at before it is kept."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from agencies.models import Agency
from chairmanship import flags, replanning, rotation, timeline
from chairmanship.views import get_term
from foundation import clock
from foundation.verbs import Refused
from foundation.words import number

KEEP = "chairmanship.keep_terms"


class Planning(PermissionRequiredMixin, TemplateView):
    """The running term and those to come, what can be done with each, and what wants a look."""

    permission_required = KEEP
    template_name = "chairmanship/planning.html"

    def get_context_data(self, **kwargs):
        today = clock.today()
        line = timeline.until(today)
        rows = timeline.rows(line, today)
        ahead = [row for row in rows if (row.get("term") or row["gap"]).ends >= today]
        return super().get_context_data(
            rows=ahead,
            flags=flags.flags(),
            today=today,
            drawing=timeline.drawing(line, today),
            may_swap=sum(bool(row.get("term") and row["term"].starts > today) for row in ahead) > 1,
            **kwargs,
        )


class PlanMove(PermissionRequiredMixin, FormView):
    """One move. What it means is shown; the button that keeps it gives back what was seen."""

    permission_required = KEEP
    template_name = "chairmanship/plan_move.html"

    def get_term(self):
        if "slug" not in self.kwargs:
            return None
        term = get_term(self.kwargs["slug"])
        if term.ends < clock.today():
            raise Http404("That term is over: its days are history.")
        return term

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"term": self.get_term()}

    def form_valid(self, form):
        if "more" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        plan, move, seen = None, form.made(), self.request.POST.get("seen")
        try:
            plan = replanning.plan(move)
            if seen:
                kept = replanning.keep_plan(move, seen=seen)
                messages.success(self.request, told(kept))
                return redirect("chairmanship:planning")
        except Refused as refusal:
            form.add_error(None, str(refusal))
        return self.render_to_response(self.get_context_data(form=form, plan=plan))

    def get_context_data(self, plan=None, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        context |= {
            "heading": form.heading,
            "term": form.term,
            "back": reverse("chairmanship:planning"),
            "waiting": longest_ago() if hasattr(form, "rows") else [],
        }
        if plan:
            today = clock.today()
            after = [term for term in plan.after if term.ends >= today or term in plan.changed]
            line = timeline.until(today, after)
            context |= {"plan": plan, "today": today, "drawing": timeline.drawing(line, today)}
            context["rows"] = [row | _against(row, plan) for row in timeline.rows(line, today)]
        return context


def _against(row: dict, plan: replanning.Plan) -> dict:
    """What the plan makes new of a row, and how it was."""
    term = row.get("term")
    if term is None or term not in plan.changed:
        return {"this": False}
    return {"this": True, "was": plan.was.get(term.pk)}


def told(plan: replanning.Plan) -> str:
    terms = len(plan.changed) + len(plan.gone)
    return f"Kept: {number(terms)} term{' is' if terms == 1 else 's are'} as you planned."


def longest_ago() -> list[dict]:
    """The members, each with its last term: who never chaired first, then who did so longest ago."""
    last = {}
    for term in rotation.terms():
        last[term.agency_id] = term
    members = [{"agency": one, "term": last.get(one.pk)} for one in Agency.objects.members()]
    return sorted(members, key=lambda row: (row["term"] is not None, row["term"] and row["term"].ends))
