"""What the history tells of minutes: corrigenda and files to readers, comments to those who read drafts."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy, ngettext_lazy

from foundation.history.kinds import Seen, Thing, for_those_with
from meetings.agenda.changes import of_item
from meetings.attendance.changes import of_minutes
from meetings.meeting.changes import READS_DRAFTS
from meetings.minutes.models import Comment, Correction, MinutesFile, MinutesRead

_of_item = of_item()


def _corrections(user, rows: QuerySet) -> Seen:
    """Returns the corrigenda of minutes that the user reads, on the whole or on items that they may read."""
    minutes = of_minutes(user, rows)
    whole = set(rows.filter(item=None).values_list("pk", flat=True))
    found = _of_item(user, rows) | {pk: since for pk, since in minutes.items() if pk in whole}
    return {pk: since for pk, since in found.items() if pk in minutes}


THINGS = [
    Thing(
        Correction,
        gettext_lazy("the corrigendum"),
        ngettext_lazy("corrigendum %(names)s", "corrigenda %(names)s", "count"),
        within={"meetings": "meeting"},
        fields={"reason": gettext_lazy("the reason")},
        seen=_corrections,
        label=lambda row: f"{row.number} ({row.on})",
        quoted=False,
        related=("item",),
        by=("by",),
        created=gettext_lazy("%(who)s issued %(thing)s to the minutes."),
    ),
    Thing(
        Comment,
        gettext_lazy("the comment"),
        ngettext_lazy(
            "a comment of %(names)s on the minutes", "comments of %(names)s on the minutes", "count"
        ),
        within={"meetings": "meeting"},
        fields={"answer": gettext_lazy("the reply to the comment of %(name)s")},
        seen=for_those_with(READS_DRAFTS),
        label=lambda row: str(row.agency or gettext_lazy("the secretariat")),
        quoted=False,
        gone_by="agency",
        removed=gettext_lazy("%(who)s withdrew %(thing)s."),
        related=("agency",),
        by=("by", "answered_by"),
    ),
    Thing(
        MinutesRead,
        gettext_lazy("the word that an agency has read the minutes"),
        ngettext_lazy(
            "the word that %(names)s has read the minutes",
            "the word that %(names)s have read the minutes",
            "count",
        ),
        within={"meetings": "meeting"},
        seen=for_those_with(READS_DRAFTS),
        gone=lambda user: user.has_perm(READS_DRAFTS),
        gone_by="agency",
        label=lambda row: str(row.agency),
        quoted=False,
        related=("agency",),
        by=("by",),
        # Whoever comments has read them too, so this does not say "no comments".
        created=gettext_lazy("%(who)s recorded as having read the minutes: %(name)s."),
        # They were circulated again, are a draft again, or the only comment was withdrawn.
        removed=gettext_lazy("The minutes count as not read any more: %(name)s."),
    ),
    Thing(
        MinutesFile,
        gettext_lazy("the file"),
        ngettext_lazy("the minutes as the file %(names)s", "the minutes as the files %(names)s", "count"),
        within={"meetings": "meeting"},
        seen=of_minutes,
        gone=lambda user: user.has_perm(READS_DRAFTS),
        label=lambda file: file.name,
        by=("uploaded_by",),
    ),
]
