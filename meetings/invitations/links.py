"""The link of an invitation. Whoever has it can open that invitation only, until it ends."""

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from foundation.mail.backend import address
from meetings.invitations.models import GuestInvitation, Invitation
from meetings.meeting.models import Meeting

SALT = "meetings.invitation"
KINDS = {"member": Invitation, "guest": GuestInvitation}


def link_of(invitation: Invitation | GuestInvitation) -> str:
    """Returns the last part of the address that opens an invitation without signing in."""
    if isinstance(invitation, GuestInvitation):
        return signing.dumps(["guest", invitation.pk, _sent_to(invitation)], salt=SALT)
    return signing.dumps(["member", invitation.pk], salt=SALT)


def _sent_to(guest: GuestInvitation) -> str:
    """Returns a hash of the e-mail address. So a link that went to a wrong address stops working once it is
    changed.
    """
    return salted_hmac(SALT, guest.email.casefold()).hexdigest()[:12]


def address_of(invitation: Invitation | GuestInvitation) -> str:
    """Returns the full address, as it is in the mail."""
    return address(reverse("meetings:reply", args=[link_of(invitation)]))


def invitation_of(link: str) -> Invitation | GuestInvitation | None:
    """Returns the invitation of a link; None if the link was changed or went to an earlier address."""
    try:
        kind, pk, *sent_to = signing.loads(link, salt=SALT)
        found = KINDS[kind].objects.select_related("meeting").filter(pk=pk).first()
    except (signing.BadSignature, KeyError, ValueError, TypeError):
        return None
    if isinstance(found, GuestInvitation) and not constant_time_compare("".join(sent_to), _sent_to(found)):
        return None
    return found


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
    if meeting.minutes_stand if is_guest else meeting.is_over:
        return _("This meeting is over.")
    return ""
