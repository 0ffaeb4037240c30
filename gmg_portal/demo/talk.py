"""Replies and comments in the demo: a topic declined, drafts commented on.

It uses the verbs of the pages, so that their mails can be read, too.
"""

import datetime as dt

from agencies.models import Agency, User
from foundation.dates import clock
from meetings.followup import actions as followup_actions
from meetings.minutes import actions as minutes_actions
from meetings.models import Decision, Meeting, Proposal
from meetings.proposals.actions import answers, proposals


def add(draft: Meeting, people: dict[str, User]) -> None:
    """Adds them. `draft` is a meeting whose minutes the chair is still writing; `people` are the demo's
    accounts.
    """
    _a_topic_declined(people)
    _comments(draft, people)
    _a_decision_superseded(draft, people["chair"])


def _agency(acronym: str) -> Agency:
    return Agency.objects.get(acronym=acronym)


def _a_topic_declined(people: dict[str, User]) -> None:
    topic = proposals.propose(
        agency=_agency("UNDP"), title="A common calendar of training courses", by=people["focal point"]
    )
    Proposal.objects.filter(pk=topic.pk).update(proposed_at=clock.now() - dt.timedelta(days=8))
    answers.decline(
        topic,
        reason="IOM keeps such a calendar, open to all of us: let us fill that one first.",
        by=people["chair"],
    )


def _comments(draft: Meeting, people: dict[str, User]) -> None:
    """Adds a comment of the troika on a private draft, and one that came by phone on circulated minutes."""
    item = draft.agenda.first()
    minutes_actions.comment(
        draft,
        item=item,
        text="We would name the two pilot countries: our term begins with them.",
        agency=_agency("WHO"),
        by=people["incoming chair"],
    )
    circulated = Meeting.objects.get(minutes=Meeting.Minutes.CIRCULATED, comments_until__gt=clock.now())
    minutes_actions.comment(
        circulated,
        item=circulated.agenda.first(),
        text="Said by telephone: please add that we can host the preparatory meeting.",
        agency=_agency("UNDP"),
        by=people["chair"],
    )


def _a_decision_superseded(draft: Meeting, chair: User) -> None:
    """Adds a decision from ten weeks ago that a later one supersedes."""
    stood = Meeting.objects.filter(minutes=Meeting.Minutes.ADOPTED).latest("date")
    before = Decision.objects.create(
        item=stood.agenda.last(), position=0, text="A small group on health at borders meets every month."
    )
    since = followup_actions.record_decision(
        draft.agenda.first(), text="The small group on health at borders meets once a quarter.", by=chair
    )
    followup_actions.settle_decision(
        before,
        state=Decision.State.SUPERSEDED,
        superseded_by=since,
        note="Once a month was too often.",
        by=chair,
    )
