"""For whom an item is. What is restricted is shown nowhere else: in no list, search, mail, count or print."""

from django.db import models

from agencies.people.rules import is_of_group, is_principal
from meetings.meeting.rules import chaired, reads_drafts


class Restricted(models.TextChoices):
    """Who an item is for, beside the chair's people, the troika and the secretariat."""

    EVERYBODY = "", "everybody invited"
    MEMBERS = "members", "members, without guests"
    PRINCIPALS = "principals", "principals only"


class Audience(models.TextChoices):
    """Those for whom a page, a mail or a pack is made, from who sees most to who sees least."""

    PRINCIPALS = "principals"
    MEMBERS = "members"
    GUESTS = "guests"


SEES = {
    Audience.PRINCIPALS: ["", Restricted.MEMBERS, Restricted.PRINCIPALS],
    Audience.MEMBERS: ["", Restricted.MEMBERS],
    Audience.GUESTS: [""],
}


def audience_of(user, meeting=None) -> Audience:
    """Whom somebody counts with. Who runs a meeting, or chaired it, sees what its principals see."""
    if user.is_superuser or (reads_drafts | is_principal | chaired).test(user, meeting):
        return Audience.PRINCIPALS
    return Audience.MEMBERS if is_of_group.test(user) else Audience.GUESTS
