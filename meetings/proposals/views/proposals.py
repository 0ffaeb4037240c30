"""The pages of a proposal: for the agency that makes it, for all members, and for the chair."""

from django.contrib import messages
from django.db.models import Case, IntegerField, Q, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import ListView

from agencies.models import Agency
from agencies.people.rules import own_agencies, reads_as_secretariat
from agencies.register.forms import PurposesForm, named_purposes
from agencies.register.suggestions import suggest
from chairmanship.rotation import rotation
from chairmanship.rotation.rules import is_troika
from foundation.files.serving import as_download
from foundation.files.storage import NotStored
from foundation.text.words import listed
from foundation.verbs import Refused, Stale
from foundation.web.forms import beside
from foundation.web.requests import whole
from meetings.meeting.access import require
from meetings.meeting.models import Meeting
from meetings.proposals import panels, queries
from meetings.proposals.actions import proposals
from meetings.proposals.forms import OfMeeting, ProposalForm, support_of
from meetings.proposals.history import history, what_happened
from meetings.proposals.models import Proposal

PAGE = 25
STATES = {
    "all": gettext_lazy("All"),
    "waiting": gettext_lazy("Awaiting an answer"),
    "answered": gettext_lazy("Answered"),
}


def get_proposal(user, pk: int) -> Proposal:
    """Returns the proposal. Raises `Http404` if the user may not see it."""
    return get_object_or_404(Proposal.objects.visible_to(user).with_what_is_shown(), pk=pk)


def _sees_plans(user) -> bool:
    """Whether the user may read the name of a meeting that is only planned."""
    return user.is_superuser or is_troika.test(user) or reads_as_secretariat.test(user)


# The proposing agency --------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def propose(request):
    """Proposes a topic."""
    require(request.user, "meetings.propose")
    form = ProposalForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "GET" and (meeting := whole(request.GET.get("meeting", ""))):
        form.initial["meeting"] = meeting
    if form.is_valid():
        try:
            proposal = proposals.propose(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(beside(refusal, form), str(refusal))
        else:
            return redirect("proposals:sent", proposal.pk)
    return render(request, "meetings/proposals/propose.html", {"form": form, "page_of": "propose"})


@require_POST
def purposes(request):
    """The suggested purposes for a topic that is being written, with the chosen ones ticked."""
    require(request.user, "meetings.propose")
    accepted = request.POST.getlist("suggested") if "accept" in request.POST else []
    named = named_purposes([*request.POST.getlist("purposes"), *accepted])
    chosen = [purpose.pk for purpose in named]
    text = f"{request.POST.get('title', '')} {request.POST.get('reason', '')}"
    context = {
        "form": PurposesForm(initial={"purposes": chosen}),
        "suggestions": suggest(text, but=chosen),
    }
    return render(request, "meetings/proposals/_suggested.html", context)


@require_GET
def sent(request, pk):
    """Says where the proposal is now, who answers, and by when."""
    proposal = get_proposal(request.user, pk)
    require(request.user, "meetings.own_proposal", proposal)
    visible = Meeting.objects.visible_to(request.user)
    meeting = visible.filter(pk=proposal.meeting_id).first() or queries.next_meeting()
    return render(
        request,
        "meetings/proposals/sent.html",
        {
            "proposal": proposal,
            "meeting": meeting,
            "chairs": listed(
                term.agency for term in rotation.chairs(meeting.date.earliest if meeting else None)
            ),
            "sees_plans": _sees_plans(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
def proposal_change(request, pk):
    """Changes a proposal. If somebody else has changed it meanwhile, shows both versions."""
    proposal = get_proposal(request.user, pk)
    require(request.user, "meetings.own_proposal", proposal)
    if request.method == "GET" and not proposal.is_undecided:
        messages.error(
            request,
            _("This topic can no longer be changed. %(what_happened)s")
            % {"what_happened": what_happened(proposal)},
        )
        return redirect(proposal)
    form = ProposalForm(request.POST or None, request.FILES or None, user=request.user, proposal=proposal)
    context = {"form": form, "proposal": proposal, "page_of": "change"}
    if form.is_valid():
        try:
            proposals.change(proposal, **form.cleaned_data, by=request.user)
        except Stale as stale:
            context |= _both(request, form, stale.current)
        except NotStored as refusal:
            form.add_error(beside(refusal, form), str(refusal))
        except Refused as refusal:
            context |= {"refusal": str(refusal), "proposal": get_proposal(request.user, pk)}
        else:
            messages.success(request, _("Topic saved."))
            return redirect(proposal)
    return render(request, "meetings/proposals/propose.html", context)


def _both(request, form: ProposalForm, current: Proposal) -> dict:
    """Returns the current text beside what was typed, and a form that saves over the current text."""
    typed = form.cleaned_data
    rows = []
    for name in ("title", "reason", "asked", "meeting", "invite"):
        now, mine = getattr(current, name), typed[name]
        if now != mine:
            if name == "meeting":
                now, mine = (one and form.fields[name].label_from_instance(one) for one in (now, mine))
            rows.append({"label": form.fields[name].label, "now": now or "", "typed": mine or ""})
    now, mine = list(current.purposes.all()), list(typed["purposes"])
    if now != mine:
        label = form.fields["purposes"].label
        rows.append({"label": label, "now": _lines(now), "typed": _lines(mine)})
    data = request.POST.copy()
    data["revision"] = current.revision
    again = ProposalForm(data, user=request.user, proposal=current)
    return {
        "form": again,
        "proposal": current,
        "both": rows,
        "is_stale": True,
        "files_again": bool(request.FILES),
    }


def _lines(things) -> str:
    return "\n".join(map(str, things))


@require_POST
def proposal_withdraw(request, pk):
    proposal = get_proposal(request.user, pk)
    require(request.user, "meetings.own_proposal", proposal)
    try:
        proposals.withdraw(proposal, by=request.user, revision=whole(request.POST.get("revision", "")))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Topic withdrawn. Only your agency, the troika and the secretariat can still see it.")
        )
    return redirect(proposal)


# What every member sees --------------------------------------------------------------------------------


class ProposalList(ListView):
    """The proposals of the reader's agencies, then those of the others."""

    template_name = "meetings/proposals/proposal_list.html"
    paginate_by = PAGE

    def get_queryset(self):
        user = self.request.user
        require(user, "meetings.see_proposals")
        found = Proposal.objects.visible_to(user).only("pk")
        self.state = self.request.GET.get("state", "all")
        if self.state == "waiting":
            found = found.undecided()
        elif self.state == "answered":
            found = found.exclude(answer__in=[*Proposal.UNDECIDED, Proposal.Answer.WITHDRAWN])
        else:
            self.state = "all"
        about = Proposal.objects.visible_to(user).values("meeting")
        self.of_meeting = OfMeeting(
            self.request.GET, meetings=Meeting.objects.visible_to(user).filter(pk__in=about)
        )
        if meeting := self.of_meeting.chosen:
            found = found.filter(meeting=meeting)
        self.agency = self.request.GET.get("agency", "")
        if self.agency:
            found = found.filter(proposed_by__slug=self.agency)
        mine = When(proposed_by__in=own_agencies(user), then=Value(0))
        return found.annotate(whose=Case(mine, default=Value(1), output_field=IntegerField())).order_by(
            "whose", "-proposed_at", "-pk"
        )

    def paginate_queryset(self, queryset, page_size):
        """Reads what is shown for the page's rows alone: the database sorts all of them by their keys."""
        paginator, page, rows, is_paginated = super().paginate_queryset(queryset, page_size)
        shown = Proposal.objects.with_what_is_shown().in_bulk([row.pk for row in rows])
        for row in rows:
            shown[row.pk].whose = row.whose
        page.object_list = [shown[row.pk] for row in rows]
        return paginator, page, page.object_list, is_paginated

    def get_context_data(self, **kwargs):
        user = self.request.user
        visible = Proposal.objects.visible_to(user)
        asked = self.request.GET.copy()
        asked.pop("page", None)
        return super().get_context_data(
            states=STATES,
            state=self.state,
            of_meeting=self.of_meeting,
            meeting=self.of_meeting.chosen,
            agencies=Agency.objects.filter(
                Q(slug=self.agency) | Q(pk__in=Agency.objects.members().values("pk")),
                pk__in=visible.values("proposed_by"),
            ),
            agency=self.agency,
            asked=asked.urlencode(),
            sees_plans=_sees_plans(user),
            has_own=bool(own_agencies(user)),
            **kwargs,
        )


@require_GET
@never_cache
def proposal_detail(request, pk):
    user, proposal = request.user, get_proposal(request.user, pk)
    facts = None
    if proposal.answer != Proposal.Answer.WITHDRAWN:
        facts = panels.on_agenda(_in_view(user, proposal), user)
    return render(
        request,
        "meetings/proposals/proposal_detail.html",
        {
            "proposal": proposal,
            "files": proposal.files.all(),
            "purposes": proposal.purposes.all(),
            "merged": proposal.merged.select_related("proposed_by"),
            "history": history(proposal),
            "facts": facts,
            "support": support_of(proposal, user),
            "sees_plans": _sees_plans(user),
        },
    )


def _in_view(user, proposal: Proposal) -> Meeting | None:
    """Returns the meeting for which the chair would answer it: its own if that is ahead, else the next."""
    ahead = Meeting.objects.visible_to(user).ahead()
    if proposal.deferred_from_id and proposal.answer == Proposal.Answer.DEFERRED:
        later = [one for one in ahead if one.date.latest > proposal.deferred_from.date.latest]
        return next((one for one in later if one.pk == proposal.meeting_id), next(iter(later), None))
    return ahead.filter(pk=proposal.meeting_id).first() or ahead.first()


@require_GET
@never_cache
def file(request, pk, file):
    """A file of the proposal, as a download."""
    found = get_object_or_404(get_proposal(request.user, pk).files, pk=file)
    return as_download(request, found.file, name=found.name)
