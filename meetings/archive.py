"""Meetings in an archive, with everything that was said and decided at them.

This module lies above the rooms, because one entry of the archive has what several rooms store.
"""

from agencies.register.archive import Purposes
from foundation.archive.lists import Entries, Lines, Rows
from foundation.archive.references import Reference
from foundation.archive.values import Address, Choice, Contradiction, Date, Flag, RichText, Text, Time, Zone
from meetings.agenda.models import AgendaItem
from meetings.attendance.models import Attendance
from meetings.followup.models import Action, Decision
from meetings.invitations.models import Guest
from meetings.meeting.audiences import SEES, Audience, Restricted
from meetings.meeting.models import Meeting

LEVEL = {
    Meeting.Level.PRINCIPALS: "principals",
    Meeting.Level.WORKING: "working",
}
KIND = {
    Meeting.Kind.REGULAR: "regular",
    Meeting.Kind.AD_HOC: "ad hoc",
}
MINUTES = {
    Meeting.Minutes.DRAFT: "draft",
    Meeting.Minutes.CIRCULATED: "circulated",
    Meeting.Minutes.ADOPTED: "adopted",
}
RESTRICTED = {
    Restricted.MEMBERS: "members",
    Restricted.PRINCIPALS: "principals",
}
OFFICE: dict[str, str] = {
    Action.Office.CHAIR: "chair",
    Action.Office.SECRETARIAT: "secretariat",
}


class Video(Address):
    """True, or the address of the video link. The address says more, so it wins."""

    def read(self, raw):
        if raw is True:
            return True
        if not isinstance(raw, str):
            raise ValueError("must be true or an address")
        return super().read(raw)

    def join(self, old, new):
        if new is True:
            return old
        if old is True or old == new:
            return new
        raise Contradiction

    def stored(self, book):
        return lambda obj: obj.video_address or obj.by_video or None

    def put(self, obj, value, book):
        obj.by_video, obj.video_address = True, "" if value is True else value


class Owner(Reference):
    """Who is responsible for an action: an agency or an office."""

    words = tuple(OFFICE.values())

    def stored(self, book):
        agency = super().stored(book)
        return lambda obj: OFFICE[obj.office] if obj.office else agency(obj)

    def put(self, obj, value, book):
        obj.office, obj.agency = "", None
        if value in self.words:
            obj.office = next(office for office, word in OFFICE.items() if word == value)
        else:
            super().put(obj, value, book)


def being_written(meeting: Meeting) -> frozenset[str]:
    """Returns the lists of a meeting that the chair has not yet shown to the members."""
    return frozenset(() if meeting.has_open_words else {"guests", "attendance", "agenda", "minutes"})


def not_for_members(item: AgendaItem) -> bool:
    """Returns whether members may not see an item: it is for principals only."""
    return item.restricted not in SEES[Audience.MEMBERS]


LISTS = [
    Entries(
        "meetings",
        Meeting,
        place=4,
        noun="meeting",
        identity=("level", "date", "kind", "time", "city"),
        order=("date", "time", "level", "kind", "city"),
        keys=(
            Choice("level", words=LEVEL, required=True),
            Date("date", required=True),
            Reference("term", to="chairmanships"),
            Choice("kind", words=KIND),
            Time("time"),
            Zone("timezone"),
            Text("city"),
            Text("venue"),
            Video("video", "video_address"),
            Text("title"),
            Text("purpose"),
            Text("convened_at_request_of"),
            Rows(
                "guests",
                Guest,
                "meeting",
                [Text("organization", required=True), Text("name"), Text("capacity")],
            ),
            Rows(
                "attendance",
                Attendance,
                "meeting",
                [
                    Reference("agency", to="agencies", required=True),
                    Text("name"),
                    Text("capacity"),
                    Flag("present"),
                ],
            ),
            Rows(
                "agenda",
                AgendaItem,
                "meeting",
                [
                    Text("title", required=True),
                    Reference("proposed_by", to="agencies"),
                    Purposes("purposes"),
                    Choice("restricted", words=RESTRICTED),
                    Text("summary"),
                    RichText("minutes"),
                    Lines("decisions", Decision, "item", Text("text")),
                    Rows(
                        "actions",
                        Action,
                        "item",
                        [
                            Text("text", required=True),
                            Owner("agency", to="agencies"),
                            Date("due"),
                            Flag("done"),
                        ],
                    ),
                ],
                withheld=not_for_members,
            ),
            Choice("minutes", words=MINUTES),
            Date("adopted_on"),
        ),
        of_term=lambda term: Meeting.objects.convened().of_term(term),
        withheld=being_written,
        is_written=lambda meeting: meeting.stage == Meeting.Stage.CALLED,
    ),
]
