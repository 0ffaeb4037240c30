"""What the history tells of external events and of what the Group said there."""

from django.utils.translation import gettext_lazy, ngettext_lazy

from chairmanship.outside.models import Event, Occasion
from foundation.history.kinds import Kind, Thing, Told, for_those_with

READS = "chairmanship.read_occasions"

KINDS = [
    Kind("occasions", gettext_lazy("External events"), gettext_lazy("External event")),
    Kind(
        "statements",
        gettext_lazy("Statements, contributions and briefings"),
        gettext_lazy("Statement, contribution or briefing"),
    ),
]

THINGS = [
    Thing(
        Occasion,
        gettext_lazy("the external event"),
        ngettext_lazy("the external event %(names)s", "the external events %(names)s", "count"),
        within={"occasions": "pk"},
        fields={
            "title": gettext_lazy("the title"),
            "starts": gettext_lazy("the first day"),
            "ends": gettext_lazy("the last day"),
            "city": gettext_lazy("the city"),
            "website": gettext_lazy("the website"),
            "note": gettext_lazy("the note"),
        },
        seen=for_those_with(READS),
        related=("forum",),
    ),
    Thing(
        Event,
        gettext_lazy("the record"),
        ngettext_lazy("the record %(names)s", "the records %(names)s", "count"),
        within={"statements": "pk"},
        fields={
            "kind": gettext_lazy("the kind"),
            "date": gettext_lazy("the date"),
            "forum": gettext_lazy("the forum"),
            "city": gettext_lazy("the city"),
            "summary": gettext_lazy("the summary"),
            "delivered_by": gettext_lazy("the agency that spoke"),
            "purposes": gettext_lazy("the purposes"),
            "text": Told(gettext_lazy("the text as delivered"), values=False),
        },
        steps={
            "published_at": {
                "": gettext_lazy("%(who)s took the text of %(thing)s off the web."),
                "*": gettext_lazy("%(who)s published the text of %(thing)s."),
            }
        },
        seen=for_those_with(READS),
        unread=("text",),
    ),
]
