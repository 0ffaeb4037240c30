"""The buttons with which a member supports another member's topic."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.verbs import Refused
from meetings.meeting.access import require
from meetings.proposals.actions import support as proposal_support
from meetings.proposals.forms import SupportForm
from meetings.proposals.views.proposals import get_proposal


@require_POST
def support(request, pk):
    proposal = get_proposal(request.user, pk)
    require(request.user, "meetings.support_proposal", proposal)
    form = SupportForm(request.POST, user=request.user, proposal=proposal)
    if not form.is_valid():
        errors = " ".join(error for field in form.errors.values() for error in field)
        messages.error(request, _("Support was not saved. %(errors)s") % {"errors": errors})
        return redirect(proposal)
    try:
        proposal_support.support(proposal, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("Support of %(agency)s saved. The chair can see it.") % {"agency": form.cleaned_data["agency"]},
        )
    return redirect(proposal)


@require_POST
def stop_supporting(request, pk, support):
    proposal = get_proposal(request.user, pk)
    found = get_object_or_404(proposal.supports.select_related("agency"), pk=support)
    require(request.user, "meetings.end_support", found)
    try:
        proposal_support.stop_supporting(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(agency)s no longer supports this topic.") % {"agency": found.agency})
    return redirect(proposal)
