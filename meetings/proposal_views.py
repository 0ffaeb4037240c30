"""The pages of a proposal: for the agency that makes it, for all members, and for the chair that answers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, Value, When
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import ListView

from agencies.rules import is_secretariat
from chairmanship import rotation
from chairmanship.rules import is_troika
from meetings import proposal_files, proposing
from meetings.models import Meeting, Proposal
from meetings.models.proposal import own_agencies
from meetings.proposal_forms import DeclineForm, DeferForm, MergeForm, ProposalForm, TakeUpForm
from meetings.proposal_history import history
from meetings.proposing import Refused, Stale

PAGE = 25
STATES = {"all": "All", "waiting": "Waiting", "answered": "Answered"}


def _require(user, permission: str, thing=None) -> None:
    if not user.has_perm(permission, thing):
        raise PermissionDenied


def _get(user, pk: int) -> Proposal:
    """The proposal, where that person may see it, or the answer 404."""
    return get_object_or_404(Proposal.objects.visible_to(user).with_what_is_shown(), pk=pk)


def _sees_plans(user) -> bool:
    """Whether a meeting that is only planned is told of to that person by name."""
    return user.is_superuser or is_troika.test(user) or is_secretariat.test(user)


# The proposing agency --------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def propose(request):
    _require(request.user, "meetings.propose")
    form = ProposalForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "GET" and request.GET.get("meeting", "").isdigit():
        form.initial["meeting"] = int(request.GET["meeting"])
    if form.is_valid():
        proposal = proposing.propose(**form.cleaned_data, by=request.user)
        return redirect("proposals:sent", proposal.pk)
    return render(request, "proposals/propose.html", {"form": form, "page_of": "propose"})


@require_GET
def sent(request, pk):
    """Where it is now, who answers, and by when."""
    proposal = _get(request.user, pk)
    _require(request.user, "meetings.own_proposal", proposal)
    visible = Meeting.objects.visible_to(request.user)
    meeting = visible.filter(pk=proposal.meeting_id).first() or proposing.next_meeting()
    return render(
        request,
        "proposals/sent.html",
        {
            "proposal": proposal,
            "meeting": meeting,
            "chairs": rotation.chairs(meeting.date.earliest if meeting else None),
            "sees_plans": _sees_plans(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
def proposal_change(request, pk):
    proposal = _get(request.user, pk)
    _require(request.user, "meetings.own_proposal", proposal)
    if request.method == "GET" and not proposal.is_undecided:
        messages.error(request, f"It can no longer be changed: {proposing.what_happened(proposal)}.")
        return redirect(proposal)
    form = ProposalForm(request.POST or None, request.FILES or None, user=request.user, proposal=proposal)
    context = {"form": form, "proposal": proposal, "page_of": "change"}
    if form.is_valid():
        try:
            proposing.change(proposal, **form.cleaned_data, by=request.user)
        except Stale as stale:
            context |= _both(request, form, stale.current)
        except Refused as refusal:
            context |= {"refusal": str(refusal), "proposal": _get(request.user, pk)}
        else:
            messages.success(request, "It is changed.")
            return redirect(proposal)
    return render(request, "proposals/propose.html", context)


def _both(request, form: ProposalForm, current: Proposal) -> dict:
    """What stands now beside what was typed, and the form to be sent again over what stands now."""
    typed = form.cleaned_data
    rows = []
    for name in ("title", "reason", "asked", "meeting", "invite"):
        now, mine = getattr(current, name), typed[name]
        if now != mine:
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
    proposal = _get(request.user, pk)
    _require(request.user, "meetings.own_proposal", proposal)
    revision = request.POST.get("revision", "")
    try:
        proposing.withdraw(proposal, by=request.user, revision=int(revision) if revision.isdigit() else None)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is withdrawn. Only your agency, the troika and the secretariat see it.")
    return redirect(proposal)


# What every member sees --------------------------------------------------------------------------------


class ProposalList(ListView):
    """Those of the reader's agencies first, then those of the others."""

    template_name = "proposals/proposal_list.html"
    paginate_by = PAGE

    def get_queryset(self):
        user = self.request.user
        _require(user, "meetings.see_proposals")
        found = Proposal.objects.visible_to(user).with_what_is_shown()
        self.state = self.request.GET.get("state", "all")
        if self.state == "waiting":
            found = found.undecided()
        elif self.state == "answered":
            found = found.exclude(answer__in=[*Proposal.UNDECIDED, Proposal.Answer.WITHDRAWN])
        else:
            self.state = "all"
        meeting = self.request.GET.get("meeting", "")
        self.meeting = int(meeting) if meeting.isascii() and meeting.isdigit() and len(meeting) < 18 else None
        if self.meeting:
            found = found.filter(meeting__in=Meeting.objects.visible_to(user).filter(pk=self.meeting))
        mine = When(proposed_by__in=own_agencies(user), then=Value(0))
        return found.annotate(whose=Case(mine, default=Value(1), output_field=IntegerField())).order_by(
            "whose", "-proposed_at", "-pk"
        )

    def get_context_data(self, **kwargs):
        user = self.request.user
        visible = Proposal.objects.visible_to(user)
        asked = self.request.GET.copy()
        asked.pop("page", None)
        return super().get_context_data(
            states=STATES,
            state=self.state,
            meetings=Meeting.objects.visible_to(user).filter(pk__in=visible.values("meeting")),
            meeting=self.meeting,
            asked=asked.urlencode(),
            sees_plans=_sees_plans(user),
            has_own=bool(own_agencies(user)),
            **kwargs,
        )


@require_GET
@never_cache
def proposal_detail(request, pk):
    user, proposal = request.user, _get(request.user, pk)
    facts = None
    if proposal.answer != Proposal.Answer.WITHDRAWN:
        facts = proposing.on_agenda(_in_view(user, proposal), user)
    return render(
        request,
        "proposals/proposal_detail.html",
        {
            "proposal": proposal,
            "files": proposal.files.all(),
            "purposes": proposal.purposes.all(),
            "merged": proposal.merged.select_related("proposed_by"),
            "history": history(proposal),
            "facts": facts,
            "sees_plans": _sees_plans(user),
        },
    )


def _in_view(user, proposal: Proposal) -> Meeting | None:
    """The meeting for which the chair would answer it: its own while that is ahead, else the next."""
    ahead = Meeting.objects.visible_to(user).ahead()
    if proposal.deferred_from_id and proposal.answer == Proposal.Answer.DEFERRED:
        later = [one for one in ahead if one.date.latest > proposal.deferred_from.date.latest]
        return next((one for one in later if one.pk == proposal.meeting_id), next(iter(later), None))
    return ahead.filter(pk=proposal.meeting_id).first() or ahead.first()


@require_GET
@never_cache
def file(request, pk, file):
    """A file of the proposal, to be kept on the reader's own machine."""
    found = get_object_or_404(_get(request.user, pk).files, pk=file)
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is not where it was kept.") from None
    response = FileResponse(
        content,
        as_attachment=True,
        filename=found.name,
        content_type=proposal_files.content_type(found.name),
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


# The chair's answers -----------------------------------------------------------------------------------


@require_GET
@never_cache
def waiting(request):
    """What waits for an answer, for a meeting that is ahead: the next one, unless another is asked for."""
    user = request.user
    _require(user, "meetings.answer_proposals")
    ahead = list(Meeting.objects.visible_to(user).ahead())
    asked = request.GET.get("meeting", "")
    meeting = next((one for one in ahead if str(one.pk) == asked), ahead[0] if ahead else None)
    facts = proposing.on_agenda(meeting, user)
    others = Proposal.objects.undecided().count() - facts["count"]
    return render(
        request,
        "proposals/waiting.html",
        {"meeting": meeting, "ahead": ahead, "facts": facts, "others": others, "sees_plans": True},
    )


def _answer(request, pk, form_class, name: str, act, done: str):
    """Gives an answer and returns to where it was asked for; a refused one keeps what was typed."""
    proposal = _get(request.user, pk)
    _require(request.user, "meetings.answer_proposals")
    form = form_class(request.POST, user=request.user, proposal=proposal)
    refusal = ""
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            act(proposal, cleaned, {"by": request.user, "revision": cleaned["revision"]})
        except Refused as refused:
            refusal = str(refused)
            proposal = _get(request.user, pk)
            data = request.POST.copy()
            data["revision"] = proposal.revision
            form = form_class(data, user=request.user, proposal=proposal)
        else:
            messages.success(request, done.format(title=f"“{proposal.title}”"))
            return redirect(_back(request, proposal))
    context = {
        "form": form,
        "name": name,
        "proposal": proposal,
        "refusal": refusal,
        "next": request.POST.get("next", ""),
        "typed": request.POST.get("reason", ""),
        "can_answer": proposal.is_undecided,
        "sees_plans": True,
    }
    return render(request, "proposals/answer.html", context)


def _back(request, proposal: Proposal) -> str:
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else proposal.get_absolute_url()


@require_POST
def take_up(request, pk):
    return _answer(
        request,
        pk,
        TakeUpForm,
        "take_up",
        lambda proposal, cleaned, who: proposing.take_up(proposal, meeting=cleaned["meeting"], **who),
        "{title} is taken up, as the last item of the agenda.",
    )


@require_POST
def merge(request, pk):
    return _answer(
        request,
        pk,
        MergeForm,
        "merge",
        lambda proposal, cleaned, who: proposing.merge(
            proposal, into=cleaned["into"], at=cleaned["at"], **who
        ),
        "{title} is merged.",
    )


@require_POST
def defer(request, pk):
    return _answer(
        request,
        pk,
        DeferForm,
        "defer",
        lambda proposal, cleaned, who: proposing.defer(
            proposal, reason=cleaned["reason"], meeting=cleaned["meeting"], at=cleaned["at"], **who
        ),
        "{title} is put off. It comes up again by itself.",
    )


@require_POST
def decline(request, pk):
    return _answer(
        request,
        pk,
        DeclineForm,
        "decline",
        lambda proposal, cleaned, who: proposing.decline(
            proposal, reason=cleaned["reason"], at=cleaned["at"], **who
        ),
        "{title} is declined.",
    )


@require_POST
def reopen(request, pk):
    proposal = _get(request.user, pk)
    _require(request.user, "meetings.answer_proposals")
    revision = request.POST.get("revision", "")
    try:
        proposing.reopen(proposal, by=request.user, revision=int(revision) if revision.isdigit() else None)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{proposal.title}” waits for an answer again.")
    return redirect(_back(request, proposal))
