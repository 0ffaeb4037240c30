"""The line of chairs as the secretariat keeps it: terms added and changed, with what that would mean."""

from django.urls import reverse

from chairmanship import actions, replanning, rotation, timeline
from chairmanship.forms import TermForm
from chairmanship.models import Chairmanship
from chairmanship.views import get_term
from foundation import clock
from foundation.editing import EditView
from foundation.words import listed, sentence

AROUND = 3  # terms and gaps to each side


def meaning(term: Chairmanship) -> dict:
    """Who would chair today and around the term, if it were kept as it is given here."""
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
        "effects": replanning.effects(rotation.terms(), among),
    }


class TermEdit(EditView):
    permission_required = "chairmanship.keep_terms"
    template_name = "chairmanship/term_form.html"
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
        chairs = [term.agency for term in rotation.chairs()]
        today = f"{listed(chairs)} in the chair today" if chairs else "nobody chairs today"
        return sentence(f"The term is kept; {today}")


class TermAdd(TermEdit):
    heading = "Add a term"
    verb = "Add the term"

    def get_edited(self):
        return Chairmanship()

    def keep(self, *, revision, **values):
        return actions.enter_term(**values)

    def get_back(self):
        return reverse("chairmanship:line")

    def get_trail(self):
        return [(self.get_back(), "Chair")]


class TermChange(TermEdit):
    heading = "Change the term"

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
        return f"{self.thing.agency}, {self.thing.period}"

    def get_back(self):
        return self.thing.get_absolute_url()

    def get_trail(self):
        return [
            (reverse("chairmanship:line"), "Chair"),
            (self.get_back(), f"{self.thing.agency}, {self.thing.months}"),
        ]
