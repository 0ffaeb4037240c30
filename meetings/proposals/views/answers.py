"""The pages on which the chair answers proposals."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from foundation.verbs import Refused
from foundation.web.requests import next_address, whole
from meetings.meeting.access import require
from meetings.meeting.models import Meeting
from meetings.proposals import panels
from meetings.proposals.actions import answers
from meetings.proposals.forms import DeclineForm, DeferForm, MergeForm, TakeUpForm
from meetings.proposals.models import Proposal
from meetings.proposals.views.proposals import get_proposal


@require_GET
@never_cache
def waiting(request):
    """The proposals that wait for an answer, for the chosen meeting or else the next."""
    user = request.user
    require(user, "meetings.answer_proposals")
    ahead = list(Meeting.objects.visible_to(user).ahead())
    asked = request.GET.get("meeting", "")
    meeting = next((one for one in ahead if str(one.pk) == asked), ahead[0] if ahead else None)
    facts = panels.on_agenda(meeting, user)
    others = Proposal.objects.undecided().count() - facts["count"]
    return render(
        request,
        "meetings/proposals/waiting.html",
        {"meeting": meeting, "ahead": ahead, "facts": facts, "others": others, "sees_plans": True},
    )


def _answer(request, pk, form_class, name: str, act, done: str):
    """Gives an answer and returns to the page before. If it is refused, the typed text is kept."""
    proposal = get_proposal(request.user, pk)
    require(request.user, "meetings.answer_proposals")
    form = form_class(request.POST, user=request.user, proposal=proposal)
    refusal = ""
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            act(proposal, cleaned, {"by": request.user, "revision": cleaned["revision"]})
        except Refused as refused:
            refusal = str(refused)
            proposal = get_proposal(request.user, pk)
            data = request.POST.copy()
            data["revision"] = proposal.revision
            form = form_class(data, user=request.user, proposal=proposal)
        else:
            messages.success(request, done % {"topic": proposal.title})
            return redirect(next_address(request, proposal.get_absolute_url()))
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
    return render(request, "meetings/proposals/answer.html", context)


@require_POST
def take_up(request, pk):
    return _answer(
        request,
        pk,
        TakeUpForm,
        "take_up",
        lambda proposal, cleaned, who: answers.take_up(proposal, meeting=cleaned["meeting"], **who),
        _("“%(topic)s” has been accepted and added to the agenda."),
    )


@require_POST
def merge(request, pk):
    return _answer(
        request,
        pk,
        MergeForm,
        "merge",
        lambda proposal, cleaned, who: answers.merge(proposal, into=cleaned["into"], at=cleaned["at"], **who),
        _("“%(topic)s” has been merged."),
    )


@require_POST
def defer(request, pk):
    return _answer(
        request,
        pk,
        DeferForm,
        "defer",
        lambda proposal, cleaned, who: answers.defer(
            proposal, reason=cleaned["reason"], meeting=cleaned["meeting"], at=cleaned["at"], **who
        ),
        _("“%(topic)s” has been deferred. It will come up again automatically."),
    )


@require_POST
def decline(request, pk):
    return _answer(
        request,
        pk,
        DeclineForm,
        "decline",
        lambda proposal, cleaned, who: answers.decline(
            proposal, reason=cleaned["reason"], at=cleaned["at"], **who
        ),
        _("“%(topic)s” has been declined."),
    )


@require_POST
def reopen(request, pk):
    proposal = get_proposal(request.user, pk)
    require(request.user, "meetings.answer_proposals")
    try:
        answers.reopen(proposal, by=request.user, revision=whole(request.POST.get("revision", "")))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(topic)s” awaits an answer again.") % {"topic": proposal.title})
    return redirect(next_address(request, proposal.get_absolute_url()))
