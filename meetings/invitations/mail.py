"""The mails to those invited: that a meeting is convened, moved or cancelled, and about replies.

Each mail about a meeting has a calendar entry. It waits a minute, in which it can be recalled.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Appointment, User
from agencies.people import link_mail
from agencies.people.mail import focal_points, tell, tell_agency
from agencies.people.rules import HEADING
from agencies.people.said import assistants_of, speaker
from chairmanship.rotation.offices import chairs_people
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
    """Writes the mails about an invitation: with its calendar entry to who is invited, and copies to the
    special assistants of a principal, each with a link of their own.
    """
    if isinstance(invitation, GuestInvitation):
        why = (
            _("You receive this e-mail because you were invited.")
            if what == "withdrawn"
            else _("You receive this e-mail because the chair of the Group invited you.")
        )
        _write(invitation, invitation.email, what, subject, entry, why=why, batch=batch, **context)
        return
    words = (
        _("You receive this e-mail because you were invited for %(agency)s.")
        if what == "withdrawn"
        else _("You receive this e-mail because you are invited for %(agency)s.")
    )
    why = words % {"agency": invitation.agency}
    _write(invitation, invitation.person, what, subject, entry, why=why, batch=batch, **context)
    why = _("You receive this e-mail because you are a special assistant of %(person)s, who is invited.") % {
        "person": invitation.person.shown
    }
    for one in assistants_invited(invitation):
        _write(invitation, one, what, subject, entry, why=why, batch=batch, assistant=one, **context)


def assistants_invited(invitation: Invitation) -> list[User]:
    """Returns the special assistants who act today for the principal that is invited."""
    return assistants_of(invitation.person, invitation.agency) if invitation.role in HEADING else []


def _write(
    invitation,
    to: User | str,
    what: str,
    subject: str,
    entry,
    *,
    why: str,
    batch: str,
    assistant: User | None = None,
    **context,
) -> None:
    meeting, email = invitation.meeting, to.email if isinstance(to, User) else to
    link = "" if entry is calendar_entries.cancel else links.address_of(invitation, assistant)
    if not email:
        return
    name = to.name if isinstance(to, User) else invitation.name
    more = {"link": link} if link else {}
    fallback = "" if isinstance(invitation, GuestInvitation) else address(meeting.get_absolute_url())
    ends = links.ends_in_words(invitation) if link else ""
    told = {"meeting": meeting, "invitation": invitation, "when": when(meeting), "ends": ends, **context}
    tell(
        [to if isinstance(to, User) else Reader(to, name)],
        subject=subject,
        template=f"meetings/invitations/mail/meeting_{what}.txt",
        context=told | {"assistant": assistant},
        why=why,
        link=link or fallback,
        # The calendar invites the principal; who assists has the link.
        calendar="" if assistant else entry(meeting, email, name=name, **more),
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
        context={
            "meeting": meeting,
            "invitation": invitation,
            "said": said,
            "by": by,
            "ends": links.ends_in_words(invitation),
        },
        why=_("You receive this e-mail because a reply was entered for you."),
        link=links.address_of(invitation),
        private=True,
        kind=Kind.INVITATIONS,
        thread=thread_of(meeting),
    )


def confirm_said_by_link(invitation: Invitation | GuestInvitation) -> None:
    """Confirms a reply by link: to the person and the agency's other focal points; for a participant, to them
    and the chair's people.
    """
    meeting, said = invitation.meeting, queries.in_words(invitation)
    if isinstance(invitation, GuestInvitation):
        person: User | str = invitation.email
        others, page = chairs_people(), reverse("meetings:guest_list", args=[meeting.pk])
        link, who, kind = links.address_of(invitation), invitation.named, "guest"
    else:
        by = invitation.replied_by
        person, kind, who = by, "member", speaker(by, invitation, invitation.person.shown)
        others = focal_points(invitation.agency) if invitation.agency else []
        if by.pk != invitation.person_id:
            others = [invitation.person, *others]
        link = links.address_of(invitation, by if by.pk != invitation.person_id else None)
        page = meeting.get_absolute_url()
    link_mail.confirm(
        person,
        others,
        what=f"{kind}-{invitation.pk}",
        subject=_("Reply sent by link: %(reply)s, %(meeting)s") % {"reply": said, "meeting": meeting},
        template="meetings/invitations/mail/said_by_link.txt",
        context={"meeting": meeting, "invitation": invitation, "said": said, "who": who},
        link=link,
        page=address(page),
        ends=links.ends_in_words(invitation),
    )


def renew_link(found: links.Opened) -> None:
    """Mails a new link to the address on record, in place of one that was revoked."""
    invitation, person = found.invitation, found.person
    to = person if person else invitation.email
    link_mail.renew(
        to,
        what=f"{links.PURPOSES[type(invitation)]}-{invitation.pk}-{person.pk if person else ''}",
        named=_("the invitation to %(meeting)s") % {"meeting": invitation.meeting.named},
        link=links.address_of(invitation, found.assistant),
        ends=links.ends_in_words(invitation),
    )


def ask_again(invitation: Invitation, *, by: User) -> int:
    """Reminds a person to reply, and the special assistants of a principal. Returns 1, or 0 if nobody can be
    written to.
    """
    why = _("You receive this e-mail because you are invited for %(agency)s and have not replied.") % {
        "agency": invitation.agency
    }
    asked = _ask(invitation, invitation.person, why=why, by=by)
    why = _(
        "You receive this e-mail because you are a special assistant of %(person)s, who is invited and has "
        "not replied."
    ) % {"person": invitation.person.shown}
    for one in assistants_invited(invitation):
        asked += _ask(invitation, one, why=why, by=by, assistant=one)
    return min(asked, 1)


def _ask(invitation: Invitation, person: User, *, why: str, by: User, assistant: User | None = None) -> int:
    if not person.email:
        return 0
    meeting, link = invitation.meeting, links.address_of(invitation, assistant)
    entry = calendar_entries.request(meeting, person.email, name=person.name, link=link)
    return tell(
        [person],
        subject=_("Will you attend? %(meeting)s") % {"meeting": meeting},
        template="meetings/invitations/mail/reply_reminder.txt",
        context={
            "meeting": meeting,
            "invitation": invitation,
            "when": when(meeting),
            "by": by,
            "ends": links.ends_in_words(invitation),
        },
        why=why,
        link=link,
        calendar="" if assistant else entry,
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
