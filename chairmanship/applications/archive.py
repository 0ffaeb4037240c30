"""Applications in an archive, each with the term in which it was received."""

from agencies.models import Application, Consideration
from chairmanship.applications.models import ApplicationTerm, applications_of
from foundation.archive.lists import Entries, Lines
from foundation.archive.references import Link
from foundation.archive.values import Choice, Date, Text

OUTCOME = {
    Application.Outcome.RECEIVED: "received",
    Application.Outcome.UNDER_REVIEW: "under review",
    Application.Outcome.OFFERED: "offered",
    Application.Outcome.ADMITTED: "admitted",
    Application.Outcome.DEFERRED: "deferred",
    Application.Outcome.DECLINED: "declined",
    Application.Outcome.WITHDRAWN: "withdrawn",
}


class Applications(Entries):
    """Two applications of one applicant are the same if they have the same date of receipt.

    Without such a date they are the same if they have the same term.
    """

    def identity_of(self, entry):
        """Returns the applicant, the date of receipt, and the term if there is no such date."""
        return entry["applicant"], entry["received"], None if entry["received"] else entry["term"]


def _akin(one, other) -> bool:
    if one["applicant"] != other["applicant"] or not one["term"] or one["term"] != other["term"]:
        return False
    mine, theirs = one["received"], other["received"]
    return not mine or not theirs or mine.refines(theirs) or theirs.refines(mine)


LISTS = [
    Applications(
        "applications",
        Application,
        place=7,
        noun="application",
        identity=("applicant", "received", "term"),
        akin=_akin,
        placed_by=("term", "received"),
        keys=(
            Text("applicant", required=True),
            Date("received"),
            Link("term", ApplicationTerm, owner="application", target="term", to="chairmanships"),
            Lines("considered", Consideration, "application", Date("date")),
            Choice("outcome", words=OUTCOME),
            Text("note"),
        ),
        of_term=applications_of,
    ),
]
