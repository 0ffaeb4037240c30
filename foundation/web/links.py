"""Links that open one thing without signing in.

A link is a signed text: what it opens, for whom, and when it was written. Each purpose has a salt of its
own, so a link to reply to an invitation opens nothing else. Links from before this module carry no moment:
they work until their purpose ends them, or until they are revoked with the others.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.dates import clock, hours
from foundation.web.models import RevokedLink

PERSON = "person"  # the purpose by which all links of a person are revoked
NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Link:
    """What a link says: its parts, and when it was written. That is `NEVER` for those of earlier versions."""

    parts: list[Any]
    written_at: dt.datetime


def signed(salt: str, *parts) -> str:
    """Returns the text of a link that opens what the parts name, as the last part of an address."""
    return signing.Signer(salt=salt).sign_object([list(parts), int(clock.now().timestamp() * 1000)])


def read(salt: str, text: str) -> Link | None:
    """Returns what the link says. None if it was altered, or is of another purpose."""
    try:
        # Earlier versions also signed a time of their own.
        value = (
            signing.Signer(salt=salt).unsign_object(text)
            if text.count(":") == 1
            else signing.loads(text, salt=salt)
        )
        if not isinstance(value, list):
            return None
        if not isinstance(value[0], list):
            return Link(value, NEVER)
        return Link(value[0], dt.datetime.fromtimestamp(value[1] / 1000, dt.UTC))
    except (signing.BadSignature, ValueError, TypeError, LookupError):
        return None


def revoke(purpose: str, subject: int, *, by) -> RevokedLink:
    """Makes all links written until now stop working: those of a purpose to one subject, or of a person.

    Links in later mails work. Returns the record.
    """
    found, _made = RevokedLink.objects.update_or_create(
        purpose=purpose, subject=subject, defaults={"at": clock.now(), "by": by.pk}
    )
    return found


def why_revoked(purpose: str, subject: int, link: Link, *, person: int | None = None) -> str:
    """Returns that the link was revoked, and when, as a sentence; "" if it was not."""
    of_person = Q(purpose=PERSON, subject=person) if person else Q(pk=None)
    revoked = RevokedLink.objects.filter(
        Q(purpose=purpose, subject=subject) | of_person, at__gt=link.written_at
    )
    last = revoked.order_by("at").last()
    return _("This link was revoked on %(moment)s.") % {"moment": hours.moment(last.at)} if last else ""


def last_revoked(purpose: str, subjects: list[int]) -> dict[int, dt.datetime]:
    """Returns when the links to these subjects were revoked, by their keys. The others never were."""
    rows = RevokedLink.objects.filter(purpose=purpose, subject__in=subjects)
    return dict(rows.values_list("subject", "at"))
