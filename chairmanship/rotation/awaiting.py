"""What awaits those whose term begins, and the secretariat that keeps the line of chairs."""

from chairmanship.rotation import flags, rotation
from chairmanship.rotation.powers import holds
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.web.awaiting import Awaited


def awaiting(user) -> list[Awaited]:
    """The person's own term is about to begin; and what the line of chairs needs in time."""
    return [*_terms(user), *_flags(user)]


def _terms(user):
    for term in rotation.troika(clock.today()).incoming:
        if holds(user, term):
            yield Awaited(
                f"Your term as {term.get_capacity_display()} begins on {PartialDate.of(term.starts)}.",
                term.get_absolute_url(),
                "See the term",
                place=80,
            )


def _flags(user):
    """What the line of chairs needs in time, for those who keep it."""
    if user.has_perm("chairmanship.keep_terms"):
        for flag in flags.flags():
            yield Awaited(flag.sentence, flag.url, "Plan ahead", place=45)
