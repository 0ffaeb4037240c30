"""What the history tells of the workplan."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext_lazy

from chairmanship.workplan.models import AgreedPlan, WorkplanActivity
from foundation.history.kinds import Kind, Thing, for_those_with

READS = "chairmanship.read_workplan"

KINDS = [
    Kind(
        "workplan",
        gettext_lazy("Workplan"),
        gettext_lazy("Activity"),
        back=lambda activity: reverse("workplan:activity_detail", args=[activity.pk]),
    ),
    Kind("plans", gettext_lazy("Agreed workplans"), gettext_lazy("Agreed workplan")),
]

THINGS = [
    Thing(
        WorkplanActivity,
        gettext_lazy("the activity"),
        ngettext_lazy("the activity %(names)s", "the activities %(names)s", "count"),
        within={"workplan": "pk"},
        fields={
            "title": gettext_lazy("the title"),
            "term": gettext_lazy("the term"),
            "objective": gettext_lazy("the objective"),
            "starts": gettext_lazy("the start"),
            "ends": gettext_lazy("the end"),
            "lead": gettext_lazy("the lead agency"),
            "partners": gettext_lazy("the partners"),
            "purposes": gettext_lazy("the purposes"),
            "status": gettext_lazy("the status"),
        },
        seen=for_those_with(READS),
        label=lambda activity: activity.title,
    ),
    Thing(
        AgreedPlan,
        gettext_lazy("the agreed workplan"),
        ngettext_lazy("the %(names)s", "the %(names)s", "count"),
        within={"plans": "pk"},
        seen=for_those_with(READS),
        quoted=False,
        related=("term__agency",),
        by=("agreed_by",),
        unread=("activities",),
        created=gettext_lazy("%(who)s recorded that the workplan was agreed."),
    ),
]
