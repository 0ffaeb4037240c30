"""Statements, contributions and briefings in an archive."""

from agencies.register.archive import Purposes
from chairmanship.outside.models import Event, EventTroika
from foundation.archive.lists import Entries, Lines
from foundation.archive.references import Reference
from foundation.archive.values import Choice, Date, Text

KIND = {
    Event.Kind.STATEMENT: "statement",
    Event.Kind.CONTRIBUTION: "contribution",
    Event.Kind.BRIEFING: "briefing",
}


class Speaker(Reference):
    """The agency that spoke, or the word "troika"."""

    words = ("troika",)

    def stored(self, book):
        agency = super().stored(book)
        return lambda obj: "troika" if obj.by_troika else agency(obj)

    def put(self, obj, value, book):
        obj.by_troika, obj.delivered_by = value == "troika", None
        if not obj.by_troika:
            super().put(obj, value, book)


LISTS = [
    Entries(
        "events",
        Event,
        place=5,
        noun="event",
        identity=("kind", "date", "forum"),
        order=("date", "kind", "forum"),
        keys=(
            Choice("kind", words=KIND, required=True),
            Date("date", required=True),
            Text("forum", required=True),
            Reference("term", to="chairmanships"),
            Text("city"),
            Purposes("purposes"),
            Text("summary"),
            Speaker("delivered_by", to="agencies"),
            Lines("troika", EventTroika, "event", Reference("agency", to="agencies")),
        ),
        of_term=Event.objects.of_term,
    ),
]
