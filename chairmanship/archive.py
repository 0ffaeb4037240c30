"""What the chair reads and writes of an archive: terms, events, the workplan, and applications by term."""

from agencies.models import Application, Consideration, agency_slug
from agencies.register.archive import overlapping
from chairmanship.applications.models import ApplicationTerm, applications_of
from chairmanship.outside.models import Event, EventTroika
from chairmanship.rotation.models import Achievement, Chairmanship, Challenge, Recommendation
from chairmanship.workplan.models import Output, WorkplanActivity
from foundation.archive.lists import Entries, Lines, Rows
from foundation.archive.references import Link, Many, Reference
from foundation.archive.values import Choice, Date, Day, Text


class Speaker(Reference):
    """The agency that spoke, or the troika."""

    words = ("troika",)

    def stored(self, book):
        agency = super().stored(book)
        return lambda obj: "troika" if obj.by_troika else agency(obj)

    def put(self, obj, value, book):
        obj.by_troika, obj.delivered_by = value == "troika", None
        if not obj.by_troika:
            super().put(obj, value, book)


def term_name(term) -> str:
    """The slug of a term, from its values."""
    return f"{agency_slug(term['agency'])}-{term['from'].isoformat()[:7]}"


def terms_around(date, book):
    """The names of the terms within which a date lies wholly."""
    for term in book.entries["chairmanships"]:
        if not term.faulty and term["from"] <= date.earliest and date.latest <= term["to"]:
            yield term_name(term)


class Applications(Entries):
    """Applications are the same when received on one date, or, where one of them has no date, in one term."""

    def identity_of(self, entry):
        return entry["applicant"], entry["received"], None if entry["received"] else entry["term"]


def _akin(one, other) -> bool:
    if one["applicant"] != other["applicant"] or not one["term"] or one["term"] != other["term"]:
        return False
    mine, theirs = one["received"], other["received"]
    return not mine or not theirs or mine.refines(theirs) or theirs.refines(mine)


LISTS = [
    Entries(
        "chairmanships",
        Chairmanship,
        place=3,
        noun="term",
        identity=("agency", "from"),
        order=("from", "agency"),
        called=term_name,
        brief=("agency", "from", "to", "capacity"),
        keys=(
            Reference("agency", to="agencies", required=True),
            Day("from", "starts", required=True),
            Day("to", "ends", required=True),
            Choice("capacity", default="chair"),
            Reference("coordinated_by", to="agencies"),
            Text("theme"),
            Text("objective"),
            Rows(
                "achievements",
                Achievement,
                "term",
                [Choice("level", required=True), Text("text", required=True)],
            ),
            Rows("challenges", Challenge, "term", [Text("text", required=True)]),
            Rows("recommendations", Recommendation, "term", [Text("text", required=True)]),
        ),
        of_term=lambda term: Chairmanship.objects.filter(pk=term.pk),
    ),
    Entries(
        "events",
        Event,
        place=5,
        noun="event",
        identity=("kind", "date", "forum"),
        order=("date", "kind", "forum"),
        keys=(
            Choice("kind", required=True),
            Date("date", required=True),
            Text("forum", required=True),
            Reference("term", to="chairmanships"),
            Text("city"),
            Text("summary"),
            Speaker("delivered_by", to="agencies"),
            Lines("troika", EventTroika, "event", Reference("agency", to="agencies")),
        ),
        of_term=Event.objects.of_term,
    ),
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
            Choice("outcome"),
            Text("note"),
        ),
        of_term=applications_of,
    ),
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
            Choice("status"),
            Lines("outputs", Output, "activity", Text("text")),
        ),
        of_term=WorkplanActivity.objects.of_term,
    ),
]


def check(book, faults) -> None:
    """No end before its start, one ordinary chair at a time, and one term of an agency for each month."""
    names = {}
    ordinary = []
    for term in book.entries["chairmanships"]:
        if term.faulty:
            continue
        if term["to"] < term["from"]:
            if term.is_touched:
                faults.add(term.at("to"), "is before the start")
            continue
        if (term["capacity"] or Chairmanship.Capacity.CHAIR) == Chairmanship.Capacity.CHAIR:
            ordinary.append(term)
        other = names.setdefault(term_name(term), term)
        if other is not term and (term.is_touched or other.is_touched):
            late = term if term.is_touched else other
            faults.add(late.at("from"), f"two terms would be called {term_name(term)}")
    for one, other in overlapping(ordinary, lambda term: (term["from"], term["to"])):
        faults.add(one.place, f"{other['agency']} is chair from {other['from']} to {other['to']}")
    for activity in book.entries["workplan"]:
        starts, ends = activity["from"], activity["to"]
        if starts and ends and ends.latest < starts.earliest and activity.is_touched:
            faults.add(activity.at("to"), "is before the start")
