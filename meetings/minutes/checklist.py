"""What is open at a handover: minutes that are not adopted."""

from django.urls import reverse

from foundation.handover.checklist import Kind, Matter, outcomes
from meetings.meeting.models import Meeting


def minutes(term):
    """Yields the minutes that are not adopted yet. Only meetings that were convened in this portal count."""
    rows = Meeting.objects.convened().filter(called_at__isnull=False, date__earliest__lte=term.ends)
    for meeting in rows:
        if meeting.has_begun and not meeting.minutes_stand:
            state = {
                "": "are not written",
                Meeting.Minutes.DRAFT: "are a draft",
                Meeting.Minutes.CIRCULATED: "are circulated and do not stand yet",
            }[meeting.minutes]
            yield Matter(
                str(meeting.pk),
                f"The minutes of {meeting.named} {state}.",
                reverse("meetings:minutes", args=[meeting.pk]),
                "Go on writing" if meeting.minutes else "Write them",
                meeting.get_absolute_url(),
                "meetings.write_minutes",
                meeting,
            )


def minutes_outcomes(term, subjects):
    """Returns, by the key of the meeting, in words, that its minutes are adopted or that it was cancelled."""

    def words(meeting):
        if meeting.minutes_stand:
            return f"They stand, adopted on {meeting.adopted_on}." if meeting.adopted_on else "They stand."
        return "The meeting was cancelled." if meeting.stage == Meeting.Stage.CANCELLED else ""

    return outcomes(Meeting.objects.filter(pk__in=subjects), words)


CHECKLIST = [
    Kind("minutes", 10, "Minutes that do not stand yet", minutes, minutes_outcomes),
]
