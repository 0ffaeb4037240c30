"""The mails about links: what was said by one, and a new one for one that has ended."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.people.mail import tell
from agencies.people.models import User
from foundation.dates import clock
from foundation.mail.recall import recall
from foundation.models import Told


def confirm(
    person: User | str,
    others: Iterable[User],
    *,
    what: str,
    subject: str,
    template: str,
    context: dict,
    link: str,
    page: str,
    ends: str,
) -> int:
    """Tells a person what was said by their link, with the link to change it, and others with the page.

    `what` names the thing that was replied to. If more is said within the minute, only the last is told.
    Returns how many are told.
    """
    batch = f"said-by-link-{what}"
    recall(batch)
    own = tell(
        [person] if person else [],
        subject=subject,
        template=template,
        context={**context, "own": True, "ends": ends},
        why=_("You receive this e-mail because a reply was sent by your link."),
        link=link,
        batch=batch,
        private=True,
    )
    return own + tell(
        others,
        subject=subject,
        template=template,
        context=context,
        why=_("You receive this e-mail because a reply was sent by link for those that you act for."),
        link=page,
        batch=batch,
        but=person if isinstance(person, User) else None,
    )


def renew(to: User | str, *, what: str, named: str, link: str, ends: str) -> bool:
    """Mails a new link to the address on record, at most one an hour. Returns whether it did.

    Whoever asks for it sees the same answer in each case. `what` is the key of the link, and `named` says
    what it opens: "the invitation to the principals meeting of 3 May 2027".
    """
    if not Told.once("link-renewed", what, f"{clock.now():%Y%m%d%H}"):
        return False
    told = tell(
        [to],
        subject=_("Your new link: %(thing)s") % {"thing": named},
        template="agencies/people/mail/link_renewed.txt",
        context={"thing": named, "ends": ends},
        why=_("You receive this e-mail because somebody with your earlier link asked for a new one."),
        link=link,
        private=True,
    )
    return bool(told)
