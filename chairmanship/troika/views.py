"""The troika's page: who is in it, its notes, and its briefings."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from agencies.models import Agency, Appointment
from chairmanship.outside.models import Event
from chairmanship.rotation import rotation
from chairmanship.rotation.powers import holds
from chairmanship.troika import actions
from chairmanship.troika.forms import NoteForm
from chairmanship.troika.models import TroikaNote
from foundation.dates import clock
from foundation.text import sorting
from foundation.verbs import Refused, Stale
from foundation.web.editing import EditView

READ, WRITE = "chairmanship.read_notes", "chairmanship.write_for_troika"


class Troika(PermissionRequiredMixin, TemplateView):
    """The outgoing, current and incoming chairs with their people. Only the troika and the secretariat see
    the notes.
    """

    permission_required = "chairmanship.read_troika"
    template_name = "chairmanship/troika/troika.html"

    def get_context_data(self, **kwargs):
        troika = rotation.troika(clock.today())
        people = _people([*troika.outgoing, *troika.current, *troika.incoming])
        reads = self.request.user.has_perm(READ)
        written = TroikaNote.objects.select_related("agency", "written_by").defer("text")
        briefings = Event.objects.delivered().filter(kind=Event.Kind.BRIEFING).select_related("delivered_by")
        return super().get_context_data(
            places=[
                {
                    "title": title,
                    "nobody": nobody,
                    "terms": [{"term": term, "people": people[term.pk]} for term in terms],
                }
                for title, nobody, terms in (
                    (_("Outgoing"), _("No previous chair"), troika.outgoing),
                    (_("Current chair"), _("No chair today"), troika.current),
                    (_("Incoming"), _("Not yet named"), troika.incoming),
                )
            ],
            reads=reads,
            notes=written.filter(put_away_at=None) if reads else [],
            away=written.exclude(put_away_at=None) if reads else [],
            briefings=briefings.prefetch_related("speakers__agency").order_by("-date").defer("text")[:20],
            **kwargs,
        )


def _people(terms) -> dict[int, list[Appointment]]:
    """Returns, by the key of the term, the people of its agency and of the part that coordinates it, else of
    all parts.
    """
    found = Appointment.objects.on(clock.today()).select_related("person", "agency")
    agencies = {term.agency_id for term in terms} | {term.coordinated_by_id for term in terms}
    parts = dict(Agency.objects.filter(part_of__in=agencies).values_list("pk", "part_of"))
    found = list(found.filter(agency__in=agencies | set(parts), person__is_active=True))
    order = list(Appointment.Role.values)
    people = {}
    for term in terms:
        own = {term.agency_id}
        own |= (
            {term.coordinated_by_id}
            if term.coordinated_by_id
            else {part for part, whole in parts.items() if whole == term.agency_id}
        )
        mine = [one for one in found if one.agency_id in own]
        people[term.pk] = sorted(mine, key=lambda one: (order.index(one.role), sorting.key(one.person.shown)))
    return people


# Notes and drafts, which other members cannot find


def may_write(user) -> bool:
    """Returns whether the user may write notes. Raises `Http404` for people who may not read them, so that
    they do not learn of them.
    """
    if not user.has_perm(READ):
        raise Http404
    return user.has_perm(WRITE)


class NoteEdit(EditView):
    template_name = "chairmanship/troika/note.html"
    form_class = NoteForm

    def has_permission(self):
        """Whoever reads the notes opens one. Whoever may write sees it in the form."""
        return may_write(self.request.user) or ("pk" in self.kwargs and self.request.method == "GET")

    def get_thing(self):
        return get_object_or_404(TroikaNote, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get_edited(self):
        return self.get_thing() or TroikaNote()

    def keep(self, **values):
        try:
            return actions.write(self.get_edited(), by=self.request.user, agency=self.agency(), **values)
        except Stale as stale:
            self.current = stale.current
            raise Refused(
                _(
                    "Somebody else changed this note while you were writing. Their version is below. To "
                    "replace it with yours, save again."
                )
            ) from None

    def agency(self):
        troika = rotation.troika()
        terms = [*troika.current, *troika.outgoing, *troika.incoming]
        user = self.request.user
        return None if user.is_superuser else next((one.agency for one in terms if holds(user, one)), None)

    def form_invalid(self, form):
        current = getattr(self, "current", None)
        if current is not None:
            form.data = form.data.copy()
            form.data["revision"] = current.revision
        return self.render_to_response(self.get_context_data(form=form, theirs=current))

    def get_heading(self):
        return self.thing.title if self.thing else _("Write note for the troika")

    def get_facts(self):
        return _("Visible to the outgoing, current and incoming chairs and to the secretariat.")

    def get_back(self):
        return reverse("troika:troika")

    def get_trail(self):
        return [(reverse("chairmanship:line"), _("Chair")), (self.get_back(), _("Troika"))]


@require_POST
def put_away(request, pk):
    if not may_write(request.user):
        raise PermissionDenied
    note = actions.put_away(get_object_or_404(TroikaNote, pk=pk), away=request.POST.get("away") != "no")
    done = _("“%(title)s” is archived.") if note.put_away_at else _("“%(title)s” is restored.")
    messages.success(request, done % {"title": note.title})
    return redirect("troika:troika")
