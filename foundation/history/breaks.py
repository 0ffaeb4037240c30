"""What a check of the history can find, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.dates import clock, shown
from foundation.history.models import Seal


@dataclass(frozen=True)
class Break:
    """One thing that is not as it was sealed: `what` is a code, the rest is where."""

    what: str  # changed, removed, late, link, missing or end
    number: int = 0  # of the seal
    entry: int = 0
    upto: int = 0  # the last of the numbers that are missing

    @property
    def key(self) -> str:
        """By which it is known again in a later check."""
        return "end" if self.what == "end" else f"{self.what} {self.number}"

    def in_words(self) -> str:
        """Returns a sentence that says what is wrong, and where."""
        if self.what == "missing":
            return ngettext(
                "Seal %(number)s is missing.",
                "Seals %(number)s to %(upto)s are missing.",
                self.upto - self.number + 1,
            ) % {"number": self.number, "upto": self.upto}
        if self.what == "end":
            return _("The end of the chain is not as the portal left it. Seals may be missing there.")
        place: dict[str, object] = {"number": self.number, "entry": self.entry}
        if self.what == "link":
            return _("Seal %(number)s (of entry %(entry)s) does not fit the seal before it.") % place
        place["day"] = shown.day(clock.day_of(Seal.objects.get(number=self.number).at))
        if self.what == "removed":
            return _("Entry %(entry)s was removed after it was sealed on %(day)s (seal %(number)s).") % place
        if self.what == "late":
            words = _(
                "Entry %(entry)s was added on %(day)s, but is dated over a day earlier (seal %(number)s)."
            )
            return words % place
        return _("Entry %(entry)s was changed after it was sealed on %(day)s (seal %(number)s).") % place
