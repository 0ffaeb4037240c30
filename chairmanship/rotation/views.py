"""The line of chairs: everybody reads it, the secretariat keeps its terms and plans them ahead."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from agencies.models import Agency
from chairmanship.rotation import actions, flags, rotation, timeline
from chairmanship.rotation.access import get_term
from chairmanship.rotation.forms import TermForm
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.plan import Plan, effects, keep_plan, make_plan
from foundation.dates import clock
from foundation.text.words import listed
from foundation.verbs import Refused
from foundation.web import panels
from foundation.web.editing import EditView
from foundation.web.public import public_page

KEEP, READ_PLANS = "chairmanship.keep_terms", "chairmanship.read_plans"
AROUND = 3  # terms and gaps to each side
A_PAGE = 50  # terms and gaps


@method_decorator(public_page, name="dispatch")
class Line(TemplateView):
    """The line of chairs to today or later, with its gaps: the latest on the first page, which draws them."""

    template_name = "chairmanship/rotation/line.html"

    def get_context_data(self, **kwargs):
        today = clock.today()
        line = timeline.until(today)
        page = Paginator(line[::-1], A_PAGE).get_page(self.request.GET.get("page"))
        shown = page.object_list[::-1]
        rows = timeline.rows(line, today)
        first = line.index(shown[0]) if shown else 0
        return super().get_context_data(
            today=today,
            troika=rotation.troika(today),
            drawing=timeline.drawing(shown, today) if page.number == 1 else None,
            rows=rows[first : first + len(shown)],
            page_obj=page,
            **kwargs,
        )


@method_decorator(public_page, name="dispatch")
class TermDetail(TemplateView):
    template_name = "chairmanship/rotation/term_detail.html"

    def get(self, request, slug):
        term = get_term(slug)
        return super().get(request, slug=slug) if term.slug == slug else redirect(term)

    def get_context_data(self, slug, **kwargs):
        term = get_term(slug)
        return super().get_context_data(
            term=term,
            place=rotation.place(term),
            before=rotation.terms_before(term),
            after=rotation.terms_after(term),
            beside=[other.agency for other in rotation.terms_beside(term)],
            today=clock.today(),
            panels=panels.sections("term", term, self.request.user),
            **kwargs,
        )


# Terms


def meaning(term: Chairmanship) -> dict:
    """Who would chair today and around the term, if it were kept like this."""
    today = clock.today()
    among = rotation.with_term(term)
    line = timeline.until(today, among)
    rows = timeline.rows(line, today)
    here = line.index(term)
    shown = rows[max(here - AROUND, 0) : here + AROUND + 1]
    before, after = rotation.troika(today).current, rotation.troika(today, among).current
    return {
        "rows": [row | {"this": row.get("term") is term} for row in shown],
        "chairs": [one.agency for one in after],
        "moves": {one.agency for one in before} != {one.agency for one in after},
        "effects": effects(rotation.terms(), among),
    }


class TermEdit(EditView):
    permission_required = KEEP
    template_name = "chairmanship/rotation/term_form.html"
    form_class = TermForm

    def post(self, request, *args, **kwargs):
        if "look" not in request.POST:
            return super().post(request, *args, **kwargs)
        return self.form_invalid(self.get_form())  # shown again with what it would mean, and kept by nobody

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        if form.is_bound and form.is_valid():
            context["meaning"] = meaning(form.instance)
        return context

    def get_next(self, kept):
        return kept.get_absolute_url()

    def get_done(self):
        if chairs := listed(term.agency for term in rotation.chairs()):
            return _("Term saved. Current chair: %(agencies)s.") % {"agencies": chairs}
        return _("Term saved. Nobody chairs the Group today.")


class TermAdd(TermEdit):
    heading = gettext_lazy("Add term")
    verb = gettext_lazy("Add term")

    def get_edited(self):
        return Chairmanship()

    def keep(self, *, revision, **values):
        return actions.enter_term(**values)

    def get_back(self):
        return reverse("chairmanship:line")

    def get_trail(self):
        return [(self.get_back(), _("Chair"))]


class TermChange(TermEdit):
    heading = gettext_lazy("Edit term")

    def get_thing(self):
        return get_term(self.kwargs["slug"])

    def get_edited(self):
        return get_term(self.kwargs["slug"])

    def keep(self, **values):
        return actions.change_term(self.thing, **values)

    def form_invalid(self, form):
        """What somebody else kept meanwhile is told once; saved again, this takes its place."""
        if form.non_field_errors():
            form.data = form.data.copy()
            form.data["revision"] = self.get_edited().revision
        return super().form_invalid(form)

    def get_facts(self):
        return str(self.thing)

    def get_back(self):
        return self.thing.get_absolute_url()

    def get_trail(self):
        return [
            (reverse("chairmanship:line"), _("Chair")),
            (self.get_back(), f"{self.thing.agency}, {self.thing.months}"),
        ]


# Plans: each move is looked at before it is kept


class Planning(PermissionRequiredMixin, TemplateView):
    """The running term and those to come, what can be done with each, and what needs attention."""

    permission_required = READ_PLANS
    template_name = "chairmanship/rotation/planning.html"

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
    """One move. The page shows what it means. The button that keeps it sends back what was seen."""

    permission_required = KEEP
    template_name = "chairmanship/rotation/plan_move.html"

    def get_term(self):
        if "slug" not in self.kwargs:
            return None
        term = get_term(self.kwargs["slug"])
        if term.ends < clock.today():
            raise Http404(_("This term has ended. Its dates can no longer change."))
        return term

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"term": self.get_term()}

    def form_valid(self, form):
        if "more" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        plan, move, seen = None, form.made(), self.request.POST.get("seen")
        try:
            plan = make_plan(move)
            if seen:
                kept = keep_plan(move, seen=seen)
                messages.success(self.request, summary(kept))
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
            "waiting": members_by_last_term() if hasattr(form, "rows") else [],
        }
        if plan:
            today = clock.today()
            after = [term for term in plan.after if term.ends >= today or term in plan.changed]
            line = timeline.until(today, after)
            context |= {"plan": plan, "today": today, "drawing": timeline.drawing(line, today)}
            context["rows"] = [row | _against(row, plan) for row in timeline.rows(line, today)]
        return context


def _against(row: dict, plan: Plan) -> dict:
    """What the plan changes in a row, and how it was."""
    term = row.get("term")
    if term is None or term not in plan.changed:
        return {"this": False}
    return {"this": True, "was": plan.was.get(term.pk)}


def summary(plan: Plan) -> str:
    terms = len(plan.changed) + len(plan.gone)
    return ngettext("Saved. %(count)s term changed.", "Saved. %(count)s terms changed.", terms) % {
        "count": terms
    }


def members_by_last_term() -> list[dict]:
    """The members, each with its last term: first those who never chaired, then by how long ago they did."""
    last = {}
    for term in rotation.terms():
        last[term.agency_id] = term
    members = [{"agency": one, "term": last.get(one.pk)} for one in Agency.objects.members()]
    return sorted(members, key=lambda row: (row["term"] is not None, row["term"] and row["term"].ends))
