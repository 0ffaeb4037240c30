"""The link of an invitation. Whoever has it can open that invitation only, until it ends."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from agencies.models import Appointment, User
from agencies.people.said import assists
from foundation.dates import clock, hours
from foundation.mail.backend import address
from foundation.web import links
from meetings.invitations.models import GuestInvitation, Invitation
from meetings.meeting.models import Meeting

SALT = "meetings.invitation"
KINDS = {"member": Invitation, "assistant": Invitation, "guest": GuestInvitation}
# A participant may need the papers and the address for as long after the meeting; then the chair sends them.
AFTERWARDS = dt.timedelta(days=14)
PURPOSES = {Invitation: "invitation", GuestInvitation: "guest"}  # by which links are revoked


@dataclass(frozen=True)
class Opened:
    """What a link opens, and for whom: `assistant` is set if it is a special assistant's."""

    invitation: Invitation | GuestInvitation
    link: links.Link
    assistant: User | None = None

    @property
    def person(self) -> User | None:
        """Whose link it is. None for an invited participant."""
        return self.assistant or (self.invitation.person if isinstance(self.invitation, Invitation) else None)


def link_of(invitation: Invitation | GuestInvitation, assistant: User | None = None) -> str:
    """Returns the last part of the address that opens an invitation without signing in.

    With an `assistant`, it is the link of a special assistant of the person invited.
    """
    if isinstance(invitation, GuestInvitation):
        return links.signed(SALT, "guest", invitation.pk, _sent_to(invitation))
    if assistant:
        return links.signed(SALT, "assistant", invitation.pk, assistant.pk)
    return links.signed(SALT, "member", invitation.pk)


def _sent_to(guest: GuestInvitation) -> str:
    """Returns a hash of the e-mail address. So a link that went to a wrong address stops working once it is
    changed.
    """
    return salted_hmac(SALT, guest.email.casefold()).hexdigest()[:12]


def address_of(invitation: Invitation | GuestInvitation, assistant: User | None = None) -> str:
    """Returns the full address, as it is in the mail."""
    return address(reverse("meetings:reply", args=[link_of(invitation, assistant)]))


def opened(text: str) -> Opened | None:
    """Returns what a link opens; None if the link was changed or went to an earlier address."""
    link = links.read(SALT, text)
    if link is None:
        return None
    kind, pk, *rest = link.parts
    found = KINDS[kind].objects.select_related("meeting").filter(pk=pk).first()
    if found is None:
        return None
    if kind == "guest":
        return Opened(found, link) if constant_time_compare("".join(rest), _sent_to(found)) else None
    if kind == "assistant":
        assistant = User.objects.filter(pk=rest[0]).first()
        return Opened(found, link, assistant) if assistant else None
    return Opened(found, link)


def invitation_of(text: str) -> Invitation | GuestInvitation | None:
    """Returns the invitation of a link, or None, as `opened` does."""
    found = opened(text)
    return found.invitation if found else None


def ends(invitation: Invitation | GuestInvitation) -> dt.datetime:
    """Returns when the link ends: for members as the meeting begins, for participants some days later."""
    meeting = invitation.meeting
    begins = meeting.starts_at or hours.in_zone(meeting.date.latest + dt.timedelta(days=1), dt.time(0))
    return begins + AFTERWARDS if isinstance(invitation, GuestInvitation) else begins


def ends_in_words(invitation: Invitation | GuestInvitation) -> str:
    """Returns that moment: "Friday 7 May 2027, 18:00 (Geneva time, UTC+2)"."""
    return hours.moment(ends(invitation))


def why_not_opened(found: Opened) -> str:
    """Returns why a link does not open its invitation, as a sentence; "" if it does."""
    return why_ended(found.invitation) or _no_longer(found) or why_revoked(found)


def why_revoked(found: Opened) -> str:
    """Returns that the link was revoked, as a sentence; "" if it was not. Its reader can get a new one."""
    invitation, person = found.invitation, found.person
    purpose = PURPOSES[type(invitation)]
    return links.why_revoked(purpose, invitation.pk, found.link, person=person.pk if person else None)


def _no_longer(found: Opened) -> str:
    """Returns that the person no longer acts, as a sentence: also before the hourly run has noticed."""
    invitation, person = found.invitation, found.person
    if person is None or not isinstance(invitation, Invitation):
        return ""
    if found.assistant and not assists(found.assistant, invitation.person, invitation.agency):
        return _("According to the register, you no longer act for %(person)s.") % {
            "person": invitation.person.shown
        }
    acts = Appointment.objects.lasting().filter(person=invitation.person, agency=invitation.agency)
    if invitation.agency and not (person.is_active and acts.exists()):
        return _("According to the register, you no longer act for %(agency)s.") % {
            "agency": invitation.agency
        }
    return ""


def why_ended(invitation: Invitation | GuestInvitation) -> str:
    """Returns why the link no longer works, as a sentence; "" while it does."""
    meeting = invitation.meeting
    is_guest = isinstance(invitation, GuestInvitation)
    if meeting.stage == Meeting.Stage.CANCELLED:
        return _("This meeting was cancelled.")
    if meeting.stage != Meeting.Stage.CALLED:
        return _("This meeting is not convened at the moment.")
    if is_guest and invitation.state != GuestInvitation.State.INVITED:
        return _("This invitation was withdrawn.")
    if not is_guest and invitation.withdrawn_at:
        return _(
            "This invitation was withdrawn because, according to the register, you do not act for a member "
            "on the day of the meeting."
        )
    if is_guest and clock.now() >= ends(invitation):
        return _("This meeting is over. The link worked until %(moment)s.") % {
            "moment": ends_in_words(invitation)
        }
    if not is_guest and meeting.is_over:
        return _("This meeting is over.")
    return ""
