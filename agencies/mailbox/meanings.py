"""What a received message would mean, told by the room that it is about, in its `received.py`.

There, `meaning_of(received)` returns a `Meaning`, or None if the message is not about the room's things.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django import forms

from agencies.mailbox.models import Received
from foundation.discovery import modules


@dataclass
class Meaning:
    """What is proposed to record. Nothing is recorded before somebody sends the form."""

    about: str  # the name of the thing
    url: str  # its page
    sentence: str  # what the sender says, as a sentence
    form_class: type[forms.Form]
    # Gets the person who confirms, and the values of the form. Returns what was recorded, in a few words. May
    # raise `Refused`.
    record: Callable[..., str]
    initial: dict = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    kwargs: dict = field(default_factory=dict)  # for the form

    def form(self, data=None) -> forms.Form:
        return self.form_class(data, initial=self.initial, **self.kwargs)


def meaning_of(received: Received) -> Meaning | None:
    """Returns what the message means, as the first room says that knows; None if none does."""
    for module in modules("received"):
        if found := module.meaning_of(received):
            return found
    return None
