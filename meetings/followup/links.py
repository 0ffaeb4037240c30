"""The link of a reminder. It works for one action point, while the person who got the mail is concerned."""

from django.core import signing

from agencies.models import User
from meetings.followup.mail import people_of
from meetings.followup.models import Action
from meetings.meeting.models import Meeting

SALT = "meetings.action"


def link_of(action: Action, person: User) -> str:
    """Returns the last part of the address in the mail to that person."""
    return signing.dumps([action.pk, person.pk], salt=SALT)


def action_of(link: str) -> Action | None:
    """Returns the action point of a link.

    None if the link was changed, or if the action point no longer concerns that person.
    """
    try:
        pk, person = signing.loads(link, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    out = Action.objects.filter(item__meeting__in=Meeting.objects.with_open_words())
    action = out.select_related("agency", "item__meeting").filter(pk=pk).first()
    return action if action and person in [one.pk for one in people_of(action)] else None
