"""The Group's decision on an application for membership, and what follows from it."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from agencies.actions import open_membership
from agencies.models import Agency, Application, Consideration, Membership, User
from agencies.reviewing import hold, move
from foundation import clock
from foundation.dates import PartialDate
from foundation.verbs import Refused, keep
from meetings.models import ApplicationDecision, Meeting

Outcome = Application.Outcome
NEEDS_REASON = (Outcome.DEFERRED, Outcome.DECLINED)


@transaction.atomic
def record_decision(
    application: Application,
    *,
    outcome: str,
    date: dt.date,
    meeting: Meeting | None,
    reason: str = "",
    agency: Agency | None = None,
    joins: PartialDate | None = None,
    by: User,
) -> ApplicationDecision:
    """Writes down what the Group decided that day. Admission opens the agency's membership from `joins` on.

    Raises `Refused`, and then nothing is kept.
    """
    application = hold(application)
    if outcome not in Application.DECIDED:
        raise Refused(f"The Group does not decide that an application is {outcome}.")
    check_dates(application, date, meeting)
    if outcome in NEEDS_REASON and not reason.strip():
        raise Refused("The applicant will want to know why: give the reason.")
    if outcome == Outcome.ADMITTED:
        _admit(application, date, agency or application.agency, joins or PartialDate.of(date))
    move(application, outcome)
    _note_consideration(application, PartialDate.of(date))
    return keep(
        ApplicationDecision(application=application),
        outcome=outcome,
        date=date,
        meeting=meeting,
        reason=reason,
        recorded_by=by,
        recorded_at=clock.now(),
    )


def check_dates(application: Application, date: dt.date, meeting: Meeting | None) -> None:
    """Raises `Refused` where the day cannot be the one of the decision."""
    day = PartialDate.of(date)
    if date > clock.today():
        raise Refused(f"{day} is still to come. A decision is recorded once it is taken.")
    if application.received and date < application.received.earliest:
        raise Refused(f"The application was received {application.received}, after {day}.")
    if meeting and date < meeting.date.earliest:
        raise Refused(f"The meeting was on {meeting.date}, after {day}.")


def check_joining(agency: Agency, date: dt.date, joins: PartialDate) -> None:
    """Raises `Refused` where the membership cannot begin then."""
    if joins.latest < date:
        raise Refused(
            f"It cannot be a member from {joins}: that is before the decision of {PartialDate.of(date)}."
        )
    if agency.part_of:
        raise Refused(f"{agency} takes part through {agency.part_of}, and is no member of its own.")
    other = Membership.objects.overlapping(Membership(agency=agency, starts=joins)).first()
    if other:
        raise Refused(f"{agency} is a member in that time already ({other}).")


def _admit(application: Application, date: dt.date, agency: Agency | None, joins: PartialDate) -> None:
    if agency is None:
        raise Refused("Say which agency in the register it is. If it is not there yet, add it first.")
    check_joining(agency, date, joins)
    open_membership(agency, starts=joins, basis=Membership.Basis.APPLICATION)
    application.agency = agency


def _note_consideration(application: Application, day: PartialDate) -> None:
    """That the Group considered it on that day, unless it is noted."""
    considerations = application.considerations
    if not considerations.filter(date=day).exists():
        last = considerations.aggregate(last=Max("position"))["last"]
        Consideration.objects.create(
            application=application, position=0 if last is None else last + 1, date=day
        )
