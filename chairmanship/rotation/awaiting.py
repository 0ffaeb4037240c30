"""What awaits those whose term begins, and the secretariat that keeps the line of chairs."""

from django.utils.translation import gettext as _

from chairmanship.rotation import flags
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.powers import holds, powers_of
from foundation.dates.partial import PartialDate
from foundation.web.awaiting import Awaited


def awaiting(user) -> list[Awaited]:
    """The person's own term is about to begin; and what the line of chairs needs in time."""
    return [*_terms(user), *_flags(user)]


def _terms(user):
    for term in powers_of(user).troika.incoming:
        if holds(user, term):
            yield Awaited(
                _begins(term) % {"day": PartialDate.of(term.starts)},
                term.get_absolute_url(),
                _("View term"),
                place=80,
            )


def _begins(term) -> str:
    if term.capacity == Chairmanship.Capacity.INTERIM:
        return _("Your term as interim chair begins on %(day)s.")
    if term.capacity == Chairmanship.Capacity.CO_CHAIR:
        return _("Your term as co-chair begins on %(day)s.")
    return _("Your term as chair begins on %(day)s.")


def _flags(user):
    """What the line of chairs needs in time, for those who keep it."""
    if user.has_perm("chairmanship.keep_terms"):
        for flag in flags.flags():
            yield Awaited(flag.sentence, flag.url, _("Plan rotation"), place=45)
