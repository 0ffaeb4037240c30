"""The pages of what came by e-mail, for the secretariat."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import ListView

from agencies.mailbox import actions, meanings
from agencies.mailbox.awaiting import failing
from agencies.mailbox.forms import DaysForm
from agencies.mailbox.models import Mailbox, Received
from agencies.register.forms import SearchForm
from foundation.mail import senders
from foundation.mailbox import server
from foundation.portal import facts
from foundation.verbs import Refused
from foundation.web.editing import EditView

READ, KEEP = "agencies.read_received", "agencies.keep_received"
Kind, State = Received.Kind, Received.State
# A list leaves these fields out, as they can be long.
LONG = ("text", "words", "facts", "files")


class ReceivedList(PermissionRequiredMixin, ListView):
    """All that came by e-mail, the latest first."""

    permission_required = READ
    template_name = "agencies/mailbox/received_list.html"
    paginate_by = 50

    def get_queryset(self):
        asked, self.form = self.request.GET, SearchForm(self.request.GET)
        self.state = asked.get("state", "") if asked.get("state") in State else ""
        self.kind = asked.get("kind", "") if asked.get("kind") in Kind else ""
        found = Received.objects.defer(*LONG).select_related("decided_by")
        if self.state:
            found = found.filter(state=self.state)
        if self.kind:
            found = found.filter(kind=self.kind)
        sought = self.form.cleaned_data["q"] if self.form.is_valid() else ""
        for word in sought.split()[:10]:
            found = found.filter(
                Q(subject__icontains=word) | Q(sender__icontains=word) | Q(sender_name__icontains=word)
            )
        return found

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            sought=self.request.GET.get("q", ""),
            state=State(self.state) if self.state else "",
            kind=Kind(self.kind) if self.kind else "",
            states=list(State),
            kinds=list(Kind),
            is_read=server.is_read(),
            address=senders.mailbox_address(),
            mailbox=Mailbox.objects.order_by("-read_at").first(),
            failing=failing(),
            days=facts.read().received_days,
            **kwargs,
        )


@require_http_methods(["GET", "POST"])
@permission_required(READ, raise_exception=True)
def received_detail(request, pk):
    """One message as safe text, and what the portal proposes. Sending the form records it."""
    received = get_object_or_404(Received.objects.select_related("answers", "decided_by"), pk=pk)
    may_keep = request.user.has_perm(KEEP)
    if request.method == "POST" and not may_keep:
        raise PermissionDenied
    can_decide = State.RECORDED in Received.TRANSITIONS.get(State(received.state), ())
    meaning = meanings.meaning_of(received) if can_decide else None
    form = meaning.form(request.POST or None) if meaning else None
    if request.method == "POST":
        if form is None:
            messages.error(request, str(actions.DECIDED))
            return redirect("received:received_detail", pk)
        if form.is_valid():
            try:
                actions.record(received, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Reply recorded."))
                return redirect("received:received_detail", pk)
    context = {
        "received": received,
        "meaning": meaning,
        "form": form,
        "can_decide": can_decide,
        "can_take_up": received.state in (State.SET_ASIDE, State.NOT_OURS),
        "may_keep": may_keep,
    }
    return render(request, "agencies/mailbox/received_detail.html", context)


@require_POST
@permission_required(KEEP, raise_exception=True)
def set_aside(request, pk, state):
    words = _("Set aside. You can take it up again on its page.")
    if state == State.NOT_OURS:
        words = _("Marked as not for the Group. You can take it up again on its page.")
    return _done(request, pk, lambda one: actions.set_aside(one, by=request.user, state=state), words)


@require_POST
@permission_required(KEEP, raise_exception=True)
def take_up(request, pk):
    words = _("This e-mail waits to be confirmed again.")
    return _done(request, pk, lambda one: actions.take_up(one, by=request.user), words)


def _done(request, pk, act, words: str):
    received = get_object_or_404(Received, pk=pk)
    try:
        act(received)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("received:received_detail", pk)


class ReceivedDays(EditView):
    """For how many days received messages are kept."""

    permission_required = KEEP
    form_class = DaysForm
    heading = gettext_lazy("How long received e-mails are kept")

    def get_initial(self):
        return {"days": facts.read().received_days}

    def keep(self, *, days):
        return actions.keep_for(days, by=self.request.user)

    def get_back(self):
        return reverse("received:received_list")

    def get_trail(self):
        return [(self.get_back(), _("Received by e-mail"))]
