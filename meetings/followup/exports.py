"""The registers of decisions and action points as tables."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.exports.tables import Asked, Table, in_portions
from foundation.text.words import opened
from meetings.followup.models import Action
from meetings.followup.views import action_points, decisions
from meetings.meeting.models import Meeting
from meetings.proposals.models import Proposal

DECISION_COLUMNS = (
    gettext_lazy("Decision"),
    gettext_lazy("Status"),
    gettext_lazy("Superseded by"),
    gettext_lazy("Supersedes"),
    gettext_lazy("Note"),
    gettext_lazy("Proposed by"),
    gettext_lazy("Agenda item"),
    gettext_lazy("Action points on the item"),
    gettext_lazy("Meeting"),
    gettext_lazy("Date of the meeting"),
    gettext_lazy("Minutes"),
)
ACTION_COLUMNS = (
    gettext_lazy("Action point"),
    gettext_lazy("Responsible"),
    gettext_lazy("Due"),
    gettext_lazy("Status"),
    gettext_lazy("Progress"),
    gettext_lazy("Reported at"),
    gettext_lazy("Agenda item"),
    gettext_lazy("Meeting"),
    gettext_lazy("Date of the meeting"),
    gettext_lazy("Minutes"),
)


def decision_table(asked: Asked) -> Table:
    """Returns the decisions that somebody may read and asks for."""
    rows, *_filters = decisions(asked)
    return Table("decisions", DECISION_COLUMNS, rows.count(), _decision_rows(asked.user, rows))


def _decision_rows(user, rows):
    """Yields a row for each decision, from its proposal to its action points, as the user may see them."""
    proposals = Proposal.objects.visible_to(user).select_related("proposed_by")
    rows = rows.prefetch_related(Prefetch("item__proposals", proposals), "item__actions__agency")
    for decision in in_portions(rows):
        item, later = decision.item, decision.successor
        yield (
            decision.text,
            decision.corrected or decision.get_state_display().lower(),
            f"{opened(later.named)}: {later.text}" if later else "",
            "\n".join(f"{opened(one.named)}: {one.text}" for one in decision.replaced),
            decision.correction or decision.note,
            ", ".join(dict.fromkeys(str(proposal.proposed_by) for proposal in item.proposals.all())),
            item.title,
            "\n".join(": ".join(filter(None, [one.owner, one.text])) for one in item.actions.all()),
            str(item.meeting),
            item.meeting.date,
            _minutes(item.meeting),
        )


def _minutes(meeting: Meeting) -> str:
    return _("adopted") if meeting.minutes_stand else meeting.get_minutes_display()


def action_table(asked: Asked) -> Table:
    """Returns the action points that somebody may read and asks for."""
    rows, *_filters = action_points(asked)
    return Table("actions", ACTION_COLUMNS, rows.count(), map(_action_row, in_portions(rows)))


def _action_row(action: Action) -> tuple:
    item = action.item
    state = _("done") if action.done else _("overdue") if action.is_late else _("open")
    meeting = item.meeting
    return (
        action.text,
        action.owner,
        action.due,
        state,
        action.report,
        action.reported_at,
        item.title,
        str(meeting),
        meeting.date,
        _minutes(meeting),
    )


TABLES = {"meetings:decision_list": decision_table, "meetings:action_list": action_table}
