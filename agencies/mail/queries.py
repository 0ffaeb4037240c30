"""What pages tell of the way of mail: whether the server takes it, and whom no mail reaches."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Lower
from django.utils.translation import ngettext

from agencies.people.models import User
from foundation.dates import clock, hours, shown
from foundation.jobs.models import Job
from foundation.mail import server
from foundation.models import BadAddress, Mail


@dataclass(frozen=True)
class Trouble:
    """That the mail server takes no mail: since when and why, how much waits, and until when it is tried."""

    sentence: str
    is_long: bool  # an hour or more


def server_trouble() -> Trouble | None:
    """Returns in words that the mail server takes no mail; None if it took the last one."""
    row = server.trouble()
    if row is None:
        return None
    count = Job.objects.unfinished().filter(kind=Mail.JOB).count()
    words = ngettext(
        "The mail server has not accepted mail since %(time)s. %(reason)s %(count)s e-mail is waiting and "
        "will be tried again until %(day)s.",
        "The mail server has not accepted mail since %(time)s. %(reason)s %(count)s e-mails are waiting and "
        "will be tried again until %(day)s.",
        count,
    )
    reason = row.reason if row.reason.endswith((".", "!", "?")) else f"{row.reason}."
    sentence = words % {
        "time": hours.moment(row.away_since),
        "reason": reason,
        "count": count,
        "day": shown.day(server.last_day(row), "MONTH_DAY_FORMAT"),
    }
    return Trouble(sentence, clock.now() - row.away_since >= server.TOLD_AFTER)


def owners_of(marks: Iterable[BadAddress]) -> dict[str, User]:
    """Returns the people of the register who have those addresses, by the address in small letters."""
    people = User.objects.annotate(small=Lower("email")).filter(small__in=[mark.address for mark in marks])
    return {person.small: person for person in people}


def people_not_reached() -> list[User]:
    """Returns the people of the register at whose address nobody can be reached."""
    people = User.objects.annotate(small=Lower("email")).filter(is_active=True)
    return list(people.filter(small__in=BadAddress.objects.values("address")))
