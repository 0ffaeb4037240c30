"""The chapter of the handover report on statements, contributions and briefings."""

from chairmanship.outside.models import Event
from foundation.handover.chapters import Chapter
from foundation.text.words import listed


def events(term, as_at) -> list[dict]:
    """Returns statements, contributions and briefings, grouped by kind."""
    rows = Event.objects.of_term(term).select_related("delivered_by").prefetch_related("speakers__agency")
    kinds = {kind: [] for kind in Event.Kind}
    for event in rows:
        troika = listed(speaker.agency for speaker in event.speakers.all())
        kinds[event.kind].append(
            {
                "date": str(event.date),
                "forum": event.forum,
                "city": event.city,
                "summary": event.summary,
                "by": f"the troika: {troika}" if event.by_troika and troika else event.speaker,
                "troika": "" if event.by_troika else troika,
            }
        )
    return [{"kind": f"{kind.label.capitalize()}s", "events": rows} for kind, rows in kinds.items() if rows]


CHAPTERS = [
    Chapter(
        "events", "achievements", 30, "Statements, contributions and briefings",
        "chairmanship/outside/handover/events.html", events,
    ),
]  # fmt: skip
