"""The workplan as a spreadsheet."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from chairmanship.workplan.forms import FilterForm
from chairmanship.workplan.models import WorkplanActivity
from foundation.exports.tables import Asked, Table, in_portions
from foundation.text.words import listed

COLUMNS = (
    _(
        "Activity"
    ), _("Objective"), _("Lead agency"), _("Partners"), _("From"), _("To"), _("Status"), _("Late"),
    _("Purposes"), _("Outputs"),
)  # fmt: skip


def table(asked: Asked) -> Table:
    """Returns the activities that the filters choose."""
    if not asked.user.has_perm("chairmanship.read_workplan"):
        raise PermissionDenied
    chosen = FilterForm(asked.GET).narrow(WorkplanActivity.objects.all())
    rows = chosen.select_related("lead").prefetch_related("partners", "purposes", "outputs").by_objective()
    return Table("workplan", COLUMNS, rows.count(), map(_row, in_portions(rows)))


def _row(activity: WorkplanActivity) -> tuple:
    """Returns one activity, in the order of `COLUMNS`."""
    return (
        activity.title,
        activity.objective,
        str(activity.lead or ""),
        listed(agency.acronym for agency in activity.partners.all()),
        activity.starts,
        activity.ends,
        activity.get_status_display(),
        activity.late,
        ", ".join(str(purpose.number) for purpose in activity.purposes.all()),
        "\n".join(output.text for output in activity.outputs.all()),
    )


TABLES = {"workplan:board": table, "workplan:timeline": table}
