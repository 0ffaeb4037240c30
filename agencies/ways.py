"""The way of an application, as a line of steps with their dates, and how long it has taken."""

import datetime as dt
from dataclasses import dataclass

from auditlog.models import LogEntry

from agencies.models import Application
from foundation import clock

Outcome = Application.Outcome
STILL = dt.timedelta(days=30)  # without movement, an application awaits the secretariat


@dataclass(frozen=True)
class Step:
    """A step of an application's way, with its date as far as it is known."""

    words: str
    date: str = ""
    taken: bool = True


def way(application: Application) -> list[Step]:
    """The way so far, and the step that comes next."""
    outcome = application.outcome
    steps = [Step("Received", str(application.received or ""))]
    changes = LogEntry.objects.get_for_object(application).filter(action=LogEntry.Action.UPDATE)
    for entry in changes.order_by("timestamp", "pk"):
        if (entry.changes_dict or {}).get("outcome", ["", ""])[1] == Outcome.UNDER_REVIEW:
            day = entry.timestamp.astimezone(clock.zone())
            steps.append(Step("Under review", f"{day:%-d %B %Y}"))
    if outcome == Outcome.UNDER_REVIEW and len(steps) == 1:
        steps.append(Step("Under review"))
    considered = [str(one.date) for one in application.considerations.all()]
    settled = outcome in Application.DECIDED
    steps += [Step("Considered", date) for date in (considered[:-1] if settled else considered)]
    if settled:
        steps.append(Step(outcome.capitalize(), considered[-1] if considered else ""))
    elif outcome == Outcome.WITHDRAWN:
        steps.append(Step("Withdrawn"))
    if outcome in ("", Outcome.RECEIVED):
        steps.append(Step("Under review", taken=False))
    if application.is_pending:
        steps.append(Step("Decision of the Group", taken=False))
    return steps


STANDING = {
    "": "It has come, and waits to be read.",
    Outcome.RECEIVED: "It has come. The secretariat looks whether all is there; then the members read it.",
    Outcome.UNDER_REVIEW: "The members read it. The Group decides on it at one of its meetings.",
    Outcome.OFFERED: "The Group offers you membership. The secretariat will write to you about its date.",
    Outcome.ADMITTED: "You are admitted. Welcome: the people whom you named are invited by mail.",
    Outcome.DEFERRED: "The Group has put its decision off. What it expects stands below.",
    Outcome.DECLINED: "The Group has decided not to admit you. Why stands below.",
    Outcome.WITHDRAWN: "You have withdrawn it. You can apply again at any time.",
}


def standing(application: Application) -> str:
    """Where it stands, in words for the applicant."""
    return STANDING[application.outcome]


def days_taken(application: Application) -> int | None:
    """From the day it was received to the Group's last word, or to today while it is pending.

    None where a day is not known. Asks only what `considerations` was prefetched for.
    """
    if not application.received:
        return None
    until = clock.today()
    if not application.is_pending:
        considered = list(application.considerations.all())
        if considered and application.outcome in Application.DECIDED:
            until = considered[-1].date.latest
        elif application.moved_at:
            until = clock.day_of(application.moved_at)
        else:
            return None
    return max((until - application.received.earliest).days, 0)


def last_moved(application: Application) -> dt.date | None:
    """The day on which something last happened to it, as far as that is known."""
    if application.moved_at:
        return clock.day_of(application.moved_at)
    return application.received.latest if application.received else None


def stands_still(application: Application) -> bool:
    """Pending, and nothing happened to it for 30 days."""
    moved = last_moved(application)
    return application.is_pending and moved is not None and clock.today() - moved >= STILL
