"""Who is invited to a meeting: when it is convened, and later those who are appointed then.

Principals are invited to meetings of principals, focal points to those at working level. If an agency has
nobody in that role, whoever else acts for it is invited, so that no agency is left out. The mails are in
`mail`.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from foundation.dates import clock
from foundation.verbs import Refused
from meetings.invitations.mail import CALL, batch_of, guests, tell_focal_points, waiting, write
from meetings.invitations.models import GuestInvitation, Invitation
from meetings.invitations.queries import acting_people, are_invited, items_told, preferred_people
from meetings.meeting import calendar_entries
from meetings.meeting.locks import locked
from meetings.meeting.models import Meeting


def invite(meeting: Meeting, *, batch: str = "", anew: bool = False) -> int:
    """Invites who is missing, and withdraws the invitations of people who no longer act for their agency.

    With `anew` it invites everybody again, also people from outside: the meeting has just been convened, and
    earlier invitations no longer hold. Returns how many people of the Group are invited. Call it in a
    transaction that has locked the meeting.
    """
    acting = acting_people(meeting)
    for_whom = {(one.person_id, one.agency_id) for one in acting}
    to_invite = {one.person_id: one for one in preferred_people(meeting, acting)}
    kept = {one.person_id: one for one in meeting.invitations.select_related("person", "agency")}
    invited = []
    for pk, one in kept.items():
        still_acts = (pk, one.agency_id) in for_whom
        if one.withdrawn_at or (pk in to_invite and not still_acts):
            continue
        if not still_acts:
            one.withdrawn_at = clock.now()
            one.save()
            subject = _("Invitation withdrawn: %(meeting)s") % {"meeting": meeting}
            write(one, "withdrawn", subject, calendar_entries.cancel, batch=batch)
        elif anew:
            invited.append(one)
    for pk, appointment in to_invite.items():
        one = kept.get(pk) or Invitation(meeting=meeting, person=appointment.person)
        stands = one.pk and not one.withdrawn_at
        if stands and (pk, one.agency_id) in for_whom:
            continue
        one.agency, one.role = appointment.agency, appointment.role
        if not stands:
            one.invited_at, one.withdrawn_at = clock.now(), None
            one.reply, one.represented_by, one.replied_at, one.replied_by = "", "", None, None
        one.save()
        if anew or not stands:
            invited.append(one)
    for one in [*invited, *(guests(meeting) if anew else ())]:
        send(one, batch=batch)
    return len(invited)


def send(invitation: Invitation | GuestInvitation, *, batch: str) -> None:
    """Mails the invitation, with its calendar entry."""
    in_part = isinstance(invitation, GuestInvitation) and invitation.items.exists()
    subject = _("Invitation: %(meeting)s") % {"meeting": invitation.meeting}
    write(
        invitation,
        "invited",
        subject,
        calendar_entries.request,
        batch=batch,
        in_part=in_part,
        items=items_told(invitation),
    )


@transaction.atomic
def invite_now(meeting: Meeting, *, by: User) -> int:
    """Invites people appointed since the last run, without waiting for the next. Returns how many.

    Raises `Refused`.
    """
    meeting = locked(meeting)
    _refuse_past(meeting)
    return invite(meeting)


@transaction.atomic
def send_again(invitation: Invitation, *, by: User) -> Invitation:
    """Mails the same invitation again. Returns it. Raises `Refused`."""
    meeting = locked(invitation.meeting)
    invitation = meeting.invitations.select_related("person", "agency").get(pk=invitation.pk)
    invitation.meeting = meeting
    _refuse_past(meeting)
    if invitation.withdrawn_at:
        raise Refused(_("%(person)s is no longer invited.") % {"person": invitation.person.shown})
    if not invitation.person.email or not invitation.person.is_active:
        raise Refused(
            _(
                "We cannot e-mail %(person)s: they have no address in the register, or their account is "
                "closed. Please contact the secretariat."
            )
            % {"person": invitation.person.shown}
        )
    send(invitation, batch="")
    return invitation


def _refuse_past(meeting: Meeting) -> None:
    if meeting.stage != Meeting.Stage.CALLED or meeting.is_over:
        raise Refused(_("You can only invite people to a convened meeting that has not started yet."))


def invite_who_is_missing() -> int:
    """Invites people who were appointed after a meeting was convened. Returns how many.

    A meeting with mails that can still be recalled waits for the next run.
    """
    ahead = list(Meeting.objects.convened().ahead().filter(called_at__isnull=False))
    complete = are_invited(ahead)
    return sum(_invite_missing(one.pk) for one in ahead if one.undo or not complete[one.pk])


@transaction.atomic
def _invite_missing(pk: int) -> int:
    meeting = Meeting.objects.select_for_update().get(pk=pk)
    if meeting.stage != Meeting.Stage.CALLED or meeting.is_over or waiting(meeting):
        return 0
    if meeting.undo:  # too late to undo, and it can hold names
        Meeting.objects.filter(pk=pk).update(undo=None)
    return invite(meeting)


def tell_called(meeting: Meeting, *, by: User) -> int:
    """Mails all invitations after a minute, and tells the focal points of principals. Returns how many are
    invited.
    """
    batch = batch_of(meeting, CALL)
    count = invite(meeting, batch=batch, anew=True)
    subject = _("Your principal is invited: %(meeting)s") % {"meeting": meeting}
    tell_focal_points(meeting, "called", subject, by=by, batch=batch)
    return count
