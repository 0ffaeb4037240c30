"""The verbs of circulars to agencies and partner organizations."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, Organization, User
from agencies.people.mail import reader_of, tell
from chairmanship.circulars.models import Circular
from chairmanship.circulars.queries import readers
from chairmanship.rotation import rotation
from chairmanship.rotation.powers import holds
from foundation.dates import clock
from foundation.mail import recall
from foundation.mail.backend import address
from foundation.mail.kinds import Kind, When
from foundation.mail.letters import Reader
from foundation.mail.recall import Recalled
from foundation.mail.senders import Sender
from foundation.portal import group
from foundation.text import rich
from foundation.text.languages import Language
from foundation.verbs import Refused, lock_table

Whom = Circular.Whom


@transaction.atomic
def send_circular(
    *,
    subject: str,
    text: str,
    by: User,
    language: str = Language.ENGLISH,
    key: uuid.UUID | None = None,
    focal_points: bool = True,
    principals: bool = False,
    to_members: str = Whom.ALL,
    agencies: Iterable[Agency] = (),
    to_organizations: str = Whom.NONE,
    organizations: Iterable[Organization] = (),
) -> Circular:
    """Saves a circular in the archive and sends it to its readers, after a minute. Returns it.

    `text` is rich, and is cleaned.

    `key` is that of the form: a form that is sent twice makes one circular. Raises `Refused` if it reaches
    nobody, or if the form was already sent with another text.
    """
    lock_table(Circular)
    text = rich.clean(text)
    key = key or uuid.uuid4()
    while before := Circular.objects.filter(key=key).first():
        if not before.recalled_at:
            if (before.subject, before.text) == (subject, text):
                return before
            raise Refused(
                _(
                    "You already sent “%(subject)s” from this page. Undo that first to send this text "
                    "instead, or write a new circular."
                )
                % {"subject": before}
            )
        key = uuid.uuid5(key, "sent again")
    agencies, organizations = list(agencies), list(organizations)
    whom: dict[str, Any] = {
        "focal_points": focal_points,
        "principals": principals,
        "to_members": to_members,
        "to_organizations": to_organizations,
    }
    found = readers(**whom, agencies=agencies, organizations=organizations)
    if not found:
        raise Refused(nobody())
    circular = Circular.objects.create(
        key=key,
        subject=subject,
        text=text,
        words=rich.plain(text),
        language=language,
        sent_by=by,
        chair=_chair_of(by),
        people=len(found),
        **whom,
    )
    circular.agencies.set(agencies if to_members == Whom.SOME else [])
    circular.organizations.set(organizations if to_organizations == Whom.SOME else [])
    # Contacts of partners have no account, and so no link.
    members = [
        replace(reader_of(one, Kind.CIRCULARS), why=why)
        for one, why in found.people.values()
        if isinstance(one, User) and one.gets(Kind.CIRCULARS) != When.NEVER
    ]
    contacts = [Reader(one, why=why) for one, why in found.people.values() if not isinstance(one, User)]
    for readers_, link in ((members, address(circular.get_absolute_url())), (contacts, "")):
        tell(
            readers_,
            subject=subject,
            template="chairmanship/circulars/mail/circular.txt",
            context={"circular": circular},
            why="",
            rich_text=circular.text,
            link=link,
            batch=circular.batch,
            kind=Kind.CIRCULARS,
            sender=_sender_of(circular),
        )
    return circular


@transaction.atomic
def recall_circular(circular: Circular, *, by: User) -> Recalled:
    """Recalls it from those who do not have it yet. If nobody has it, the archive no longer shows it.

    Returns how many mails were recalled. Raises `Refused` if everybody has it.
    """
    circular = Circular.objects.select_for_update().get(pk=circular.pk)
    recalled = recall.recall(circular.batch)
    if not recalled.people:
        raise Refused(recalled.sentence)
    if not recalled.gone:
        circular.recalled_at = clock.now()
        circular.save()
    return recalled


def _sender_of(circular: Circular) -> Sender:
    """Returns the person who sent it, for whom, and where answers go."""
    said = {"name": circular.sent_by.shown, "agency": circular.chair, "group": group.name()}
    if circular.chair:
        name = _("%(name)s, for %(agency)s, chair of the %(group)s") % said
    else:
        name = _("%(name)s, for the secretariat of the %(group)s") % said
    return Sender(name, (("", circular.sent_by.email),) if circular.sent_by.email else ())


def nobody() -> str:
    """Returns why a circular is not sent that reaches nobody."""
    return _("Nobody you chose has an e-mail address. Choose other or more recipients.")


def _chair_of(person: User) -> Agency | None:
    """Returns which of today's chairs the person writes for; None if none."""
    return next((term.agency for term in rotation.troika(clock.today()).current if holds(person, term)), None)
