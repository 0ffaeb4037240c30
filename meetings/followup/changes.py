"""What the history tells of decisions and action points, to those who may read them."""

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy, ngettext_lazy

from foundation.history.kinds import CORRECTED, WHY_CORRECTED, Seen, Thing, Told, everything
from meetings.agenda.changes import reads_drafts
from meetings.followup.models import Action, Decision
from meetings.meeting.changes import READS_DRAFTS

SHORT = 60  # characters of a text that names it


def of_lines(user, rows: QuerySet) -> Seen:
    """Returns decisions or action points that the user may read: since the minutes were circulated."""
    if user.has_perm(READS_DRAFTS):
        return everything(user, rows)
    found = rows.filter(pk__in=rows.model.objects.visible_to(user).values("pk"))
    return dict(found.values_list("pk", "item__meeting__circulated_at"))


def _label(row) -> str:
    return Truncator(row.text).chars(SHORT)


THINGS = [
    Thing(
        Decision,
        gettext_lazy("the decision"),
        ngettext_lazy("the decision %(names)s", "the decisions %(names)s", "count"),
        within={"meetings": "item__meeting"},
        fields={
            "text": gettext_lazy("the text"),
            "note": gettext_lazy("the note"),
            # The other decision can be on an item that fewer people may read.
            "superseded_by": Told(gettext_lazy("the decision that replaces %(name)s"), values=False),
            # The minutes say that it was entered in error, and not why.
            "correction": Told(WHY_CORRECTED, may=reads_drafts),
        },
        steps={
            "state": {
                Decision.State.IN_FORCE: gettext_lazy("%(who)s recorded %(thing)s as in force."),
                Decision.State.DONE: gettext_lazy("%(who)s recorded %(thing)s as implemented."),
                Decision.State.SUPERSEDED: gettext_lazy("%(who)s recorded %(thing)s as superseded."),
            },
            "corrected_at": CORRECTED,
        },
        seen=of_lines,
        gone=lambda user: user.has_perm(READS_DRAFTS),
        label=_label,
    ),
    Thing(
        Action,
        gettext_lazy("the action point"),
        ngettext_lazy("the action point %(names)s", "the action points %(names)s", "count"),
        within={"meetings": "item__meeting"},
        fields={
            "text": gettext_lazy("the text"),
            "agency": gettext_lazy("the responsible agency"),
            "office": gettext_lazy("the responsible office"),
            "due": gettext_lazy("the due date"),
            "report": gettext_lazy("the progress report"),
        },
        steps={
            "done": {
                "True": gettext_lazy("%(who)s reported %(thing)s as done."),
                "False": gettext_lazy("%(who)s reported %(thing)s as not done."),
            }
        },
        seen=of_lines,
        gone=lambda user: user.has_perm(READS_DRAFTS),
        label=_label,
        by=("reported_by",),
    ),
]
