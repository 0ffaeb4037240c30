"""The handover of a term on one page: the days left, what is open, and the report so far."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from chairmanship.handover import checklist, queries
from chairmanship.handover.actions import handover
from chairmanship.handover.forms import LineForm, TakeOverForm
from chairmanship.handover.models import Handover, HandoverLine, HandoverReport
from chairmanship.handover.views.release import facts_context
from chairmanship.rotation import rotation
from chairmanship.rotation.access import get_term
from foundation.dates import clock
from foundation.web.editing import EditView


def _term(request, slug: str, permission: str = "chairmanship.see_handover"):
    term = get_term(slug)
    if not request.user.has_perm(permission, term):
        raise PermissionDenied
    return term


@require_GET
@never_cache
def handover_page(request, slug):
    return _page(request, _term(request, slug), LineForm())


def _page(request, term, form, *, status=200):
    user, known = request.user, queries.handover_of(term)
    closed = known if known and known.closed_at and term.ends <= clock.today() else None
    turned = queries.Turned(request.GET.get("kind", ""), request.GET.get("page"))
    rows = [] if closed else queries.open_matters(term, user, turned=turned)
    reads = user.has_perm("chairmanship.read_narrative", term)
    rows = [row for row in rows if row["kind"].slug != checklist.LINES and (reads or not row["kind"].stays)]
    asked = [row for row in rows if not row["kind"].passes]
    report = _report(term, user)
    next_chair_reads = not queries.is_before_close(term) and queries.report_is_out(term)
    opens_facts = user.has_perm("chairmanship.open_facts", term) and not reads
    context = {
        "term": term,
        "handover": known,
        "closed": closed,
        "opens_on": queries.opens_on(term),
        "is_open": queries.is_open(term),
        "is_over": queries.is_over(term),
        "days": (term.ends - clock.today()).days,
        "today": clock.today(),
        "following": [one.agency for one in rotation.successors(term)],
        "asked": [row for row in asked if row["matters"]],
        "settled": [row["kind"].title for row in asked if not row["matters"]],
        "passing": [row for row in rows if row["kind"].passes and row["matters"]],
        "count": sum(row["count"] for row in asked),
        "turned": turned.kind,
        "left": queries.matters_left_open(closed, turned=turned) if closed else (),
        "lines": list(known.lines.select_related("done_by")) if known else (),
        "form": form,
        "may_comment": user.has_perm("chairmanship.comment_narrative", term),
        "settles": user.has_perm("chairmanship.make_report", term),
        "may_keep": user.has_perm("chairmanship.keep_handover", term),
        "may_take_over": user.has_perm("chairmanship.take_over", term),
        "report": report,
        "reads": reads,
        "is_history": term.is_history,
        "is_before_close": queries.is_before_close(term),
        "next_chair_reads": next_chair_reads,
        "opens_facts": opens_facts,
        "expected": queries.report_due(term),
        "facts_from": queries.facts_from(term),
        "facts_are_due": queries.facts_are_due(term),
    }
    if opens_facts and context["facts_are_due"]:
        context |= facts_context(term)
    return render(request, "chairmanship/handover/handover.html", context, status=status)


def _report(term, user):
    """Returns the chair's latest version with a file that the user may read. An issued one comes first."""
    made = [
        one
        for one in term.reports.filter(made_at__isnull=False).exclude(state=HandoverReport.State.FACTS)
        if user.has_perm("chairmanship.read_report", one)
    ]
    return next((one for one in made if one.is_issued), made[0] if made else None)


@require_POST
def line_add(request, slug):
    term = _term(request, slug, "chairmanship.keep_handover")
    form = LineForm(request.POST)
    if not form.is_valid():
        return _page(request, term, form)
    handover.add_line(term, **form.cleaned_data, by=request.user)
    return redirect(f"{_address(term)}#lines")


@require_POST
def line_settle(request, slug, line):
    """Marks a line as done or not done, or deletes it."""
    term = _term(request, slug, "chairmanship.keep_handover")
    found = get_object_or_404(HandoverLine, pk=line, handover__term=term)
    if "remove" in request.POST:
        handover.remove_line(found, by=request.user)
        messages.success(request, _("“%(line)s” is removed from the list.") % {"line": found})
    else:
        handover.tick(found, done="done" in request.POST, by=request.user)
    return redirect(f"{_address(term)}#lines")


def _address(term) -> str:
    return reverse("chairmanship:handover", args=[term.slug])


class TakeOver(EditView):
    """The incoming chair records that it has what it needs."""

    heading = gettext_lazy("Confirm handover")
    verb = gettext_lazy("Confirm handover")
    done = gettext_lazy("Thank you. The outgoing chair can see that you confirmed the handover.")
    form_class = TakeOverForm

    def has_permission(self):
        return self.request.user.has_perm("chairmanship.take_over", get_term(self.kwargs["slug"]))

    def get_thing(self):
        return get_term(self.kwargs["slug"])

    def get_edited(self):
        return queries.handover_of(self.thing) or Handover(term=self.thing)

    def keep(self, *, remarks):
        return handover.take_over(self.thing, remarks=remarks, by=self.request.user)

    def get_facts(self):
        words = _("%(term)s. Your confirmation tells the outgoing chair that you have what you need.")
        return words % {"term": self.thing}

    def get_back(self):
        return _address(self.thing)

    def get_trail(self):
        return [
            (reverse("chairmanship:line"), _("Chair")),
            (self.thing.get_absolute_url(), f"{self.thing.agency}, {self.thing.months}"),
            (self.get_back(), _("Handover")),
        ]
