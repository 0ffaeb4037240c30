"""A decision on an application: what it requires, and its words in the minutes."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
# Without and with the reason that the Group gave.
WORDS = {
    Outcome.OFFERED: (
        gettext_lazy("The Group offered membership to %(applicant)s."),
        gettext_lazy("The Group offered membership to %(applicant)s. %(reason)s"),
    ),
    Outcome.ADMITTED: (
        gettext_lazy("The Group admitted %(applicant)s as a member from %(joins)s."),
        gettext_lazy("The Group admitted %(applicant)s as a member from %(joins)s. %(reason)s"),
    ),
    Outcome.DEFERRED: (
        gettext_lazy("The Group deferred its decision on the application of %(applicant)s."),
        gettext_lazy("The Group deferred its decision on the application of %(applicant)s: %(reason)s"),
    ),
    Outcome.DECLINED: (
        gettext_lazy("The Group declined the application of %(applicant)s."),
        gettext_lazy("The Group declined the application of %(applicant)s: %(reason)s"),
    ),
}


def in_words(decision: ApplicationDecision, joins: PartialDate | None = None) -> str:
    """Returns the decision as a sentence for the minutes, with the reason if the Group gave one."""
    reason = decision.reason.strip()
    bare, reasoned = WORDS[decision.outcome]
    said = (reasoned if reason else bare) % {
        "applicant": decision.application,
        "joins": joins,
        "reason": reason,
    }
    return Truncator(sentence(said)).chars(TEXT)  # the application keeps the full reason


def latest(application: Application) -> ApplicationDecision | None:
    """Returns the decision that was recorded last and is not in error; None if there is none."""
    return application.decisions.order_by("pk").last()


def count_decisions(meeting: Meeting, application: Application) -> int:
    """Returns how many decisions on the application are recorded for that meeting."""
    return meeting.application_decisions.filter(application=application).count()


def check_dates(application: Application, date: dt.date, meeting: Meeting | None) -> None:
    """Raises `Refused` if the decision cannot have been taken on that day."""
    day = PartialDate.of(date)
    if date > clock.today():
        raise Refused(_("%(day)s is in the future. Record the decision once it is taken.") % {"day": day})
    if application.received and date < application.received.earliest:
        raise Refused(
            _("The application was only submitted on %(submitted)s, after %(day)s.")
            % {"submitted": application.received, "day": day}
        )
    if meeting and date < meeting.date.earliest:
        raise Refused(
            _("The meeting only took place on %(held)s, after %(day)s.") % {"held": meeting.date, "day": day}
        )


def check_once(application: Application, **decided) -> None:
    """Raises `Refused` if the same decision is recorded already, for example by two people at once."""
    if application.can_become(decided["outcome"]) and application.decisions.filter(**decided).exists():
        raise Refused(_("This decision is already recorded. You do not have to do anything."))


def check_joining(
    agency: Agency | None, date: dt.date, joins: PartialDate, *, instead_of: Membership | None = None
) -> None:
    """Raises `Refused` if the membership cannot begin then. `agency` is None for a new one.

    `instead_of` is a membership that was entered in error, and is about to be put right.
    """
    if agency and agency.part_of:
        raise Refused(
            _("%(agency)s takes part through %(whole)s, so it cannot be a member itself.")
            % {"agency": agency, "whole": agency.part_of}
        )
    replaced = instead_of.pk if instead_of else None
    try:
        Membership(pk=replaced, agency=agency, starts=joins, decided_on=date).clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
