"""The chapter of the handover report on statements, contributions and briefings."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chairmanship.outside.models import Event
from foundation.handover.chapters import Chapter
from foundation.text.words import listed

TITLES = {
    Event.Kind.STATEMENT: gettext_lazy("Statements"),
    Event.Kind.CONTRIBUTION: gettext_lazy("Contributions"),
    Event.Kind.BRIEFING: gettext_lazy("Briefings"),
}


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
                "by": _("the troika: %(agencies)s") % {"agencies": troika}
                if event.by_troika and troika
                else event.speaker,
                "troika": "" if event.by_troika else troika,
            }
        )
    return [{"kind": str(TITLES[kind]), "events": rows} for kind, rows in kinds.items() if rows]


CHAPTERS = [
    Chapter(
        "events", "achievements", 30, gettext_lazy("Statements, contributions and briefings"),
        "chairmanship/outside/handover/events.html", events,
    ),
]  # fmt: skip
