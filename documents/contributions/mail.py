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
from documents.document.mail import (
    OnDuty,
    lead_people,
    lead_sender,
    still_leading,
    thread_of,
    who_is_asked,
)
from foundation.dates import clock
from foundation.mail import senders
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.mail.senders import Sender
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


def _tell_one(
    contribution: Contribution, person: User, what: str, subject: str, sender: Sender | str, **more
) -> int:
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
        kind=Kind.CLEARANCES,
        thread=thread_of(contribution.call.document, "call"),
        sender=sender,
        deadline=contribution.call.until,
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
    lead = lead_sender(call.document)
    for one in missing(call):
        for person in who_is_asked(one):
            if Told.once("call-asked", one.pk, person.pk):
                asked += _tell_one(one, person, "asked", subject, lead, by=by)
    return asked


def tell_extended(call: Call, *, by: User) -> None:
    """Tells the agencies that have not submitted that the deadline is later."""
    subject = _("Deadline extended: %(document)s") % {"document": call.document}
    lead = lead_sender(call.document)
    for one in missing(call):
        for person in who_is_asked(one, but=by):
            _tell_one(one, person, "extended", subject, lead, by=by)


def tell_withdrawn(call: Call, *, by: User) -> None:
    """Tells the agencies that have not submitted that the call is withdrawn."""
    subject = _("Call for contributions withdrawn: %(document)s") % {"document": call.document}
    lead = lead_sender(call.document)
    for one in missing(call):
        for person in who_is_asked(one, but=by):
            _tell_one(one, person, "withdrawn", subject, lead, by=by)


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
        kind=Kind.CLEARANCES,
        thread=thread_of(contribution.call.document, "call"),
        sender=lead_sender(contribution.call.document),
    )


def remind() -> int:
    """Asks new focal points, reminds agencies that have not submitted, and tells the lead of the end.

    Returns how many people it wrote to.
    """
    on_duty = OnDuty()
    # Nobody is told of a call that ended long ago, such as one that was entered by hand.
    ended = Call.objects.over().filter(until__gt=clock.now() - dt.timedelta(days=30))
    told = sum(_remind_of(pk) for pk in _calls_to_tell_of(on_duty))
    return told + sum(_tell_ended(call) for call in _ended_to_tell_of(ended, on_duty))


def _calls_to_tell_of(on_duty: OnDuty) -> list[int]:
    """Returns the keys of the open calls of which somebody is still to be told something."""
    of_key = {}
    awaited = Contribution.objects.filter(call__in=Call.objects.open(), handed_in_at=None)
    for one in awaited.select_related("call", "agency").only("call__until", "agency__part_of"):
        stage = stage_of(one.call)
        for person in on_duty.who_is_asked(one):
            of_key["call-asked", one.pk, person.pk] = one.call_id
            if stage:
                of_key[_key(one, stage, person)] = one.call_id
    return sorted({of_key[key] for key in Told.untold(of_key)})


@transaction.atomic
def _remind_of(pk: int) -> int:
    call = Call.objects.select_for_update(of=["self"]).select_related("document__lead").get(pk=pk)
    return ask(call) + _remind(call, stage_of(call)) if call.is_open else 0


def _ended_to_tell_of(ended, on_duty: OnDuty) -> list[Call]:
    """Returns those of the calls of which somebody is still to be told that they ended."""
    calls = list(ended.select_related("document__lead", "opened_by"))
    leading = {one.pk: {person.pk for person in on_duty.lead_people(one.document)} for one in calls}
    keys = {one.pk: {_key_of_end(one, pk) for pk in {*leading[one.pk], one.opened_by_id}} for one in calls}
    untold = Told.untold(key for some in keys.values() for key in some)

    found = []
    for call in calls:
        waiting = {person for _what, _when, person in keys[call.pk] & untold}
        # Whoever opened it is told while they still lead, which is asked for only if they were not told.
        if waiting & leading[call.pk] or (waiting and still_leading(call.opened_by, call.document)):
            found.append(call)
    return found


def _key(contribution: Contribution, stage: str, person: User) -> tuple[str, str, int]:
    return f"call-{stage}", f"{contribution.pk}-{contribution.call.until:%Y%m%d%H%M}", person.pk


def _key_of_end(call: Call, person: int) -> tuple[str, str, int]:
    return "call-ended", f"{call.pk}-{call.until:%Y%m%d%H%M}", person


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
    lead = lead_sender(call.document) if stage else senders.CHAIR
    for one in missing(call) if stage else ():
        for person in who_is_asked(one):
            if not _asked_lately(one, person) and Told.once(*_key(one, stage, person)):
                subject = _("Reminder: contribution of %(agency)s to %(document)s") % {
                    "agency": one.agency,
                    "document": call.document,
                }
                count += _tell_one(one, person, "reminder", subject, lead, begun=not one.is_empty)
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
    fresh = [one for one in people if Told.once(*_key_of_end(call, one.pk))]
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
        thread=thread_of(call.document, "call"),
        sender=senders.CHAIR,
    )
