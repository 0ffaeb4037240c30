"""What the history tells of attendance, to those who read the minutes."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy, ngettext_lazy

from foundation.history.kinds import Seen, Thing, everything
from meetings.attendance.models import Attendance
from meetings.meeting.changes import READS_DRAFTS
from meetings.meeting.models import Meeting


def of_minutes(user, rows: QuerySet) -> Seen:
    """Returns rows of meetings whose minutes the user reads: since these were circulated."""
    if user.has_perm(READS_DRAFTS):
        return everything(user, rows)
    found = rows.filter(meeting__in=Meeting.objects.with_minutes_for(user).values("pk"))
    return dict(found.values_list("pk", "meeting__circulated_at"))


THINGS = [
    Thing(
        Attendance,
        gettext_lazy("the attendance"),
        ngettext_lazy("the attendance of %(names)s", "the attendance of %(names)s", "count"),
        within={"meetings": "meeting"},
        fields={"how": gettext_lazy("how %(name)s took part"), "capacity": gettext_lazy("the function")},
        seen=of_minutes,
        gone=lambda user: user.has_perm(READS_DRAFTS),
        label=lambda row: str(row.agency),
        quoted=False,
        related=("agency", "meeting"),
    )
]
