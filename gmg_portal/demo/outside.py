"""External events in the demo, what was said there, and the troika's notes."""

import datetime as dt

from agencies.models import Agency, User
from chairmanship.models import Event, Occasion, TroikaNote
from chairmanship.outside import actions as outside_actions
from chairmanship.troika import actions as troika_actions
from foundation.dates.partial import PartialDate
from gmg_portal.demo.purposes import purposes


def add(today: dt.date, chair: User, agency: Agency) -> None:
    """Adds the events, what was said there, and a note."""

    def days(number):
        return today + dt.timedelta(days=number)

    def occasion(forum, first, last, **fields):
        fields = {"title": "", "city": "", "website": "", "note": ""} | fields
        return outside_actions.keep_occasion(
            Occasion(),
            forum=forum,
            starts=days(first),
            ends=last and days(last),
            deadlines=fields.pop("deadlines", []),
            revision=0,
            **fields,
        )

    friends = occasion("Friends of the Forum", -30, None, city="Geneva")
    occasion(
        "Global Forum on Migration and Development",
        48,
        50,
        title="Global Forum, the next summit",
        city="Nairobi",
        deadlines=[(days(10), "Send the Group’s contribution"), (days(30), "Name who speaks")],
    )
    occasion("United Nations General Assembly", 75, 89, city="New York")
    said = {"occasion": None, "forum": "", "city": "", "for_agency": False, "by_troika": False}
    said |= {"delivered_by": agency, "spoken_by": "", "speakers": [], "text": "", "revision": 0}
    said |= {"purposes": []}
    statement = outside_actions.keep_event(
        Event(),
        **said
        | {
            "kind": Event.Kind.STATEMENT,
            "date": PartialDate.of(days(-30)),
            "occasion": friends,
            "city": "Geneva",
            "spoken_by": "Carla Chair",
            "summary": "What the agencies can bring to the Forum on children.",
            "purposes": purposes(9, 10),
            "text": "Excellencies, dear friends.\n\nThe agencies of the Group speak today with one voice: a "
            "child is a child, wherever it comes from and wherever it goes.",
        },
    )
    outside_actions.publish(statement)
    briefing = {"kind": Event.Kind.BRIEFING, "date": PartialDate.of(days(-12)), "city": "New York"}
    briefing |= {"forum": "Member States", "by_troika": True, "delivered_by": None}
    outside_actions.keep_event(
        Event(),
        **said | briefing | {"purposes": purposes(12)},
        summary="The plans of the term, and questions on figures.",
    )
    troika_actions.write(
        TroikaNote(),
        by=chair,
        agency=agency,
        revision=0,
        kind=TroikaNote.Kind.DRAFT,
        title="How the term is to end",
        text="Before the last meeting of principals we should agree on what is passed on, and who says it.",
    )
