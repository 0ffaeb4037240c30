"""A decision on an application: what it requires, and its words in the minutes."""

import datetime as dt

from django.utils.text import Truncator

from agencies.models import Agency, Application, Membership
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text.lengths import TEXT
from foundation.text.words import sentence
from foundation.verbs import Refused
from meetings.applications.models import ApplicationDecision
from meetings.meeting.models import Meeting

Outcome = Application.Outcome
NEEDS_REASON = (Outcome.DEFERRED, Outcome.DECLINED)


def in_words(decision: ApplicationDecision, joins: PartialDate | None = None) -> str:
    """Returns the decision as a sentence for the minutes, with the reason if the Group gave one."""
    application, reason = decision.application, decision.reason.strip()
    words: dict[str, str] = {
        Outcome.OFFERED: f"The Group offered membership to {application}",
        Outcome.ADMITTED: f"The Group admitted {application}, as a member from {joins}",
        Outcome.DEFERRED: f"The Group deferred its decision on the application of {application}",
        Outcome.DECLINED: f"The Group declined the application of {application}",
    }
    said = words[decision.outcome]
    if reason:
        said += f"{':' if decision.outcome in NEEDS_REASON else '.'} {reason}"
    return Truncator(sentence(said)).chars(TEXT)  # the application keeps the full reason


def count_decisions(meeting: Meeting, application: Application) -> int:
    """Returns how many decisions on the application are recorded for that meeting."""
    return meeting.application_decisions.filter(application=application).count()


def check_dates(application: Application, date: dt.date, meeting: Meeting | None) -> None:
    """Raises `Refused` if the decision cannot have been taken on that day."""
    day = PartialDate.of(date)
    if date > clock.today():
        raise Refused(f"{day} is still to come. A decision is recorded once it is taken.")
    if application.received and date < application.received.earliest:
        raise Refused(f"The application was received {application.received}, after {day}.")
    if meeting and date < meeting.date.earliest:
        raise Refused(f"The meeting was on {meeting.date}, after {day}.")


def check_joining(agency: Agency | None, date: dt.date, joins: PartialDate) -> None:
    """Raises `Refused` if the membership cannot begin then. `agency` is None for a new one."""
    if joins.latest < date:
        raise Refused(
            f"It cannot be a member from {joins}: that is before the decision of {PartialDate.of(date)}."
        )
    if agency is None:
        return
    if agency.part_of:
        raise Refused(f"{agency} takes part through {agency.part_of}, and is no member of its own.")
    other = Membership.objects.overlapping(Membership(agency=agency, starts=joins)).first()
    if other:
        raise Refused(f"{agency} is a member in that time already ({other}).")
