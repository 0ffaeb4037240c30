"""Tells the secretariat if somebody changed the history behind the portal's back."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.people.mail import tell
from agencies.people.models import SecretariatRole, User
from foundation.history import checking
from foundation.mail.models import Told

WHAT = "history-changed"
MOST = 20  # sentences in one mail


def check_history() -> int:
    """Checks the next part of the history, and tells of what is not as it was sealed.

    The secretariat and the administrators learn of each thing once. Returns how many things were found.
    """
    breaks = {one.key: one for one in checking.next_part()}
    if breaks:
        with transaction.atomic():
            for person in _those_who_must_know():
                news = [one for key, one in breaks.items() if Told.once(WHAT, key, person.pk)]
                if news:
                    _tell(person, [one.in_words() for one in news])
    return len(breaks)


def _those_who_must_know() -> list[User]:
    full = Q(secretariat_role__role=SecretariatRole.Role.FULL)
    return list(User.objects.filter(full | Q(is_superuser=True), is_active=True).order_by("pk"))


def _tell(person: User, sentences: list[str]) -> None:
    tell(
        [person],
        subject=_("The history of the portal was changed"),
        template="agencies/people/mail/history_changed.txt",
        context={"sentences": sentences[:MOST], "more": len(sentences[MOST:])},
        why=_("You receive this e-mail because you belong to the secretariat or administer the portal."),
    )
