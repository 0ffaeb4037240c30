"""The workplan as a spreadsheet."""

from django.utils.translation import gettext_lazy as _

from chairmanship.workplan.models import WorkplanActivity
from foundation.text.words import listed

COLUMNS = (
    _(
        "Activity"
    ), _("Objective"), _("Lead agency"), _("Partners"), _("From"), _("To"), _("Status"), _("Late"),
    _("Purposes"), _("Outputs"),
)  # fmt: skip


def row(activity: WorkplanActivity) -> tuple:
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
