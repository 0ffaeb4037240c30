"""The proposals that wait for the chair's answer: which, at which agenda, and whom they await."""

from django.urls import reverse

from chairmanship.rotation.rules import acts_as_chair
from foundation.text.words import number
from foundation.web.awaiting import Awaited
from foundation.web.panels import Panel
from meetings.meeting.models import Meeting
from meetings.proposals.models import Proposal

TOLD = {
    Proposal.Answer.TAKEN_UP: "Taken up by the chair",
    Proposal.Answer.MERGED: "Merged with another topic",
    Proposal.Answer.DEFERRED: "Put off",
    Proposal.Answer.DECLINED: "Declined",
}
BY_NAME = 5  # of those that waited too long; the others as a number
AT_ONCE = 30  # of those that wait; each has its forms
LATER = 12  # meetings until which one can be put off from here


def next_meeting() -> Meeting | None:
    """The next one ahead that the members know of."""
    return Meeting.objects.ahead().filter(stage=Meeting.Stage.CALLED).first()


def waiting_for(meeting: Meeting):
    """The proposals that wait for an answer with that meeting in view, ready to be shown."""
    return _to_be_shown(Proposal.objects.waiting_for(meeting))


def _to_be_shown(proposals):
    return proposals.with_what_is_shown().prefetch_related("files", "purposes")


def on_agenda(meeting: Meeting | None, user) -> dict | None:
    """What stands beside the agenda: what waits for it, and what was answered, to be undone.

    Without a meeting, all that is undecided.
    """
    if not user.has_perm("meetings.answer_proposals"):
        return None
    undecided = Proposal.objects.waiting_for(meeting) if meeting else Proposal.objects.undecided()
    ahead = Meeting.objects.visible_to(user).ahead().exclude(pk=meeting.pk if meeting else None)
    later = [other for other in ahead if not meeting or other.date.latest >= meeting.date.earliest]
    return {
        "meeting": meeting,
        "count": undecided.count(),
        "waiting": list(_to_be_shown(undecided)[:AT_ONCE]),
        "items": list(meeting.agenda.all()) if meeting else [],
        "later": later[:LATER],
        "answered": list(Proposal.objects.answered_for(meeting).with_what_is_shown()) if meeting else [],
    }


PANELS = [Panel("agenda", 10, "Proposals that wait", "meetings/proposals/_waiting.html", on_agenda)]


def proposals_awaiting(user) -> list[Awaited]:
    """That proposals wait for the chair's answer: for its people, by the hour at which the meeting begins."""
    if not acts_as_chair.test(user):
        return []
    meeting = next_meeting()
    for_it = Proposal.objects.waiting_for(meeting).count() if meeting else 0
    others = Proposal.objects.undecided().count() - for_it
    told = [*_unanswered_too_long()]
    if for_it:
        told.append(
            Awaited(
                f"{_so_many(for_it)} for your answer before the {meeting.get_level_display()} meeting of "
                f"{meeting.date}",
                f"{reverse('proposals:waiting')}?meeting={meeting.pk}",
                "Answer",
                by=meeting.starts_at,
                place=20,
            )
        )
    if others and not meeting:
        told.append(
            Awaited(
                f"{_so_many(others)} for a meeting to be called",
                reverse("proposals:waiting"),
                "Look",
                place=40,
            )
        )
    return told


def _unanswered_too_long():
    """Each by its name, whatever meeting it is for: every proposal gets an answer."""
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


def answers_to_read(user) -> list[Awaited]:
    """What the chair answered to the proposals of somebody's agencies within the last days, to be read."""
    answered = Proposal.objects.newly_answered_for(user).exclude(answered_by=user)
    return [
        Awaited(
            f"{TOLD[proposal.answer]}: {proposal.proposed_by}’s proposal “{proposal.title}”",
            proposal.get_absolute_url(),
            "Read the answer",
            place=60,
        )
        for proposal in answered.select_related("proposed_by")[:AT_ONCE]
    ]


def _so_many(count: int) -> str:
    return f"{number(count).capitalize()} proposal{'' if count == 1 else 's'} wait{'s' if count == 1 else ''}"
