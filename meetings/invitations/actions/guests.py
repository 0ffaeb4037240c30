"""Invited participants from outside the Group: a member asks for them; the chair invites them or says why
not.

They are invited to the whole meeting or to items of it, but never to items for members or principals only.
Mails go out after a minute; until then the answer can be undone.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people import rules as people_rules
from foundation.dates import clock
from foundation.mail.recall import recall
from foundation.verbs import Refused
from meetings.invitations import mail
from meetings.invitations.actions import invitations
from meetings.invitations.models import GuestInvitation
from meetings.meeting import calendar_entries
from meetings.meeting.locks import locked
from meetings.meeting.models import Meeting

State = GuestInvitation.State


@transaction.atomic
def ask(meeting: Meeting, *, agency: Agency, by: User, items=(), **who) -> GuestInvitation:
    """Records that a member asks the chair to hear somebody. If others enter it, the agency is told.

    Returns the invitation. Raises `Refused`.
    """
    meeting = _open(meeting)
    guest = _create(meeting, items, asked_by=agency, by=by, **who)
    if people_rules.is_for_another(agency, by):
        subject = _("Requested for %(agency)s: invitation for %(organization)s, %(meeting)s")
        mail.tell_asking_agency(guest, "asked", subject, by=by)
    return guest


@transaction.atomic
def invite(meeting: Meeting, *, by: User, agency: Agency | None = None, items=(), **who) -> GuestInvitation:
    """Invites somebody, on the chair's own initiative or because an agency asked by mail or phone.

    Returns the invitation. Raises `Refused`.
    """
    meeting = _open(meeting)
    guest = _create(meeting, items, asked_by=agency, by=by, **who)
    return _invite(guest, by=by)


def _create(meeting: Meeting, items, *, asked_by: Agency | None, by: User, **who) -> GuestInvitation:
    _refuse_restricted(meeting, items)
    guest = GuestInvitation.objects.create(
        meeting=meeting, asked_by=asked_by, entered_by=by, asked_at=clock.now(), **who
    )
    guest.items.set(items)
    return guest


@transaction.atomic
def accept(guest: GuestInvitation, *, by: User) -> GuestInvitation:
    """Invites somebody a member asked for, or whose invitation was declined or withdrawn. Returns it. Raises
    `Refused`.
    """
    return _invite(_locked(guest), by=by)


def _invite(guest: GuestInvitation, *, by: User) -> GuestInvitation:
    _move(guest, State.INVITED, by=by)
    guest.reply = guest.represented_by = ""
    guest.replied_at = guest.replied_by = None
    guest.save()
    invitations.send(guest, batch=mail.batch_of_guest(guest))
    mail.tell_asking_agency(guest, "answered", _("Invited: %(organization)s, %(meeting)s"), by=by)
    return guest


@transaction.atomic
def refuse(guest: GuestInvitation, *, reason: str, by: User) -> GuestInvitation:
    """Declines what a member asked for. Its agency reads the reason. Returns it. Raises `Refused`."""
    guest = _locked(guest)
    reason = reason.strip()
    if not reason:
        raise Refused(_("Please give a reason. The agency that asked will see it."))
    _move(guest, State.REFUSED, by=by, reason=reason)
    guest.save()
    mail.tell_asking_agency(guest, "answered", _("Not invited: %(organization)s, %(meeting)s"), by=by)
    return guest


@transaction.atomic
def withdraw(guest: GuestInvitation, *, by: User) -> GuestInvitation:
    """Withdraws an invitation and its calendar entry, or a member's request for one. Returns it.

    Raises `Refused`.
    """
    guest = _locked(guest)
    was_invited = guest.state == State.INVITED
    _move(guest, State.WITHDRAWN, by=by)
    guest.save()
    if was_invited:
        subject = _("Invitation withdrawn: %(meeting)s") % {"meeting": guest.meeting}
        mail.write(guest, "withdrawn", subject, calendar_entries.cancel, batch=mail.batch_of_guest(guest))
        mail.tell_asking_agency(
            guest, "answered", _("No longer invited: %(organization)s, %(meeting)s"), by=by
        )
    return guest


@transaction.atomic
def change(guest: GuestInvitation, *, changes: dict, items=None, by: User) -> GuestInvitation:
    """Changes who is invited and to which items. Returns the invitation. Raises `Refused`.

    If the address changes, the invitation is sent to the new one, and the link in the old mail stops working.
    """
    guest = _locked(guest)
    if guest.state not in (State.ASKED, State.INVITED):
        raise Refused(_("They are not invited at the moment. Invite them first, then edit the invitation."))
    before = guest.email
    if items is not None:
        kept = set(guest.items.values_list("pk", flat=True))
        _refuse_restricted(guest.meeting, [one for one in items if one.pk not in kept])
        guest.items.set(items)
    invited = guest.state == State.INVITED
    moved = invited and changes.get("email", before).casefold() != before.casefold()
    if moved:
        guest.answered_at, guest.answered_by = clock.now(), by  # gives the next mails a batch of their own
        subject = _("Invitation withdrawn: %(meeting)s") % {"meeting": guest.meeting}
        mail.write(guest, "withdrawn", subject, calendar_entries.cancel, batch="")
    for name, value in changes.items():
        setattr(guest, name, value)
    guest.save()
    if moved:
        invitations.send(guest, batch="")
    return guest


# What the verbs share ---------------------------------------------------------------------------------


def _open(meeting: Meeting) -> Meeting:
    """Returns the meeting, with its row locked. Raises `Refused` if nobody can be invited to it now."""
    meeting = locked(meeting)
    if meeting.stage == Meeting.Stage.PLANNED:
        raise Refused(_("This meeting has not been convened yet. Convene it before you invite participants."))
    if meeting.stage != Meeting.Stage.CALLED:
        raise Refused(_("This meeting was cancelled."))
    if meeting.is_over:
        raise Refused(_("This meeting has started or is over. Record who took part on its attendance page."))
    return meeting


def _locked(guest: GuestInvitation) -> GuestInvitation:
    meeting = _open(guest.meeting)
    found = GuestInvitation.objects.select_for_update(of=["self"]).select_related("asked_by")
    guest = found.get(pk=guest.pk)
    guest.meeting = meeting
    return guest


def _move(guest: GuestInvitation, to: str, *, by: User | None, reason: str = "") -> None:
    if to not in GuestInvitation.TRANSITIONS[guest.state]:
        words = _("The status of %(participant)s is “%(state)s”, so this is not possible. Reload the page.")
        raise Refused(words % {"participant": guest.named, "state": guest.get_state_display()})
    guest.undo = {
        "state": guest.state,
        "answer_reason": guest.answer_reason,
        "answered_at": guest.answered_at and guest.answered_at.isoformat(),
        "answered_by_id": guest.answered_by_id,
    }
    guest.state, guest.answer_reason = to, reason
    guest.answered_at, guest.answered_by = clock.now(), by


def _refuse_restricted(meeting: Meeting, items) -> None:
    for item in items:
        if item.meeting_id != meeting.pk:
            raise Refused(_("“%(item)s” is not on the agenda of this meeting.") % {"item": item})
        if item.restricted:
            raise Refused(
                _(
                    "“%(item)s” is for %(audience)s, so nobody from outside can be invited to it. Open the "
                    "item to everybody first, or choose another."
                )
                % {"item": item, "audience": item.get_restricted_display()}
            )


# Taking back ------------------------------------------------------------------------------------------


@transaction.atomic
def take_back(guest: GuestInvitation, *, by: User) -> str:
    """Undoes the last answer before anybody is told. Returns what happened, as sentences. Raises
    `Refused`.
    """
    guest = _locked(guest)
    came = recall(mail.batch_of_guest(guest) if guest.undo else "")
    if not came.people:
        raise Refused(came.sentence)
    if came.gone:
        return f"{came.sentence} {_('The invitation was not changed back.')}"
    for name, value in (guest.undo or {}).items():
        setattr(guest, name, value)
    if guest.state == State.ASKED and not guest.asked_by_id:  # invited on the chair's own initiative
        guest.state = State.WITHDRAWN
    guest.undo = None
    guest.save()
    guest.refresh_from_db()
    now = _("The status is “%(state)s” again.") % {"state": guest.get_state_display()}
    return f"{came.sentence} {now}"
