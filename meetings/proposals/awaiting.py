"""What awaits a person about proposals: the chair should answer, the agency should read the answer."""

from collections.abc import Iterator

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.people.rules import is_of_group
from chairmanship.rotation.rules import acts_as_chair
from foundation.web.awaiting import Awaited
from meetings.proposals import queries
from meetings.proposals.models import Proposal

ANSWERED = {
    Proposal.Answer.TAKEN_UP: gettext_lazy("The chair accepted “%(topic)s”, proposed by %(agency)s."),
    Proposal.Answer.MERGED: gettext_lazy("The chair merged “%(topic)s”, proposed by %(agency)s."),
    Proposal.Answer.DEFERRED: gettext_lazy("The chair deferred “%(topic)s”, proposed by %(agency)s."),
    Proposal.Answer.DECLINED: gettext_lazy("The chair declined “%(topic)s”, proposed by %(agency)s."),
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
    waiting = Proposal.objects.waiting_for(meeting) if meeting else Proposal.objects.undecided()
    count = waiting.count()
    if meeting and count:
        yield Awaited(
            ngettext(
                "%(count)s topic awaits your answer before %(meeting)s.",
                "%(count)s topics await your answer before %(meeting)s.",
                count,
            )
            % {"count": count, "meeting": meeting.named},
            f"{reverse('proposals:waiting')}?meeting={meeting.pk}",
            _("Answer"),
            by=meeting.starts_at,
            place=20,
        )
    if count and not meeting:
        yield Awaited(
            ngettext(
                "%(count)s topic awaits your answer. No meeting has been convened yet.",
                "%(count)s topics await your answer. No meeting has been convened yet.",
                count,
            )
            % {"count": count},
            reverse("proposals:waiting"),
            _("View"),
            place=40,
        )


def _unanswered_too_long() -> Iterator[Awaited]:
    """Yields each by name, for whichever meeting: every proposal gets an answer."""
    waiting = Proposal.objects.unanswered_too_long().annotate(total=Window(Count("pk")))
    total = 0
    for proposal in waiting.select_related("proposed_by")[:BY_NAME]:
        total = proposal.total
        yield Awaited(
            _("“%(topic)s”, proposed by %(agency)s, has had no answer for more than ten days.")
            % {"topic": proposal.title, "agency": proposal.proposed_by},
            proposal.get_absolute_url(),
            _("Answer"),
            by=proposal.answer_by,
        )
    if (more := total - BY_NAME) > 0:
        yield Awaited(
            ngettext(
                "%(count)s more topic has had no answer for more than ten days.",
                "%(count)s more topics have had no answer for more than ten days.",
                more,
            )
            % {"count": more},
            f"{reverse('proposals:proposal_list')}?state=waiting",
            _("View"),
            place=10,
        )


def _answers_to_read(user) -> Iterator[Awaited]:
    """Yields the chair's recent answers to proposals of the person's agencies."""
    answered = Proposal.objects.newly_answered_for(user).exclude(answered_by=user)
    for proposal in answered.select_related("proposed_by")[:AT_ONCE]:
        yield Awaited(
            ANSWERED[proposal.answer] % {"topic": proposal.title, "agency": proposal.proposed_by},
            proposal.get_absolute_url(),
            _("Read answer"),
            place=60,
        )
