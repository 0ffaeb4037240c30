from django import forms

from agencies.models import Agency
from agencies.rules import own_agencies
from foundation.fields import TITLE
from meetings.models import Proposal
from meetings.proposal_forms import agencies_for


class SupportForm(forms.Form):
    """For which member and, if one likes, why."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="For", empty_label=None)
    words = forms.CharField(required=False, max_length=TITLE, label="Why, if you like")

    def __init__(self, *args, user, proposal: Proposal, **kwargs):
        super().__init__(*args, **kwargs)
        there = {proposal.proposed_by_id, *(agency.pk for agency in proposal.supported_by)}
        self.offered = [agency for agency in agencies_for(user) if agency.pk not in there]
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=[one.pk for one in self.offered])


def support_of(proposal: Proposal, user) -> dict:
    """Who supports it, each with whether that person may end that, and for whom they may support it."""
    own, enters = own_agencies(user), user.has_perm("meetings.propose_for_others")
    told = list(proposal.supports.select_related("agency", "by"))
    for one in told:
        one.may_end = proposal.is_undecided and (one.agency_id in own or (one.on_behalf and enters))
    may = user.has_perm("meetings.support_proposal", proposal)
    return {"told": told, "offered": SupportForm(user=user, proposal=proposal).offered if may else []}
