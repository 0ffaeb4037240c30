"""What awaits a person about proposals: the chair should answer, the agency should read the answer."""

from collections.abc import Iterator

from django.urls import reverse

from agencies.people.rules import is_of_group
from chairmanship.rotation.rules import acts_as_chair
from foundation.text.words import number
from foundation.web.awaiting import Awaited
from meetings.proposals import queries
from meetings.proposals.models import Proposal

ANSWERED = {
    Proposal.Answer.TAKEN_UP: "Taken up by the chair",
    Proposal.Answer.MERGED: "Merged with another topic",
    Proposal.Answer.DEFERRED: "Put off",
    Proposal.Answer.DECLINED: "Declined",
}
BY_NAME = 5  # that have waited too long; the rest are counted
AT_ONCE = 30  # answers


def awaiting(user) -> Iterator[Awaited]:
    """Yields to the chair's people the proposals without an answer, and to agencies the latest answers."""
    if acts_as_chair.test(user):
        yield from _unanswered_too_long()
        yield from _unanswered()
    if is_of_group.test(user):
        yield from _answers_to_read(user)


def _unanswered() -> Iterator[Awaited]:
    """Yields how many wait, due when the next meeting begins."""
    meeting = queries.next_meeting()
    for_it = Proposal.objects.waiting_for(meeting).count() if meeting else 0
    others = Proposal.objects.undecided().count() - for_it
    if meeting and for_it:
        yield Awaited(
            f"{_so_many(for_it)} for your answer before the {meeting.get_level_display()} meeting of "
            f"{meeting.date}",
            f"{reverse('proposals:waiting')}?meeting={meeting.pk}",
            "Answer",
            by=meeting.starts_at,
            place=20,
        )
    if others and not meeting:
        yield Awaited(
            f"{_so_many(others)} for a meeting to be called", reverse("proposals:waiting"), "Look", place=40
        )


def _unanswered_too_long() -> Iterator[Awaited]:
    """Yields each by name, for whichever meeting: every proposal gets an answer."""
    waiting = Proposal.objects.unanswered_too_long()
    for proposal in waiting.select_related("proposed_by")[:BY_NAME]:
        yield Awaited(
            f"Answer {proposal.proposed_by}, whose proposal “{proposal.title}” has waited for more than ten "
            "days.",
            proposal.get_absolute_url(),
            "Answer",
            by=proposal.answer_by,
        )
    if (more := waiting.count() - BY_NAME) > 0:
        yield Awaited(
            f"{number(more).capitalize()} more proposal{' has' if more == 1 else 's have'} waited for more "
            "than ten days.",
            f"{reverse('proposals:proposal_list')}?state=waiting",
            "Look",
            place=10,
        )


def _answers_to_read(user) -> Iterator[Awaited]:
    """Yields the chair's recent answers to proposals of the person's agencies."""
    answered = Proposal.objects.newly_answered_for(user).exclude(answered_by=user)
    for proposal in answered.select_related("proposed_by")[:AT_ONCE]:
        yield Awaited(
            f"{ANSWERED[proposal.answer]}: {proposal.proposed_by}’s proposal “{proposal.title}”",
            proposal.get_absolute_url(),
            "Read the answer",
            place=60,
        )


def _so_many(count: int) -> str:
    return f"{number(count).capitalize()} proposal{'' if count == 1 else 's'} wait{'s' if count == 1 else ''}"
