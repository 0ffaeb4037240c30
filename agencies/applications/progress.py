"""The steps of an application with their dates, and how long it has taken."""

import datetime as dt
from dataclasses import dataclass

from auditlog.models import LogEntry

from agencies.applications.models import Application, Dossier
from foundation import discovery
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.words import opened

Outcome = Application.Outcome
AGAIN = "Handed in again"
STILL = dt.timedelta(days=30)  # after so long without a change, an application awaits the secretariat


@dataclass(frozen=True)
class Step:
    """A step of an application, with its date as far as it is known."""

    words: str
    date: str = ""
    taken: bool = True


@dataclass(frozen=True)
class Decided:
    """A decision of the Group on an application. `where` says when and at which meeting, in words."""

    outcome: str
    date: dt.date
    where: str
    reason: str


def decisions(application: Application) -> list[Decided]:
    """Returns the decisions on it, the earliest first.

    Apps above provide them, in `application_decisions.py`.
    """
    found = discovery.modules("application_decisions")
    return [one for module in found for one in module.decisions(application)]


def steps(application: Application) -> list[Step]:
    """Returns the steps so far by their days, then those that come next."""
    outcome = application.outcome
    settled = outcome in Application.DECIDED
    dated = [*_reviewed(application), *_handed_in_again(application), *_considered(application)]
    # On the same day, a new submission comes after the Group's decision, as it answers it.
    dated.sort(key=lambda one: (one[0], {"Under review": 0, AGAIN: 2}.get(one[1].words, 1)))
    taken = [step for _, step in dated]
    if settled and _opened(outcome) not in [step.words for step in taken]:  # not decided in the portal
        last = max((n for n, step in enumerate(taken) if step.words == "Considered"), default=len(taken))
        taken[last : last + 1] = [Step(_opened(outcome), taken[last].date if taken[last:] else "")]
    elif outcome == Outcome.WITHDRAWN:
        taken.append(Step("Withdrawn"))
    elif outcome == Outcome.UNDER_REVIEW and not taken:
        taken.append(Step("Under review"))
    ahead = []
    if outcome in ("", Outcome.RECEIVED):
        ahead.append(Step("Under review", taken=False))
    if application.is_pending:
        ahead.append(Step("Decision of the Group", taken=False))
    return [Step("Received", str(application.received or "")), *taken, *ahead]


def _opened(outcome: str) -> str:
    return opened(Outcome(outcome).label)


def _reviewed(application: Application):
    for entry in _changes(LogEntry.objects.get_for_object(application)):
        before, after = (entry.changes_dict or {}).get("outcome", ["", ""])
        if after == Outcome.UNDER_REVIEW and before != Outcome.WITHDRAWN:  # not a withdrawal taken back
            yield _on(entry, "Under review")


def _handed_in_again(application: Application):
    """Yields when the applicant added what it was asked for."""
    for entry in _changes(LogEntry.objects.get_for_objects(Dossier.objects.filter(application=application))):
        asked, asks = (entry.changes_dict or {}).get("asked", ["", ""])
        if asked and not asks:
            yield _on(entry, AGAIN)


def _changes(entries):
    return entries.filter(action=LogEntry.Action.UPDATE).order_by("timestamp", "pk")


def _on(entry: LogEntry, words: str) -> tuple[dt.date, Step]:
    day = clock.day_of(entry.timestamp)
    return day, Step(words, str(PartialDate.of(day)))


def _considered(application: Application):
    """Yields each decision of the Group, and the other days on which it considered the application."""
    days = set()
    for one in decisions(application):
        day = PartialDate.of(one.date)
        days.add(day)
        yield one.date, Step(_opened(one.outcome), str(day))
    for one in application.considerations.all():
        if one.date not in days:
            yield one.date.latest, Step("Considered", str(one.date))


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
CAME_AGAIN = (
    "What you added has come. The secretariat looks whether all is there now; then the Group takes it up "
    "again at one of its meetings."
)


def state_in_words(application: Application) -> str:
    """Returns where it stands, in words for the applicant."""
    return CAME_AGAIN if application.came_again else STANDING[application.outcome]


def days_taken(application: Application) -> int | None:
    """Returns the days from its receipt to the Group's last decision, or to today while it is pending.

    None if a day is not known. It takes no query if `considerations` is prefetched.
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
    """Returns the day of the last change to it, in the Group's zone; None if that is not known."""
    if application.moved_at:
        return clock.day_of(application.moved_at)
    return application.received.latest if application.received else None


def stands_still(application: Application) -> bool:
    """Whether it is pending and has not changed for 30 days."""
    moved = last_moved(application)
    return application.is_pending and moved is not None and clock.today() - moved >= STILL
