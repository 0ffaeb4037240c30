"""What a meeting needs of somebody's agency before it: topics and papers, as it awaits them on their page."""

from django.urls import reverse

from agencies.people.rules import own_agencies
from foundation.dates import clock
from foundation.web.awaiting import Awaited
from meetings.agenda import papers
from meetings.calendar import deadlines
from meetings.calendar.models import Rhythm
from meetings.meeting.models import Meeting
from meetings.proposals import queries as proposal_queries

MOST = 20


def wanted_of(user) -> list[Awaited]:
    own = own_agencies(user)
    if not own:
        return []
    rhythm = Rhythm.current()
    meetings = [one for one in deadlines.running()[:MOST] if not one.is_over]
    until = {one.pk: deadlines.of(one, rhythm) for one in meetings}
    called = [one for one in meetings if deadlines.stage_of_topics(until[one.pk].topics)]
    silent = proposal_queries.silent(called)
    told = [
        Awaited(
            f"Propose a topic for {meeting.named}, if you have one.",
            f"{reverse('proposals:propose')}?meeting={meeting.pk}",
            "Propose",
            by=until[meeting.pk].topics,
        )
        for meeting in called
        if silent[meeting.pk] & own
    ]
    owed = papers.papers_owed([one.pk for one in meetings]).filter(paper_by__in=own).for_reader(user)
    told += [
        Awaited(
            f"Bring the paper of {item.paper_by} for “{item}”, at {item.meeting.named}.",
            f"{item.meeting.get_absolute_url()}#item-{item.pk}",
            "Look",
            by=until[item.meeting_id].papers,
            place=30,
        )
        for item in owed[:MOST]
    ]
    return told


def of_page(meeting: Meeting) -> dict:
    """The deadlines that are still to come, for the page of a meeting that is called."""
    if meeting.stage != Meeting.Stage.CALLED or meeting.is_over:
        return {}
    known = deadlines.of(meeting)
    return {
        name: at
        for name, at in (("topics", known.topics), ("papers", known.papers))
        if at and at > clock.now()
    }
