"""The link of a reminder: for this action only, while it falls to the person to whom the mail was written."""

from django.core import signing

from agencies.models import User
from meetings.followup.mail import people_of
from meetings.followup.models import Action
from meetings.meeting.models import Meeting

SALT = "meetings.action"


def link_of(action: Action, person: User) -> str:
    """The last part of the address that the mail to that person has."""
    return signing.dumps([action.pk, person.pk], salt=SALT)


def action_of(link: str) -> Action | None:
    """The action that a link is for; nothing where it was tampered with, or falls to others meanwhile."""
    try:
        pk, person = signing.loads(link, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    out = Action.objects.filter(item__meeting__in=Meeting.objects.with_open_words())
    action = out.select_related("agency", "item__meeting").filter(pk=pk).first()
    return action if action and person in [one.pk for one in people_of(action)] else None
