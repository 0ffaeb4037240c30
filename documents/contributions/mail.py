"""The mails of a call for contributions: to the agencies, as reminders, and to the lead at the end.

Each person is told once (`foundation.models.Told`), so a worker that was down catches up when it is back.
"""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people.mail import tell, tell_agency
from documents.contributions.models import Call, Contribution
from documents.document.mail import lead_people, still_leading, who_is_asked
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.models import Told

SOON, LAST = dt.timedelta(days=3), dt.timedelta(days=1)  # before the deadline, for the two reminders


def place_of(contribution: Contribution) -> str:
    """Returns the address of the page on which an agency contributes, within the portal."""
    call = contribution.call
    return reverse("documents:contribute", args=[call.document_id, call.pk, contribution.pk])


def place_of_call(call: Call) -> str:
    """Returns the address of the page of a call, within the portal."""
    return reverse("documents:call_detail", args=[call.document_id, call.pk])


def _context(call: Call) -> dict:
    return {"call": call, "document": call.document, "until": call.deadline}


def _tell_one(contribution: Contribution, person: User, what: str, subject: str, **more) -> int:
    return tell(
        [person],
        subject=subject,
        template=f"documents/contributions/mail/call_{what}.txt",
        context=_context(contribution.call) | {"agency": contribution.agency, **more},
        why=_(
            "You receive this e-mail because you are a focal point of %(agency)s, which is asked "
            "to contribute."
        )
        % {"agency": contribution.agency},
        link=address(place_of(contribution)),
    )


def missing(call: Call):
    """Yields the contributions that are not submitted yet, each with its agency."""
    for one in call.contributions.filter(handed_in_at=None).select_related("agency"):
        one.call = call
        yield one


def ask(call: Call, *, by: User | None = None) -> int:
    """Writes to the focal points who were not asked yet. Returns how many.

    It leaves out agencies that have submitted.
    """
    asked, subject = 0, _("Call for contributions: %(document)s") % {"document": call.document}
    for one in missing(call):
        for person in who_is_asked(one):
            if Told.once("call-asked", one.pk, person.pk):
                asked += _tell_one(one, person, "asked", subject, by=by)
    return asked


def tell_extended(call: Call, *, by: User) -> None:
    """Tells the agencies that have not submitted that the deadline is later."""
    subject = _("Deadline extended: %(document)s") % {"document": call.document}
    for one in missing(call):
        for person in who_is_asked(one, but=by):
            _tell_one(one, person, "extended", subject, by=by)


def tell_withdrawn(call: Call, *, by: User) -> None:
    """Tells the agencies that have not submitted that the call is withdrawn."""
    subject = _("Call for contributions withdrawn: %(document)s") % {"document": call.document}
    for one in missing(call):
        for person in who_is_asked(one, but=by):
            _tell_one(one, person, "withdrawn", subject, by=by)


def tell_entered(contribution: Contribution, *, by: User) -> None:
    """Tells the agency that somebody else submitted its contribution for it."""
    tell_agency(
        contribution.agency,
        subject=_("Entered for %(agency)s: contribution to %(document)s")
        % {"agency": contribution.agency, "document": contribution.call.document},
        template="documents/contributions/mail/call_entered.txt",
        context=_context(contribution.call) | {"by": by},
        but=by,
        link=address(place_of(contribution)),
    )


def remind() -> int:
    """Asks new focal points, reminds agencies that have not submitted, and tells the lead of the end.

    Returns how many people it wrote to.
    """
    count = 0
    for pk in Call.objects.open().values_list("pk", flat=True):
        with transaction.atomic():
            call = Call.objects.select_for_update(of=["self"]).select_related("document__lead").get(pk=pk)
            if call.is_open:
                count += ask(call) + _remind(call, stage_of(call))
    # Nobody is told of a call that ended long ago, such as one that was entered by hand.
    ended = Call.objects.over().filter(until__gt=clock.now() - dt.timedelta(days=30))
    for call in ended.select_related("document__lead", "opened_by"):
        count += _tell_ended(call)
    return count


def stage_of(call: Call) -> str:
    """Returns which reminder is due: `soon`, `last` or none ("").

    After a pause only the one that is due now is sent.
    """
    left = call.until - clock.now()
    if left > SOON:
        return ""
    return "last" if left <= LAST else "soon"


@transaction.atomic
def remind_now(call: Call, *, by: User) -> int:
    """Reminds the agencies that have not submitted because somebody asked for it, each person once a day.

    Returns how many people it wrote to; 0 if the call is over.
    """
    return _remind(call, f"now-{clock.today():%Y%m%d}") if call.is_open else 0


def _remind(call: Call, stage: str) -> int:
    count = 0
    for one in missing(call) if stage else ():
        for person in who_is_asked(one):
            if not _asked_lately(one, person) and Told.once(
                f"call-{stage}", f"{one.pk}-{call.until:%Y%m%d%H%M}", person.pk
            ):
                subject = _("Reminder: contribution of %(agency)s to %(document)s") % {
                    "agency": one.agency,
                    "document": call.document,
                }
                count += _tell_one(one, person, "reminder", subject, begun=not one.is_empty)
    return count


def _asked_lately(contribution: Contribution, person: User) -> bool:
    """Whether the person was first asked within the last day and so needs no reminder."""
    return Told.objects.filter(
        what="call-asked", subject=contribution.pk, person=person.pk, at__gt=clock.now() - LAST
    ).exists()


@transaction.atomic
def _tell_ended(call: Call) -> int:
    """Tells the lead, once, which agencies have submitted and which have not."""
    people = dict.fromkeys([*lead_people(call.document), *still_leading(call.opened_by, call.document)])
    when = f"{call.pk}-{call.until:%Y%m%d%H%M}"
    fresh = [one for one in people if Told.once("call-ended", when, one.pk)]
    if not fresh:
        return 0
    rows = list(call.contributions.select_related("agency"))
    return tell(
        fresh,
        subject=_("Call for contributions closed: %(document)s") % {"document": call.document},
        template="documents/contributions/mail/call_ended.txt",
        context=_context(call)
        | {
            "came": [one.agency for one in rows if one.handed_in_at],
            "missing": [one.agency for one in rows if not one.handed_in_at],
        },
        why=_("You receive this e-mail because you act for the lead agency of this document."),
        link=address(place_of_call(call)),
    )
