"""The mails to those invited: that a meeting is convened, moved or cancelled, and about replies.

Each mail about a meeting has a calendar entry. It waits a minute, in which it can be recalled.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Appointment, User
from agencies.people.mail import tell, tell_agency
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.mail.letters import Reader
from foundation.mail.recall import Waiting, recallable
from meetings.invitations import links, queries
from meetings.invitations.models import GuestInvitation, Invitation
from meetings.meeting import calendar_entries
from meetings.meeting.models import Meeting
from meetings.meeting.places import when
from meetings.meeting.threads import thread_of

CALL, MOVE, CANCEL = "call", "move", "cancel"
WHEN = ("date", "time", "timezone")
# What those invited are told.
ANNOUNCED = (*WHEN, "length", "city", "venue", "by_video", "video_address", "dial_in")


def batch_of(meeting: Meeting, what: str) -> str:
    """Returns the name of the mails about this state of the meeting, by which they can be recalled."""
    return f"meeting-{meeting.pk}-{what}-{meeting.sequence}"


def waiting(meeting: Meeting) -> Waiting:
    """Returns which mails about the last convening, move or cancellation can still be recalled."""
    return recallable(*(batch_of(meeting, what) for what in (CALL, MOVE, CANCEL)))


def is_news(meeting: Meeting, what: str) -> bool:
    """Returns whether none of the mails about that has gone out, so that nobody knows of it."""
    found = recallable(batch_of(meeting, what))
    return bool(found) and not found.gone


def guests(meeting: Meeting):
    """Returns the invited participants who have an e-mail address."""
    return meeting.guest_invitations.filter(state=GuestInvitation.State.INVITED).exclude(email="")


def tell_moved(meeting: Meeting, *, changes: list[str], asks_again: bool, by: User) -> None:
    """Tells everybody invited what has changed.

    `asks_again` if the time has changed, so that their replies no longer hold.
    """
    subject, batch = _("Changed: %(meeting)s") % {"meeting": meeting}, batch_of(meeting, MOVE)
    more = {"changes": changes, "asks_again": asks_again}
    for one in invitations_to_tell(meeting):
        write(one, "moved", subject, calendar_entries.request, batch=batch, **more)
    tell_focal_points(meeting, "moved", subject, by=by, batch=batch, **more)


def tell_cancelled(meeting: Meeting, *, reason: str, by: User, only=None) -> None:
    """Tells everybody invited that the meeting is cancelled; with `only`, just these invitations."""
    subject, batch = _("Cancelled: %(meeting)s") % {"meeting": meeting}, batch_of(meeting, CANCEL)
    for one in invitations_to_tell(meeting) if only is None else only:
        write(one, "cancelled", subject, calendar_entries.cancel, batch=batch, reason=reason)
    if only is None:
        tell_focal_points(meeting, "cancelled", subject, by=by, batch=batch, reason=reason)


def invitations_to_tell(meeting: Meeting) -> list:
    """Returns the valid invitations of members, and of invited participants who have an address."""
    members = meeting.invitations.filter(withdrawn_at=None).select_related("person", "agency")
    return [*members, *guests(meeting)]


def tell_focal_points(meeting: Meeting, what: str, subject: str, *, by: User, batch: str, **context) -> None:
    """Tells the focal points of invited principals: they prepare, and can reply for them."""
    if meeting.level != Meeting.Level.PRINCIPALS:
        return
    standing = meeting.invitations.filter(withdrawn_at=None)
    agencies = standing.values("agency")
    focal_points = (
        Appointment.objects.on(max(meeting.date.earliest, clock.today()))
        .filter(Q(agency__in=agencies) | Q(agency__parts__in=agencies))
        .filter(role=Appointment.Role.FOCAL_POINT)
        .exclude(person__in=standing.values("person"))
        .select_related("person")
    )
    tell(
        [one.person for one in focal_points],
        subject=subject,
        template=f"meetings/invitations/mail/meeting_{what}.txt",
        context={"meeting": meeting, "when": when(meeting), "is_copy": True, **context},
        why=_(
            "You receive this e-mail because you are a focal point of a member whose principal is invited."
        ),
        link=address(meeting.get_absolute_url()),
        batch=batch,
        kind=Kind.INVITATIONS,
        thread=thread_of(meeting),
        but=by,
    )


def write(invitation, what: str, subject: str, entry, *, batch: str, **context) -> None:
    """Writes one mail about an invitation, with its calendar entry."""
    meeting = invitation.meeting
    is_guests = isinstance(invitation, GuestInvitation)
    if is_guests:
        to, name = invitation.email, invitation.name
        why = (
            _("You receive this e-mail because you were invited.")
            if what == "withdrawn"
            else _("You receive this e-mail because the chair of the Group invited you.")
        )
    else:
        to, name = invitation.person, invitation.person.name
        why = _("You receive this e-mail because you are invited for %(agency)s.") % {
            "agency": invitation.agency
        }
        if what == "withdrawn":
            why = _("You receive this e-mail because you were invited for %(agency)s.") % {
                "agency": invitation.agency
            }
    link = "" if entry is calendar_entries.cancel else links.address_of(invitation)
    email = to.email if isinstance(to, User) else to
    if not email:
        return
    more = {"link": link} if link else {}
    tell(
        [Reader(to, name) if is_guests else to],
        subject=subject,
        template=f"meetings/invitations/mail/meeting_{what}.txt",
        context={"meeting": meeting, "invitation": invitation, "when": when(meeting), **context},
        why=why,
        link=link or ("" if is_guests else address(meeting.get_absolute_url())),
        calendar=entry(meeting, email, name=name, **more),
        batch=batch,
        private=bool(link),  # anybody with the link can reply
        kind=Kind.INVITATIONS,
        thread=thread_of(meeting),
    )


def facts_of(meeting: Meeting) -> dict:
    """Returns what those invited are told (day, time, place and the like), by the name of the field."""
    return {name: getattr(meeting, name) for name in ANNOUNCED}


def is_moved(before: dict, meeting: Meeting) -> bool:
    """Returns whether the time has changed, so that replies no longer hold."""
    return any(before[name] != getattr(meeting, name) for name in WHEN)


def changes_of(before: dict, meeting: Meeting) -> list[str]:
    """Returns what has changed since `before`, each change as a line of a mail."""
    old = Meeting(**before)
    changes = []
    if is_moved(before, meeting):
        what = {"new": when(meeting), "old": when(old)}
        changes.append(_("Date and time: %(new)s, instead of %(old)s") % what)
    elif before["length"] != meeting.length:
        changes.append(_("Duration: %(when)s") % {"when": when(meeting)})
    if any(before[name] != getattr(meeting, name) for name in ("city", "venue", "by_video")):
        changes.append(_("Place: %(new)s, instead of %(old)s") % {"new": _place(meeting), "old": _place(old)})
    if before["video_address"] != meeting.video_address:
        link = _("Video link: %(address)s") % {"address": meeting.video_address}
        changes.append(link if meeting.video_address else _("There is no longer a video link"))
    if before["dial_in"] != meeting.dial_in:
        changes.append(_("Dial-in details: see the page of the meeting"))
    return changes


def _place(meeting: Meeting) -> str:
    place = ", ".join(filter(None, [meeting.venue, meeting.city]))
    if meeting.by_video:
        return _("%(place)s, also by video") % {"place": place} if place else _("by video")
    return place or _("to be confirmed")


# Replies ------------------------------------------------------------------------------------------------


def tell_reply_entered(invitation: Invitation, *, by: User) -> None:
    """Tells a person which reply others entered for them, with the link to change it."""
    meeting, said = invitation.meeting, queries.in_words(invitation)
    tell(
        [invitation.person],
        subject=_("Reply entered for you: %(reply)s, %(meeting)s") % {"reply": said, "meeting": meeting},
        template="meetings/invitations/mail/reply_entered.txt",
        context={"meeting": meeting, "invitation": invitation, "said": said, "by": by},
        why=_("You receive this e-mail because a reply was entered for you."),
        link=links.address_of(invitation),
        private=True,
        kind=Kind.INVITATIONS,
        thread=thread_of(meeting),
    )


def ask_again(invitation: Invitation, *, by: User) -> int:
    """Reminds a person to reply. Returns 1, or 0 if they cannot be written to."""
    meeting, link, person = invitation.meeting, links.address_of(invitation), invitation.person
    if not person.email:
        return 0
    return tell(
        [person],
        subject=_("Will you attend? %(meeting)s") % {"meeting": meeting},
        template="meetings/invitations/mail/reply_reminder.txt",
        context={"meeting": meeting, "invitation": invitation, "when": when(meeting), "by": by},
        why=_("You receive this e-mail because you are invited for %(agency)s and have not replied.")
        % {"agency": invitation.agency},
        link=link,
        calendar=calendar_entries.request(meeting, person.email, name=person.name, link=link),
        private=True,
        kind=Kind.INVITATIONS,
        thread=thread_of(meeting),
    )


# Guests -------------------------------------------------------------------------------------------------


def batch_of_guest(guest: GuestInvitation) -> str:
    """Returns the name of the mails about the last answer, by which they can be recalled."""
    return f"guest-{guest.pk}-{guest.answered_at:%Y%m%d%H%M%S%f}" if guest.answered_at else ""


def waiting_of_guest(guest: GuestInvitation) -> Waiting:
    """Returns which mails about the last answer can still be recalled."""
    return recallable(batch_of_guest(guest) if guest.undo else "")


def tell_asking_agency(guest: GuestInvitation, what: str, subject: str, *, by: User) -> None:
    """Tells the agency that asked for an invited participant, if there is one, what the chair answered.

    `subject` has places for the `agency`, the `organization` and the `meeting`.
    """
    if guest.asked_by:
        tell_agency(
            guest.asked_by,
            subject=subject
            % {"agency": guest.asked_by, "organization": guest.organization, "meeting": guest.meeting},
            template=f"meetings/invitations/mail/guest_{what}.txt",
            context={"guest": guest, "meeting": guest.meeting, "by": by},
            link=address(reverse("meetings:guest_list", args=[guest.meeting_id])),
            batch=batch_of_guest(guest) if what == "answered" else "",
            kind=Kind.PROPOSALS,
            thread=thread_of(guest.meeting),
            but=by,
        )
