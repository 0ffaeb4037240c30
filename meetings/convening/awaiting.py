"""What awaits a person before a meeting: to convene it, and its agenda, topics and papers."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.people.rules import is_of_group, own_agencies
from chairmanship.rotation.rules import acts_as_chair
from foundation.web.awaiting import Awaited
from meetings.agenda import papers
from meetings.calendar import deadlines
from meetings.calendar.models import Rhythm
from meetings.meeting.models import Meeting
from meetings.proposals import queries as proposal_queries

MOST = 20  # of each kind; the list of meetings has the others


def awaiting(user) -> Iterator[Awaited]:
    """Yields to the chair the meetings to convene and agendas to publish, to agencies their topics and
    papers.
    """
    chairs, own = acts_as_chair.test(user), own_agencies(user) if is_of_group.test(user) else frozenset()
    if not (chairs or own):
        return
    rhythm = Rhythm.current()
    meetings = list(Meeting.objects.ahead()[: MOST * 2] if chairs else deadlines.running()[:MOST])
    if chairs:
        yield from _of_the_chair(meetings[:MOST], rhythm)
    if own:
        running = [one for one in meetings if one.stage == Meeting.Stage.CALLED and one.called_at]
        yield from _of_agencies(own, user, running[:MOST], rhythm)


def _of_the_chair(meetings: list[Meeting], rhythm: Rhythm) -> Iterator[Awaited]:
    for meeting in meetings:
        if meeting.stage == Meeting.Stage.PLANNED:
            yield Awaited(
                _("Convene %(meeting)s, so that the invitations go out. Members cannot see it yet.")
                % {"meeting": meeting.named},
                meeting.get_absolute_url(), _("View meeting"), by=deadlines.convene_by(meeting, rhythm),
            )  # fmt: skip
        elif meeting.agenda_state == Meeting.Agenda.PRIVATE:
            yield Awaited(
                _("Publish the agenda of %(meeting)s.") % {"meeting": meeting.named},
                reverse("meetings:agenda", args=[meeting.pk]), _("Edit agenda"),
                by=deadlines.deadlines_of(meeting, rhythm).agenda or deadlines.begins(meeting),
            )  # fmt: skip


def _of_agencies(own: frozenset[int], user, running: list[Meeting], rhythm: Rhythm) -> Iterator[Awaited]:
    """Yields the meetings that call for topics, and the papers that the agencies are to bring."""
    meetings = [one for one in running if not one.is_over]
    until = {one.pk: deadlines.deadlines_of(one, rhythm) for one in meetings}
    called = [one for one in meetings if deadlines.stage_of_topics(until[one.pk].topics)]
    silent = proposal_queries.silent(called)
    for meeting in called:
        if silent[meeting.pk] & own:
            yield Awaited(
                _("Propose a topic for %(meeting)s, if you have one.") % {"meeting": meeting.named},
                f"{reverse('proposals:propose')}?meeting={meeting.pk}",
                _("Propose a topic"),
                by=until[meeting.pk].topics,
            )
    owed = papers.papers_owed([one.pk for one in meetings]).filter(paper_by__in=own).for_reader(user)
    for item in owed[:MOST]:
        yield Awaited(
            _("Upload the paper from %(agency)s on “%(item)s” for %(meeting)s.")
            % {"agency": item.paper_by, "item": item, "meeting": item.meeting.named},
            f"{item.meeting.get_absolute_url()}#item-{item.pk}",
            _("View item"),
            by=until[item.meeting_id].papers,
            place=30,
        )
