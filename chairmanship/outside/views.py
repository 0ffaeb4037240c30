"""The pages of external events, and of statements, contributions and briefings."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView, TemplateView

from agencies.register.forms import named_purposes
from agencies.register.suggestions import suggest_for
from chairmanship.outside import actions
from chairmanship.outside.forms import LATEST, EventForm, OccasionForm
from chairmanship.outside.models import Event, Occasion
from chairmanship.rotation import rotation
from chairmanship.rotation.choosers import OfTerm
from foundation.verbs import Refused, Stale
from foundation.web import panels as web_panels
from foundation.web.editing import EditView
from foundation.web.public import public_page
from foundation.web.requests import whole

READ = "chairmanship.read_occasions"
KEEP = "chairmanship.keep_outside"
A_PAGE = 50


class Calendar(PermissionRequiredMixin, TemplateView):
    """External events: those ahead with their deadlines, the next first, then the past ones."""

    permission_required = READ
    template_name = "chairmanship/outside/calendar.html"

    def get_context_data(self, **kwargs):
        known = Occasion.objects.select_related("forum")
        past = known.past().prefetch_related("events")
        page = Paginator(past, A_PAGE).get_page(self.request.GET.get("page"))
        ahead = known.ahead().prefetch_related("deadlines") if page.number == 1 else ()
        return super().get_context_data(ahead=ahead, page_obj=page, **kwargs)


class OccasionDetail(PermissionRequiredMixin, DetailView):
    """An external event: its deadlines, what the Group prepares for it, and what it said there."""

    permission_required = READ
    template_name = "chairmanship/outside/occasion_detail.html"
    context_object_name = "occasion"
    queryset = Occasion.objects.select_related("forum").prefetch_related(
        "deadlines", "events__delivered_by", "events__speakers__agency"
    )

    def get_context_data(self, **kwargs):
        panels = web_panels.sections("occasion", self.object, self.request.user)
        return super().get_context_data(panels=panels, **kwargs)


@method_decorator(public_page, name="dispatch")
class Ledger(ListView):
    """Statements, contributions and briefings, the latest first: all, or those of a forum, term or kind."""

    template_name = "chairmanship/outside/ledger.html"
    paginate_by = A_PAGE

    def get_queryset(self):
        events = Event.objects.delivered().select_related("delivered_by", "occasion")
        forum, kind = self.request.GET.get("forum", ""), self.request.GET.get("kind", "")
        self.of_term = OfTerm(self.request.GET)
        self.term = self.of_term.chosen
        if self.term:
            events = events.of_term(self.term)
        if forum:
            is_known = Event.objects.filter(forum=forum).exists()
            events = events.filter(**{"forum" if is_known else "forum__icontains": forum})
        if kind in Event.Kind:
            events = events.filter(kind=kind)
        return events.prefetch_related("speakers__agency").order_by("-date", "kind", "forum").defer("text")

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        fora = Event.objects.delivered().values_list("forum", flat=True)
        latest = fora.annotate(last=Max("date")).order_by("-last", "forum")[:LATEST]
        return super().get_context_data(
            fora=sorted(latest),
            of_term=self.of_term,
            kinds=Event.Kind.choices,
            term=self.term,
            forum=asked.get("forum", ""),
            kind=asked.get("kind", ""),
            **kwargs,
        )


@method_decorator(public_page, name="dispatch")
class EventDetail(DetailView):
    """A statement, contribution or briefing. Everybody reads a published text, only the Group another."""

    template_name = "chairmanship/outside/event_detail.html"
    context_object_name = "event"

    def get_queryset(self):
        return (
            Event.objects.delivered()
            .select_related("delivered_by", "occasion__forum")
            .prefetch_related("speakers__agency", "purposes")
        )

    def get_context_data(self, **kwargs):
        user, event = self.request.user, self.object
        inside = user.is_authenticated and user.has_perm(READ)
        reads = bool(event.published_at) or inside
        texts = (event.forum, event.summary, event.text)
        return super().get_context_data(
            reads=reads and bool(event.text),
            inside=inside,
            suggestions=suggest_for(event, *texts) if user.has_perm(KEEP) else [],
            panels=web_panels.sections("event", event, user),
            **kwargs,
        )


# Forms to enter and change them


class Edit(EditView):
    permission_required = KEEP
    template_name = "chairmanship/outside/form.html"
    model = Event

    def get_thing(self):
        return get_object_or_404(self.model, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get_edited(self):
        return self.get_thing() or self.model()

    def get_back(self):
        return self.thing.get_absolute_url() if self.thing else reverse(self.above[0])

    def get_next(self, kept):
        return kept.get_absolute_url()

    def get_trail(self):
        trail = [(reverse(self.above[0]), self.above[1])]
        return [*trail, (self.get_back(), str(self.thing))] if self.thing else trail

    def keep_seen(self, verb, form_values):
        """Saves it. If somebody else changed it meanwhile, it is refused once; saved again, it replaces that
        change.
        """
        try:
            return verb(self.get_edited(), **form_values)
        except Stale as stale:
            self.current = stale.current
            raise Refused(
                _(
                    "Somebody else changed this while you were editing it. Your changes are still in the "
                    "form. To replace theirs, save again."
                )
            ) from None

    def form_invalid(self, form):
        current = getattr(self, "current", None)
        if current is not None:
            form.data = form.data.copy()
            form.data["revision"] = current.revision
        return super().form_invalid(form)


class OccasionEdit(Edit):
    model = Occasion
    form_class = OccasionForm
    above = ("outside:calendar", gettext_lazy("External events"))
    heading = gettext_lazy("Add external event")

    def get_heading(self):
        return _("Edit external event") if self.thing else self.heading

    def keep(self, **values):
        return self.keep_seen(actions.keep_occasion, values)


class EventEdit(Edit):
    form_class = EventForm
    above = ("outside:ledger", gettext_lazy("Statements, contributions and briefings"))
    heading = gettext_lazy("Add statement, contribution or briefing")

    def get_heading(self):
        return _("Edit statement, contribution or briefing") if self.thing else self.heading

    def get_initial(self):
        asked = self.request.GET
        initial = {"kind": asked["kind"]} if asked.get("kind") in Event.Kind else {}
        found = Occasion.objects.filter(pk=whole(asked.get("occasion", ""))).first()
        if found:
            initial |= {"occasion": found.pk, "city": found.city, "date": found.starts}
        chairs = rotation.chairs()
        if not self.thing and len(chairs) == 1:
            initial["delivered_by"] = chairs[0].agency_id
        return super().get_initial() | initial

    def keep(self, **values):
        values["speakers"] = list(values["speakers"])
        return self.keep_seen(actions.keep_event, values)


@require_POST
@permission_required(KEEP, raise_exception=True)
def accept_purposes(request, pk):
    event = get_object_or_404(Event, pk=pk)
    try:
        actions.accept_purposes(event, purposes=named_purposes(request.POST.getlist("purposes")))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Purposes saved."))
    return redirect(event)


@require_POST
@permission_required(KEEP, raise_exception=True)
def publish(request, pk):
    event = get_object_or_404(Event, pk=pk)
    try:
        actions.publish(event)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The text is published. Everybody can read it."))
    return redirect(event)


@require_POST
@permission_required(KEEP, raise_exception=True)
def withdraw(request, pk):
    event = actions.withdraw(get_object_or_404(Event, pk=pk))
    messages.success(request, _("The text is no longer public. Only the Group can read it."))
    return redirect(event)
