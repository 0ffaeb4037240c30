"""What happened to a proposal, in words for its page, from the audit trail."""

import datetime as dt
from dataclasses import dataclass

from auditlog.models import LogEntry
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dates import shown
from foundation.text.words import listed
from meetings.proposals.models import Proposal

PARTS = {
    "title": gettext_lazy("topic"),
    "reason": gettext_lazy("why now"),
    "asked": gettext_lazy("what it is for"),
    "invite": gettext_lazy("invited participants"),
    "meeting": gettext_lazy("meeting"),
    "purposes": gettext_lazy("purposes"),
}
TOGETHER = dt.timedelta(seconds=5)  # one save of a page writes several entries
DID = {
    Proposal.Answer.TAKEN_UP: gettext_lazy("Accepted"),
    Proposal.Answer.MERGED: gettext_lazy("Merged"),
    Proposal.Answer.DEFERRED: gettext_lazy("Deferred"),
    Proposal.Answer.DECLINED: gettext_lazy("Declined"),
    Proposal.Answer.WITHDRAWN: gettext_lazy("Withdrawn"),
    Proposal.Answer.NONE: gettext_lazy("Reopened: it awaits an answer again"),
}
# Who gave the answer and when, and who gave it where no time is known.
GAVE = {
    Proposal.Answer.TAKEN_UP: (
        gettext_lazy("%(who)s accepted it on %(day)s at %(time)s."),
        gettext_lazy("%(who)s accepted it."),
    ),
    Proposal.Answer.MERGED: (
        gettext_lazy("%(who)s merged it on %(day)s at %(time)s."),
        gettext_lazy("%(who)s merged it."),
    ),
    Proposal.Answer.DEFERRED: (
        gettext_lazy("%(who)s deferred it on %(day)s at %(time)s."),
        gettext_lazy("%(who)s deferred it."),
    ),
    Proposal.Answer.DECLINED: (
        gettext_lazy("%(who)s declined it on %(day)s at %(time)s."),
        gettext_lazy("%(who)s declined it."),
    ),
    Proposal.Answer.WITHDRAWN: (
        gettext_lazy("%(who)s withdrew it on %(day)s at %(time)s."),
        gettext_lazy("%(who)s withdrew it."),
    ),
}
MERGED_WITH = (
    gettext_lazy("%(who)s merged it with “%(other)s” on %(day)s at %(time)s."),
    gettext_lazy("%(who)s merged it with “%(other)s”."),
)


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
            event.what = _("Changed: %(parts)s") % {"parts": listed(event.changed)}
    return events


def _event(entry: LogEntry, proposal: Proposal) -> Event | None:
    changes = entry.changes_dict
    by = entry.actor.shown if entry.actor else ""
    if entry.action == LogEntry.Action.CREATE:
        what = _("Proposed")
        if proposal.on_behalf:
            what = _("Entered for %(agency)s") % {"agency": proposal.proposed_by}
        by = by or (proposal.entered_by.shown if proposal.entered_by else "")
        return Event(proposal.proposed_at, by, what)
    if "answer" in changes or "answered_at" in changes:
        answer = changes["answer"][1] if "answer" in changes else Proposal.Answer.DEFERRED
        answer = "" if answer == "None" else answer
        words = changes.get("answer_reason", ["", ""])[1] if answer else ""
        did = str(DID[Proposal.Answer(answer)])
        return Event(entry.timestamp, by, did, "" if words == "None" else words)
    changed = tuple(words for name, words in PARTS.items() if name in changes)
    if not changed:
        return None
    words = _("Previously “%(title)s”") % {"title": changes["title"][0]} if "title" in changes else ""
    return Event(entry.timestamp, by, "", words, changed)


def what_happened(proposal: Proposal) -> str:
    """Returns the last thing that happened to it, by whom and when, as a sentence."""
    if proposal.answer == Proposal.Answer.NONE:
        return _("It was changed or reopened.")
    merged_with = proposal.answer == Proposal.Answer.MERGED and proposal.merged_with
    dated, undated = MERGED_WITH if merged_with else GAVE[proposal.answer]
    said = {
        "who": proposal.answered_by.shown if proposal.answered_by else _("Somebody"),
        "other": merged_with,
    }
    if not proposal.answered_at:
        return undated % said
    when = timezone.localtime(proposal.answered_at)
    return dated % {**said, "day": shown.day(when, "MONTH_DAY_FORMAT"), "time": shown.hour(when)}
