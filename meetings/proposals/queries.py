"""The proposals that wait for an answer, and the members that have proposed nothing."""

from django.db.models import Exists, OuterRef, Q

from agencies.models import Agency
from chairmanship.models import Chairmanship
from meetings.meeting.models import Meeting
from meetings.proposals.models import Proposal, ProposalQuerySet


def next_meeting() -> Meeting | None:
    """Returns the next convened meeting that is ahead; None if there is none."""
    return Meeting.objects.ahead().filter(stage=Meeting.Stage.CALLED).first()


def waiting_for(meeting: Meeting) -> ProposalQuerySet:
    """Returns the proposals that wait for an answer for that meeting, ready to be shown."""
    return to_be_shown(Proposal.objects.waiting_for(meeting))


def to_be_shown(proposals: ProposalQuerySet) -> ProposalQuerySet:
    """Returns the same proposals with all that a line and its forms show, in a fixed number of queries."""
    return proposals.with_what_is_shown().prefetch_related("files", "purposes")


def silent(meetings: list[Meeting]) -> dict[int, set[int]]:
    """Returns the members that have proposed nothing, as keys of agencies by the key of each meeting.

    A topic for the next suitable meeting counts for each of them. The chair on the day is left out.
    """
    if not meetings:
        return {}
    members = set(Agency.objects.members().values_list("pk", flat=True))
    days = [one.date.earliest for one in meetings]
    terms = Chairmanship.objects.filter(starts__lte=max(days), ends__gte=min(days)).order_by()
    chairs = list(terms.values_list("agency", "starts", "ends"))
    found = {
        one.pk: members - {agency for agency, starts, ends in chairs if starts <= one.date.earliest <= ends}
        for one in meetings
    }
    keys = list(found)
    undecided = Q(answer__in=Proposal.UNDECIDED)
    put = Proposal.objects.exclude(answer=Proposal.Answer.WITHDRAWN).filter(
        Q(meeting__in=keys) | Q(item__meeting__in=keys) | undecided
    )
    is_ahead = Exists(Meeting.objects.ahead().filter(pk=OuterRef("meeting")))
    for agency, meeting, of_item, answer, has_meeting in put.values_list(
        "proposed_by", "meeting", "item__meeting", "answer", is_ahead
    ):
        adrift = answer in Proposal.UNDECIDED and not has_meeting
        for key in keys if adrift else {meeting, of_item} & found.keys():
            found[key].discard(agency)
    return found


def asking_for_guests(meeting: Meeting) -> list[Proposal]:
    """Returns the proposals that ask to hear somebody from outside, on items open to invited participants."""
    found = Proposal.objects.filter(item__meeting=meeting, item__restricted="").exclude(invite="")
    return list(found.select_related("item", "proposed_by").order_by("item__position", "pk"))
