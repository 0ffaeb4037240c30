"""Terms in an archive, with what their chairs say about them."""

from agencies.models import agency_slug
from agencies.register.archive import overlapping
from agencies.register.archive_names import former_acronyms
from chairmanship.rotation.models import Achievement, Chairmanship, Challenge, Level, Recommendation
from foundation.archive.lists import Entries, Rows
from foundation.archive.references import Reference
from foundation.archive.values import Choice, Day, RichText, Text

CAPACITY = {
    Chairmanship.Capacity.CHAIR: "chair",
    Chairmanship.Capacity.INTERIM: "interim",
    Chairmanship.Capacity.CO_CHAIR: "co-chair",
}
LEVEL = {
    Level.NATIONAL: "national",
    Level.REGIONAL: "regional",
    Level.GLOBAL: "global",
    Level.POLICY: "policy",
    Level.INSTITUTIONAL: "institutional",
    Level.ENGAGEMENT: "engagement",
}


def term_name(term) -> str:
    """Returns the slug of a term, from its values: the agency and the month in which it starts."""
    return f"{agency_slug(term['agency'])}-{term['from'].isoformat()[:7]}"


def terms_around(date, book):
    """Yields the names of the terms that the whole of a date lies in."""
    for term in book.entries["chairmanships"]:
        if not term.faulty and term["from"] <= date.earliest and date.latest <= term["to"]:
            yield term_name(term)


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
            Choice("capacity", words=CAPACITY, default=Chairmanship.Capacity.CHAIR),
            Reference("coordinated_by", to="agencies"),
            Text("theme"),
            RichText("objective"),
            Rows(
                "achievements",
                Achievement,
                "term",
                [Choice("level", "section", words=LEVEL, required=True), RichText("text", required=True)],
            ),
            Rows("challenges", Challenge, "term", [RichText("text", required=True)]),
            Rows("recommendations", Recommendation, "term", [RichText("text", required=True)]),
        ),
        of_term=lambda term: Chairmanship.objects.filter(pk=term.pk),
    ),
]


def former_names(book, said) -> dict[str, dict[str, str]]:
    """Returns the names that terms had before their agencies were renamed."""
    former = former_acronyms(book)
    terms = [*book.entries["chairmanships"], *said.entries["chairmanships"]] if former else []
    return {
        "chairmanships": {
            term_name({"agency": old, "from": term["from"]}): term_name(term)
            for old, now in former.items()
            for term in terms
            if term["agency"] == now and term["from"]
        }
    }


def check(book, faults) -> None:
    """Adds faults: for an end before its start, two ordinary chairs on one day, or two terms of one name."""
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
