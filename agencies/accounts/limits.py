"""How many wrong passwords are taken, and how long to wait then. See ADR 37.

They are counted by account, whether or not it exists, and by network. A browser in which the person has
signed in has a count of its own instead: so strangers who guess keep nobody out.
"""

import datetime as dt
import ipaddress
from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.accounts import known
from agencies.accounts.models import Guesses
from agencies.people.models import User
from foundation.dates import clock

FIRST, LONGEST = dt.timedelta(minutes=1), dt.timedelta(hours=1)  # to wait


@dataclass(frozen=True)
class Limit:
    """After `free` wrong guesses each further one has to wait, twice as long each time.

    One is forgiven for each `pardon` without another.
    """

    free: int
    pardon: dt.timedelta

    def wait(self, count: int) -> dt.timedelta:
        """Returns how long to wait after so many wrong guesses."""
        beyond = min(count - self.free, 10)
        return min(FIRST * 2**beyond, LONGEST) if beyond >= 0 else dt.timedelta()


ACCOUNT = Limit(free=5, pardon=dt.timedelta(hours=1))
BROWSER = Limit(free=10, pardon=dt.timedelta(hours=1))
NETWORK = Limit(free=50, pardon=dt.timedelta(minutes=5))  # an office can have one address for all


class Waits(Exception):
    """No guess is taken now. The text says when to try again."""

    def __init__(self, until: dt.datetime):
        super().__init__(
            _("Too many attempts. Try again %(when)s, or reset your password.") % {"when": when(until)}
        )


def when(until: dt.datetime) -> str:
    """Returns "in 4 minutes"."""
    minutes = max(1, -(-(until - clock.now()) // dt.timedelta(minutes=1)))
    return ngettext("in %(count)s minute", "in %(count)s minutes", minutes) % {"count": minutes}


@dataclass
class Attempt:
    """A guess that was counted as wrong before anybody looked. `was_right` takes it back."""

    marks: dict[str, Limit]
    of_account: str  # which of them is for the account or the browser

    def was_right(self) -> None:
        """Takes the guess back, and forgives earlier ones at the account: their guesser is the person."""
        with transaction.atomic():
            for row in _locked(self.marks):
                limit = self.marks[row.mark]
                row.count = 0 if row.mark == self.of_account else max(row.count - 1, 0)
                row.untold = max(row.untold - 1, 0)
                row.until = None
                row.is_lock_untold = row.is_lock_untold and bool(row.untold)
                row.forgiven_at = row.at + row.count * limit.pardon
                row.save()


def begin(request, email: str, network: str) -> Attempt:
    """Counts a guess before the password is looked at, so that eight at once are eight. Raises `Waits`.

    It does the same work for an address that nobody has.
    """
    person = User.objects.filter(email__iexact=email).first()
    if browser := known.browser_of(request, person):
        own = _mark("browser", browser)
        marks = {own: BROWSER}
    else:
        own = _mark("account", email.casefold())
        marks = {own: ACCOUNT, _mark("network", _of_one_holder(network)): NETWORK}
    now = clock.now()
    with transaction.atomic():
        Guesses.objects.bulk_create([Guesses(mark=one) for one in sorted(marks)], ignore_conflicts=True)
        rows = _locked(marks)
        if waits := [row.until for row in rows if row.until and row.until > now]:
            raise Waits(max(waits))
        for row in rows:
            _count(row, marks[row.mark], now)
            if row.mark == own:
                row.person = person
                row.untold += 1
                row.is_lock_untold = row.is_lock_untold or bool(row.until)
            row.save()
    return Attempt(marks, own)


def _count(row: Guesses, limit: Limit, now: dt.datetime) -> None:
    forgiven = max(now - row.at, dt.timedelta()) // limit.pardon  # a clock that went back forgives nothing
    if forgiven or not row.count:
        row.at = now if forgiven >= row.count else row.at + forgiven * limit.pardon
    row.count = max(row.count - forgiven, 0) + 1
    wait = limit.wait(row.count)
    row.until = now + wait if wait else None
    row.forgiven_at = max(row.at + row.count * limit.pardon, now + wait)


def _locked(marks) -> list[Guesses]:
    return list(Guesses.objects.select_for_update().filter(mark__in=marks).order_by("mark"))


def _mark(kind: str, value: str) -> str:
    return salted_hmac(f"agencies.guesses.{kind}", value).hexdigest()


def _of_one_holder(network: str) -> str:
    """Returns the addresses that one holder usually has: one of IPv4, 2^64 of IPv6."""
    try:
        found = ipaddress.ip_address(network)
    except ValueError:
        return network
    if found.version == 6 and found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
