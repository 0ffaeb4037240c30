"""The activities of the workplan in an archive."""

from chairmanship.workplan.models import Output, WorkplanActivity
from foundation.archive.lists import Entries, Lines
from foundation.archive.references import Many, Reference
from foundation.archive.values import Choice, Date, Text

STATUS = {
    WorkplanActivity.Status.PLANNED: "planned",
    WorkplanActivity.Status.UNDER_WAY: "under way",
    WorkplanActivity.Status.DONE: "done",
    WorkplanActivity.Status.DROPPED: "dropped",
}

LISTS = [
    Entries(
        "workplan",
        WorkplanActivity,
        place=8,
        noun="activity",
        identity=("title", "from", "lead"),
        placed_by=("term", "from", "to"),
        keys=(
            Text("title", required=True),
            Reference("term", to="chairmanships"),
            Text("objective"),
            Date("from", "starts"),
            Date("to", "ends"),
            Reference("lead", to="agencies"),
            Many("partners", to="agencies"),
            Choice("status", words=STATUS),
            Lines("outputs", Output, "activity", Text("text")),
        ),
        of_term=WorkplanActivity.objects.of_term,
    ),
]


def check(book, faults) -> None:
    """Adds a fault for each activity that ends before its start."""
    for activity in book.entries["workplan"]:
        starts, ends = activity["from"], activity["to"]
        if starts and ends and ends.latest < starts.earliest and activity.is_touched:
            faults.add(activity.at("to"), "is before the start")
