"""The people whom an action point concerns, and the mails to them."""

from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people.mail import OnDuty, secretariat
from chairmanship.rotation.offices import chairs_people
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from meetings.agenda import mail as agenda_mail
from meetings.followup.models import Action


def people_of(action: Action, among: OnDuty | None = None) -> list[User]:
    """Returns the people whom the action point concerns today: of an agency, those who may read its item."""
    if action.agency:
        return agenda_mail.people_of(action.agency, action.item, among)
    return secretariat() if action.office == Action.Office.SECRETARIAT else chairs_people()


def tell_of_report(action: Action, *, by: User) -> None:
    """Tells an agency that others have reported on its action point."""
    meeting, agency = action.item.meeting, action.agency
    if agency is None:
        return
    agenda_mail.tell_agency(
        agency,
        meeting,
        action.item,
        subject=_("Reported for %(agency)s: %(text)s") % {"agency": agency, "text": action.text[:100]},
        template="meetings/followup/mail/action_reported.txt",
        context={"action": action, "by": by},
        link=address(f"{meeting.get_absolute_url()}#action-{action.pk}"),
        but=by,
        kind=Kind.ACTIONS,
        thread=f"action-{action.pk}",
    )
