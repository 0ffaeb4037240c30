"""The mails of a round of clearance: to the agencies, as reminders, to the lead, and to all at the end.

Each person is told once (`foundation.models.Told`), so a worker that was down catches up when it is back.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people import link_mail
from agencies.people.mail import assistants, focal_points, heads, tell, tell_agency
from agencies.people.said import speaker
from chairmanship.rotation.offices import chairs_people
from documents.clearance import links
from documents.clearance.models import Clearance, LateReply, Round
from documents.clearance.rounds import RoundStatus, status_of, statuses_of
from documents.document.mail import (
    OnDuty,
    lead_people,
    lead_sender,
    still_leading,
    thread_of,
    who_is_asked,
)
from documents.document.rules import is_asked
from foundation.dates import clock
from foundation.mail import senders
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.mail.senders import Sender
from foundation.models import Told
from foundation.text.words import opened

SOON, LAST = dt.timedelta(days=3), dt.timedelta(days=1)  # before the deadline, for the two reminders


def batch_of(round_: Round) -> str:
    """Returns the batch of the mails that opened the round, which can be recalled within the minute."""
    return f"clearance-{round_.pk}"


def place_of(round_: Round) -> str:
    """Returns the address of the page of a round, within the portal."""
    return reverse("documents:clearance_detail", args=[round_.version.document_id, round_.pk])


def ask(round_: Round, *, by: User | None = None, batch: str = "") -> int:
    """Writes to the focal points who were not asked yet, of agencies without a reply. Returns how many."""
    asked, subject = 0, _("For clearance: %(document)s") % {"document": round_.version.document}
    sender = lead_sender(round_.version.document)
    for one in round_.clearances.filter(reply="").select_related("agency"):
        one.round = round_
        reached = 0
        for person in _who_is_asked(one):
            if Told.once("clearance-asked", one.pk, person.pk):
                reached += _tell_one(one, person, "asked", subject, sender, batch, by=by)
        if reached and not one.reached_at:
            one.reached_at = clock.now()
            one.save()
        asked += reached
    return asked


def _who_is_asked(clearance: Clearance, *, but: User | None = None) -> list[User]:
    """Returns the focal points of the agency; for the principal's office also its heads and assistants."""
    people = who_is_asked(clearance, but=but)
    if clearance.round.asks_principals:
        office = [*heads(clearance.agency), *assistants(clearance.agency)]
        people += [one for one in office if one != but and is_asked.test(one, clearance)]
    return list(dict.fromkeys(people))


def _tell_one(
    clearance: Clearance, person: User, what: str, subject: str, sender: Sender, batch: str = "", **more
) -> int:
    return tell(
        [person],
        subject=subject,
        template=f"documents/clearance/mail/clearance_{what}.txt",
        context=_context(clearance.round)
        | {"clearance": clearance, "ends": links.ends_in_words(clearance)}
        | {"needs_sign_in": settings.CLEARANCE_NEEDS_SIGN_IN, **more},
        why=_(
            "You receive this e-mail because you act for %(agency)s, which is asked to clear this document."
        )
        % {"agency": clearance.agency},
        link=links.address_of(clearance, person),
        batch=batch,
        private=True,
        kind=Kind.CLEARANCES,
        thread=thread_of(clearance.round.version.document, "clearance"),
        sender=sender,
        deadline=clearance.round.until,
    )


def _context(round_: Round) -> dict:
    return {"round": round_, "document": round_.version.document, "until": round_.deadline}


def _tell_lead(round_: Round, what: str, subject: str, people=None, *, why="", but=None, **more) -> int:
    return tell(
        lead_people(round_.version.document) if people is None else people,
        subject=subject,
        template=f"documents/clearance/mail/clearance_{what}.txt",
        context=_context(round_) | more,
        why=why or _("You receive this e-mail because you act for the lead agency of this document."),
        link=address(place_of(round_)),
        but=but,
        thread=thread_of(round_.version.document, "clearance"),
        sender=senders.CHAIR,
    )


def tell_lead_opened(round_: Round, *, by: User) -> None:
    """Tells the lead of a round that somebody else opened.

    Always tells it of agencies that have nobody who could reply.
    """
    subject = _("Clearance started: %(document)s") % {"document": round_.version.document}
    _tell_lead(round_, "opened", subject, but=by, by=by)
    _tell_unreachable(round_)


def _tell_unreachable(round_: Round) -> int:
    count = 0
    people = lead_people(round_.version.document)
    for one in (row.clearance for row in status_of(round_).silent if not row.reachable):
        fresh = [person for person in people if Told.once("clearance-unreached", one.pk, person.pk)]
        subject = _("No focal point to ask at %(agency)s: %(document)s") % {
            "agency": one.agency,
            "document": round_.version.document,
        }
        count += _tell_lead(round_, "unreached", subject, fresh, agency=one.agency)
    return count


def tell_lead_of_reply(clearance: Clearance, *, by: User) -> None:
    """Tells the lead of a reply that it may want to act on before the deadline."""
    round_ = clearance.round
    subject = _("%(agency)s: %(reply)s · %(document)s") % {
        "agency": clearance.agency,
        "reply": clearance.get_reply_display(),
        "document": round_.version.document,
    }
    _tell_lead(round_, "replied", subject, but=by, clearance=clearance, by=by)


def tell_late(late: LateReply, *, by: User) -> None:
    """Tells the lead agency and the chair of a late reply, on which they decide."""
    document = late.round.version.document
    subject = _("Late reply of %(agency)s: %(reply)s · %(document)s") % {
        "agency": late.agency,
        "reply": late.get_reply_display(),
        "document": document,
    }
    people = dict.fromkeys([*lead_people(document), *chairs_people()])
    why = _("You receive this e-mail because you act for the lead agency of this document, or for the chair.")
    _tell_lead(late.round, "late", subject, people, why=why, but=by, late=late, by=by)


def tell_noted(late: LateReply, *, by: User) -> None:
    """Tells the agency that its late reply is noted only, and why."""
    tell_agency(
        late.agency,
        subject=_("Late reply of %(agency)s noted") % {"agency": late.agency},
        template="documents/clearance/mail/clearance_noted.txt",
        context=_context(late.round) | {"late": late, "by": by},
        but=by,
        link=address(place_of(late.round)),
        kind=Kind.CLEARANCES,
        thread=thread_of(late.round.version.document, "clearance"),
        sender=lead_sender(late.round.version.document),
    )


def tell_entered(clearance: Clearance | LateReply, *, by: User) -> None:
    """Tells the agency that somebody else entered or removed its reply."""
    tell_agency(
        clearance.agency,
        subject=_("Entered for %(agency)s: %(reply)s")
        % {"agency": clearance.agency, "reply": clearance.get_reply_display()}
        if clearance.reply
        else _("Reply of %(agency)s removed") % {"agency": clearance.agency},
        template="documents/clearance/mail/clearance_entered.txt",
        context=_context(clearance.round) | {"clearance": clearance, "by": by},
        but=by,
        link=address(place_of(clearance.round)),
        kind=Kind.CLEARANCES,
        thread=thread_of(clearance.round.version.document, "clearance"),
        sender=lead_sender(clearance.round.version.document),
    )


def confirm_said_by_link(said: Clearance | LateReply, *, by: User) -> None:
    """Confirms what was said by the link of that person, to them and to the agency's other focal points."""
    clearance = said if isinstance(said, Clearance) else said.clearance
    round_ = clearance.round
    named = _("Reply sent by link for %(agency)s: %(reply)s")
    subject = (named if said.reply else _("Reply of %(agency)s removed by link")) % {
        "agency": clearance.agency,
        "reply": said.get_reply_display(),
    }
    link_mail.confirm(
        by,
        who_is_asked(clearance),
        what=f"clearance-{clearance.pk}",
        subject=subject,
        template="documents/clearance/mail/clearance_said_by_link.txt",
        context=_context(round_)
        | {"said": said, "clearance": clearance, "agency": clearance.agency}
        | {"who": speaker(by, said), "is_late": isinstance(said, LateReply)},
        link=links.address_of(clearance, by),
        page=address(place_of(round_)),
        ends=links.ends_in_words(clearance),
    )


def renew_link(clearance: Clearance, person: User) -> None:
    """Mails a new link to the person on record, in place of one that was revoked."""
    link_mail.renew(
        person,
        what=f"clearance-{clearance.pk}-{person.pk}",
        named=_("the clearance of “%(document)s”") % {"document": clearance.round.version.document},
        link=links.address_of(clearance, person),
        ends=links.ends_in_words(clearance),
    )


def tell_extended(round_: Round, *, by: User) -> None:
    """Tells everybody who is asked that the deadline is later."""
    subject = _("Deadline extended: %(document)s") % {"document": round_.version.document}
    sender = lead_sender(round_.version.document)
    for one in round_.clearances.select_related("agency"):
        one.round = round_
        for person in _who_is_asked(one, but=by):
            _tell_one(one, person, "extended", subject, sender, by=by)


def tell_withdrawn(round_: Round, *, by: User) -> None:
    """Tells the agencies that were asked, through their focal points of today."""
    asked = round_.clearances.select_related("agency")
    people = dict.fromkeys(person for one in asked for person in _who_is_asked(one, but=by))
    tell(
        people,
        subject=_("Clearance withdrawn: %(document)s") % {"document": round_.version.document},
        template="documents/clearance/mail/clearance_withdrawn.txt",
        context=_context(round_) | {"by": by},
        why=_("You receive this e-mail because your agency was asked to clear this document."),
        link=address(place_of(round_)),
        kind=Kind.CLEARANCES,
        thread=thread_of(round_.version.document, "clearance"),
        sender=lead_sender(round_.version.document),
    )


def tell_ended(status: RoundStatus) -> None:
    """Tells the lead and all agencies of the round how it ended, each person once."""
    round_ = status.round
    document, when = round_.version.document, f"{round_.pk}-{round_.until:%Y%m%d%H%M}"
    people = [*lead_people(document), *still_leading(round_.opened_by, document)]
    for row in status.rows:
        people += focal_points(row.clearance.agency)
    fresh = [one for one in dict.fromkeys(people) if Told.once("clearance-ended", when, one.pk)]
    tell(
        fresh,
        subject=_("%(outcome)s: %(document)s") % {"outcome": opened(status.words), "document": document},
        template="documents/clearance/mail/clearance_ended.txt",
        context=_context(round_) | {"status": status},
        why=_(
            "You receive this e-mail because you act for the lead agency of this document, or "
            "your agency was asked to clear it."
        ),
        link=address(place_of(round_)),
        kind=Kind.CLEARANCES,
        thread=thread_of(round_.version.document, "clearance"),
        sender=lead_sender(round_.version.document),
    )


def remind() -> int:
    """Asks new focal points, reminds agencies without a reply, and tells the lead where nobody can be asked.

    Returns how many people it wrote to.
    """
    return sum(_remind_of(pk) for pk in _rounds_to_tell_of())


def _rounds_to_tell_of() -> list[int]:
    """Returns the keys of the running rounds of which somebody is still to be told something."""
    on_duty, of_key = OnDuty(), {}
    for status in statuses_of(list(Round.objects.running().with_rest())):
        round_, stage = status.round, stage_of(status.round)
        for row in status.rows:
            if row.clearance.reply:
                continue
            for person in on_duty.who_is_asked(row.clearance, and_heads=round_.asks_principals):
                of_key["clearance-asked", row.clearance.pk, person.pk] = round_.pk
                if stage and not row.has_left:
                    of_key[_key(row.clearance, stage, person)] = round_.pk
            if not (row.has_left or row.reachable):
                for person in on_duty.lead_people(round_.version.document):
                    of_key["clearance-unreached", row.clearance.pk, person.pk] = round_.pk
    return sorted({of_key[key] for key in Told.untold(of_key)})


@transaction.atomic
def _remind_of(pk: int) -> int:
    found = Round.objects.select_for_update(of=["self"]).select_related("version__document__lead")
    round_ = found.get(pk=pk)
    if not round_.is_running:
        return 0
    return ask(round_) + _remind(round_, stage_of(round_)) + _tell_unreachable(round_)


def _key(clearance: Clearance, stage: str, person: User) -> tuple[str, str, int]:
    return f"clearance-{stage}", f"{clearance.pk}-{clearance.round.until:%Y%m%d%H%M}", person.pk


def stage_of(round_: Round) -> str:
    """Returns which reminder is due: `soon`, `last` or none ("").

    After a pause only the one that is due now is sent.
    """
    left = round_.until - clock.now()
    if left > SOON:
        return ""
    return "last" if left <= LAST else "soon"


@transaction.atomic
def remind_now(round_: Round, *, by: User) -> int:
    """Reminds the agencies without a reply because somebody asked for it, each person once a day.

    Returns how many people it wrote to; 0 if the round is over.
    """
    return _remind(round_, f"now-{clock.today():%Y%m%d}") if round_.is_running else 0


def _remind(round_: Round, stage: str) -> int:
    count = 0
    if not stage:
        return count
    sender = lead_sender(round_.version.document)
    for row in status_of(round_).silent:
        one = row.clearance
        for person in _who_is_asked(one):
            if not _asked_lately(one, person) and Told.once(*_key(one, stage, person)):
                subject = _("Reminder: clearance of %(document)s by %(agency)s") % {
                    "agency": one.agency,
                    "document": round_.version.document,
                }
                count += _tell_one(one, person, "reminder", subject, sender)
    return count


def _asked_lately(clearance: Clearance, person: User) -> bool:
    """Whether the person was first asked within the last day and so needs no reminder."""
    return Told.objects.filter(
        what="clearance-asked", subject=clearance.pk, person=person.pk, at__gt=clock.now() - LAST
    ).exists()
