"""Invited participants of an item that is taken off the agenda. While it has some, it stays."""

from django.utils.translation import gettext as _

from agencies.models import User
from foundation.verbs import Refused
from meetings.agenda.models import AgendaItem
from meetings.invitations.models import GuestInvitation, GuestItem


def before_removal(item: AgendaItem, *, by: User) -> int:
    """Raises `Refused` while somebody is invited to the item or asked for. Returns 0: no proposal waits
    again.

    Without the item the invitation would be to the whole meeting.
    """
    rows = GuestItem.objects.filter(item=item)
    if rows.filter(guest__state__in=[GuestInvitation.State.ASKED, GuestInvitation.State.INVITED]).exists():
        raise Refused(
            _(
                "Somebody from outside is invited to “%(item)s”, or an agency has asked for it. Move them to "
                "another item or withdraw the invitation first, then remove the item."
            )
            % {"item": item}
        )
    rows.delete()
    return 0
