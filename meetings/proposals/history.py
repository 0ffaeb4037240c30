"""What happened to a proposal, in words for its page, from the audit trail."""

import datetime as dt
from dataclasses import dataclass

from auditlog.models import LogEntry
from django.utils import timezone

from foundation.dates import shown
from foundation.text.words import listed
from meetings.proposals.models import Proposal

PARTS = {
    "title": "the topic",
    "reason": "why now",
    "asked": "what is asked",
    "invite": "whom to hear",
    "meeting": "the meeting",
    "purposes": "the purposes",
}
TOGETHER = dt.timedelta(seconds=5)  # one save of a page writes several entries
DID = {
    Proposal.Answer.TAKEN_UP: "Taken up",
    Proposal.Answer.MERGED: "Merged",
    Proposal.Answer.DEFERRED: "Put off",
    Proposal.Answer.DECLINED: "Declined",
    Proposal.Answer.WITHDRAWN: "Withdrawn",
    Proposal.Answer.NONE: "Opened again: it waits for an answer",
}


@dataclass
class Event:
    """One thing that happened to a proposal. `at` is aware."""

    at: dt.datetime
    by: str
    what: str
    words: str = ""
    changed: tuple[str, ...] = ()


def history(proposal: Proposal) -> list[Event]:
    """Returns what happened, the oldest first. A change names the parts that changed, an answer has its
    reason.
    """
    events: list[Event] = []
    entries = LogEntry.objects.get_for_object(proposal).select_related("actor").order_by("timestamp", "pk")
    for entry in entries:
        event = _event(entry, proposal)
        if event is None:
            continue
        last = events[-1] if events else None
        if last and event.changed and event.by == last.by and event.at - last.at < TOGETHER:
            if last.changed:
                last.changed = tuple(dict.fromkeys([*last.changed, *event.changed]))
            continue
        events.append(event)
    for event in events:
        if event.changed:
            event.what = f"Changed {listed(event.changed)}"
    return events


def _event(entry: LogEntry, proposal: Proposal) -> Event | None:
    changes = entry.changes_dict
    by = entry.actor.shown if entry.actor else ""
    if entry.action == LogEntry.Action.CREATE:
        what = f"Entered for {proposal.proposed_by}" if proposal.on_behalf else "Proposed"
        by = by or (proposal.entered_by.shown if proposal.entered_by else "")
        return Event(proposal.proposed_at, by, what)
    if "answer" in changes or "answered_at" in changes:
        answer = changes["answer"][1] if "answer" in changes else Proposal.Answer.DEFERRED
        answer = "" if answer == "None" else answer
        words = changes.get("answer_reason", ["", ""])[1] if answer else ""
        return Event(entry.timestamp, by, DID[Proposal.Answer(answer)], "" if words == "None" else words)
    changed = tuple(words for name, words in PARTS.items() if name in changes)
    if not changed:
        return None
    words = f"It was called “{changes['title'][0]}” before." if "title" in changes else ""
    return Event(entry.timestamp, by, "", words, changed)


def what_happened(proposal: Proposal) -> str:
    """Returns the last thing that happened to it, by whom and when, without a full stop."""
    if proposal.answer == Proposal.Answer.NONE:
        return "it was changed or opened again"
    who = proposal.answered_by.shown if proposal.answered_by else "somebody"
    did = {
        Proposal.Answer.TAKEN_UP: "took it up",
        Proposal.Answer.MERGED: "merged it",
        Proposal.Answer.DEFERRED: "put it off",
        Proposal.Answer.DECLINED: "declined it",
        Proposal.Answer.WITHDRAWN: "withdrew it",
    }[proposal.answer]
    if proposal.answer == Proposal.Answer.MERGED and proposal.merged_with:
        did = f"merged it with “{proposal.merged_with}”"
    if not proposal.answered_at:
        return f"{who} {did}"
    when = timezone.localtime(proposal.answered_at)
    return f"{who} {did} on {shown.day(when, 'MONTH_DAY_FORMAT')} at {shown.hour(when)}"
