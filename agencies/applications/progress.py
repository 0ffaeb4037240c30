"""The steps of an application with their dates, and how long it has taken."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from auditlog.models import LogEntry
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.applications.models import Application, Dossier
from foundation import discovery
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.words import opened

Outcome = Application.Outcome
# Steps that are no outcome.
AGAIN, CONSIDERED = "again", "considered"
STILL = dt.timedelta(days=30)  # after so long without a change, an application awaits the secretariat


@dataclass(frozen=True)
class Step:
    """A step of an application, with its date as far as it is known.

    `what` is the outcome, or another word for the code.
    """

    what: str
    words: str
    date: str = ""
    taken: bool = True


@dataclass(frozen=True)
class Decided:
    """A decision of the Group on an application. `where` says when and at which meeting, in words.

    `is_withheld` while the applicant does not know of it, because its letter has not gone.
    """

    outcome: str
    date: dt.date
    where: str
    reason: str
    is_withheld: bool = False


def decisions_of(applications: Iterable[Application]) -> dict[int, list[Decided]]:
    """Returns the decisions on applications by their keys, the earliest first.

    Apps above provide them, in `application_decisions.py`.
    """
    found: dict[int, list[Decided]] = {}
    for module in discovery.modules("application_decisions"):
        found |= module.decisions_of(applications)
    return found


def decisions(application: Application) -> list[Decided]:
    """Returns the decisions on one application, the earliest first."""
    return decisions_of([application]).get(application.pk, [])


def steps(application: Application) -> list[Step]:
    """Returns the steps so far by their days, then those that come next.

    What the applicant does not know yet is not in those of `Application.as_applicant_sees`.
    """
    outcome = application.outcome
    settled = outcome in Application.DECIDED
    dated = [*_reviewed(application), *_handed_in_again(application), *_considered(application)]
    # On the same day, a new submission comes after the Group's decision, as it answers it.
    dated.sort(key=lambda one: (one[0], {Outcome.UNDER_REVIEW: 0, AGAIN: 2}.get(one[1].what, 1)))
    taken = [step for _day, step in dated]
    if settled and outcome not in [step.what for step in taken]:  # not decided in the portal
        last = max((n for n, step in enumerate(taken) if step.what == CONSIDERED), default=len(taken))
        taken[last : last + 1] = [_outcome(outcome, taken[last].date if taken[last:] else "")]
    elif outcome == Outcome.WITHDRAWN or (outcome == Outcome.UNDER_REVIEW and not taken):
        taken.append(_outcome(outcome))
    ahead = []
    if outcome in ("", Outcome.RECEIVED):
        ahead.append(_outcome(Outcome.UNDER_REVIEW, taken=False))
    if application.is_pending:
        ahead.append(Step("", _("Decision of the Group"), taken=False))
    return [Step(Outcome.RECEIVED, _("Submitted"), str(application.received or "")), *taken, *ahead]


def _outcome(outcome: str, date: str = "", *, taken: bool = True) -> Step:
    return Step(outcome, opened(Outcome(outcome).label), date, taken)


def _reviewed(application: Application):
    for entry in _changes(LogEntry.objects.get_for_object(application)):
        before, after = (entry.changes_dict or {}).get("outcome", ["", ""])
        if after == Outcome.UNDER_REVIEW and before != Outcome.WITHDRAWN:  # not a withdrawal taken back
            day = clock.day_of(entry.timestamp)
            yield day, _outcome(Outcome.UNDER_REVIEW, str(PartialDate.of(day)))


def _handed_in_again(application: Application):
    """Yields when the applicant added what it was asked for."""
    for entry in _changes(LogEntry.objects.get_for_objects(Dossier.objects.filter(application=application))):
        asked, asks = (entry.changes_dict or {}).get("asked", ["", ""])
        if asked and not asks:
            day = clock.day_of(entry.timestamp)
            yield day, Step(AGAIN, _("Resubmitted"), str(PartialDate.of(day)))


def _changes(entries):
    rows = entries.filter(action=LogEntry.Action.UPDATE).order_by("timestamp", "pk")
    return [one for one in rows if not (one.additional_data or {}).get("restored")]


def _considered(application: Application):
    """Yields each decision of the Group, and the other days on which it considered the application."""
    days = set()
    for one in decisions(application):
        day = PartialDate.of(one.date)
        days.add(day)
        if one.is_withheld and application.is_for_applicant:
            continue
        yield one.date, _outcome(one.outcome, str(day))
    for one in application.considerations.all():
        if one.date not in days:
            yield one.date.latest, Step(CONSIDERED, _("Considered"), str(one.date))


STANDING = {
    "": gettext_lazy("We have received your application. We will read it soon."),
    Outcome.RECEIVED: gettext_lazy(
        "We have received your application. The secretariat is checking that it is complete; then the "
        "members read it."
    ),
    Outcome.UNDER_REVIEW: gettext_lazy(
        "The members are reading your application. The Group will decide at one of its meetings."
    ),
    Outcome.OFFERED: gettext_lazy(
        "The Group has offered you membership. The secretariat will write to you about the date."
    ),
    Outcome.ADMITTED: gettext_lazy(
        "The Group has admitted you. Welcome! We invite the people you named by e-mail."
    ),
    Outcome.DEFERRED: gettext_lazy("The Group has deferred its decision. See below what it expects."),
    Outcome.DECLINED: gettext_lazy("The Group has decided not to admit you. See the reasons below."),
    Outcome.WITHDRAWN: gettext_lazy("Your application has been withdrawn. You can apply again at any time."),
}
CAME_AGAIN = gettext_lazy(
    "We have received your additions. The secretariat is checking that nothing is missing; then the Group "
    "considers your application again at one of its meetings."
)


def state_in_words(application: Application) -> str:
    """Returns where it stands, in words for the applicant."""
    return str(CAME_AGAIN if application.came_again else STANDING[application.outcome])


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
