"""Who may read an item.

A restricted item is shown to nobody else: in no list, search, mail, count or print.
"""

from django.db import models
from django.utils.translation import pgettext_lazy

from agencies.people.rules import is_principal, reads_as_group
from meetings.meeting.rules import chaired, reads_drafts


class Restricted(models.TextChoices):
    """Who may read an item, besides the chair's people, the troika and the secretariat."""

    EVERYBODY = "", pgettext_lazy("whom an item is for", "everybody invited")
    MEMBERS = "members", pgettext_lazy("whom an item is for", "members, without invited participants")
    PRINCIPALS = "principals", pgettext_lazy("whom an item is for", "principals only")


class Audience(models.TextChoices):
    """The readers of a page, a mail or a pack, from those who see most to those who see least."""

    PRINCIPALS = "principals", pgettext_lazy("readers", "principals")
    MEMBERS = "members", pgettext_lazy("readers", "members")
    GUESTS = "guests", pgettext_lazy("readers", "invited participants")


SEES = {
    Audience.PRINCIPALS: ["", Restricted.MEMBERS, Restricted.PRINCIPALS],
    Audience.MEMBERS: ["", Restricted.MEMBERS],
    Audience.GUESTS: [""],
}


def audience_of(user, meeting=None) -> Audience:
    """Returns the audience of a user. Who runs a meeting, or chaired it, sees what principals see."""
    if user.is_superuser or (reads_drafts | is_principal | chaired).test(user, meeting):
        return Audience.PRINCIPALS
    return Audience.MEMBERS if reads_as_group.test(user) else Audience.GUESTS
