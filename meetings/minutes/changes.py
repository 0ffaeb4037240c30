"""What the history tells of minutes: corrigenda and files to readers, comments to those who read drafts."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy, ngettext_lazy

from foundation.history.kinds import Seen, Thing, for_those_with
from meetings.agenda.changes import of_item
from meetings.attendance.changes import of_minutes
from meetings.meeting.changes import READS_DRAFTS
from meetings.minutes.models import Comment, Correction, MinutesFile

_of_item = of_item()


def _corrections(user, rows: QuerySet) -> Seen:
    """Returns the corrigenda of minutes that the user reads, on items that they may read."""
    minutes = of_minutes(user, rows)
    return {pk: since for pk, since in _of_item(user, rows).items() if pk in minutes}


THINGS = [
    Thing(
        Correction,
        gettext_lazy("the corrigendum"),
        ngettext_lazy("corrigendum %(names)s", "corrigenda %(names)s", "count"),
        within={"meetings": "meeting"},
        fields={"reason": gettext_lazy("the reason")},
        seen=_corrections,
        label=lambda row: str(row.number),
        quoted=False,
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
