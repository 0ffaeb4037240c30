"""Which mail about a meeting a mail program shows together."""

from meetings.meeting.models import Meeting


def thread_of(meeting: Meeting) -> str:
    """Returns the name of the thread: invitation, changes, agenda and minutes of a meeting are one."""
    return f"meeting-{meeting.pk}"
