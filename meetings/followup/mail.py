from agencies.models import User
from foundation.mail.backend import address
from meetings.agenda import readers
from meetings.followup.models import Action


def tell_of_report(action: Action, *, by: User) -> None:
    meeting = action.item.meeting
    readers.tell_agency(
        action.agency,
        meeting,
        action.item,
        subject=f"Reported for {action.agency}: {action.text[:100]}",
        template="meetings/followup/mail/action_reported.txt",
        context={"action": action, "by": by},
        link=address(f"{meeting.get_absolute_url()}#action-{action.pk}"),
        but=by,
    )
