"""What the history tells of the Group's decisions on applications, on the page of the application."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from foundation.history.kinds import Thing, for_those_with
from meetings.applications.models import ApplicationDecision


def _label(decision: ApplicationDecision) -> str:
    return _("%(outcome)s, %(where)s") % {"outcome": decision.get_outcome_display(), "where": decision.where}


THINGS = [
    Thing(
        ApplicationDecision,
        gettext_lazy("the decision of the Group"),
        ngettext_lazy(
            "the decision of the Group (%(names)s)", "the decisions of the Group (%(names)s)", "count"
        ),
        within={"applications": "application"},
        fields={
            "outcome": gettext_lazy("the outcome"),
            "date": gettext_lazy("the date"),
            "reason": gettext_lazy("the reason"),
        },
        seen=for_those_with("agencies.read_applications"),
        label=_label,
        quoted=False,
        related=("meeting",),
        by=("recorded_by",),
    )
]
