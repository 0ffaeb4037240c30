"""The kinds of mail, by which people choose how it comes: at once, daily, weekly or never."""

from django.db import models
from django.utils.translation import pgettext_lazy

from foundation.mail.senders import CHAIR, SECRETARIAT


class When(models.TextChoices):
    """How mail of a kind comes."""

    AT_ONCE = "at_once", pgettext_lazy("when mail comes", "at once")
    DAILY = "daily", pgettext_lazy("when mail comes", "once a day")
    WEEKLY = "weekly", pgettext_lazy("when mail comes", "once a week")
    NEVER = "never", pgettext_lazy("when mail comes", "never")


class Kind(models.TextChoices):
    """What a mail is about. The order is that of the page on which people choose."""

    INVITATIONS = "invitations", pgettext_lazy("kind of mail", "Invitations to meetings, and changes to them")
    CLEARANCES = "clearances", pgettext_lazy("kind of mail", "Clearances and calls for contributions")
    ACTIONS = "actions", pgettext_lazy("kind of mail", "Decisions and action points")
    MINUTES = "minutes", pgettext_lazy("kind of mail", "Minutes and comments on them")
    WORK = "work", pgettext_lazy("kind of mail", "Work of the chair, lead agencies and the secretariat")
    AGENDAS = "agendas", pgettext_lazy("kind of mail", "Agendas and papers")
    PROPOSALS = "proposals", pgettext_lazy("kind of mail", "Answers to your topics and requests")
    DOCUMENTS = "documents", pgettext_lazy("kind of mail", "New versions and publications of documents")
    CIRCULARS = "circulars", pgettext_lazy("kind of mail", "Circulars")
    ACCOUNT = "account", pgettext_lazy("kind of mail", "Your account")

    @property
    def needs_answer(self) -> bool:
        """Whether its reader is asked for something, so that nobody can choose never to get it."""
        return self in (
            self.INVITATIONS,
            self.CLEARANCES,
            self.ACTIONS,
            self.MINUTES,
            self.WORK,
            self.ACCOUNT,
        )

    @property
    def can_be_chosen(self) -> bool:
        """Whether people choose how it comes. What is about an account always comes at once."""
        return self != self.ACCOUNT

    @property
    def ways(self) -> list[When]:
        """How it can come."""
        if not self.can_be_chosen:
            return [When.AT_ONCE]
        return [one for one in When if one != When.NEVER or not self.needs_answer]

    @property
    def sender(self) -> str:
        """For whom it is written unless the code says otherwise: a name of `foundation.mail.senders`."""
        return SECRETARIAT if self in (self.ACCOUNT, self.WORK) else CHAIR


def chosen_kinds() -> list[Kind]:
    """Returns the kinds among which people choose."""
    return [kind for kind in Kind if kind.can_be_chosen]
