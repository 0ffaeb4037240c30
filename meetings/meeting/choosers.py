"""The field that chooses a meeting."""

from foundation.web.choosers import Chooser
from meetings.meeting.models import Meeting


def levels() -> dict:
    """Returns what a meeting of each level is called."""
    return {level: Meeting(level=level).of_level for level in Meeting.Level.values}


class MeetingChooser(Chooser):
    """A meeting, with its date and its place."""

    texts = ("words",)
    days = ("date",)

    def names(self):
        return {"level": levels()}

    def label_from_instance(self, meeting):
        return f"{meeting}, {meeting.date}" if meeting.title else str(meeting)

    def detail(self, meeting) -> str:
        return meeting.city
