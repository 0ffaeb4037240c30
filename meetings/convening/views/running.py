from meetings.agenda import mail as agenda_mail
from meetings.agenda import order, papers, reading
from meetings.followup import carried
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting
from meetings.minutes.adoption import earlier_minutes


def running(meeting: Meeting) -> dict:
    """The items in order, each with the time at which it begins, and the time used of the time there is."""
    rows = meeting.agenda.select_related("proposed_by", "paper_by", "application")
    items = order.numbered(rows.prefetch_related("proposals__proposed_by"))
    used = order.timed(items, meeting)
    agenda_mail.mark(items, meeting)
    papers.with_files(items)
    if not meeting.minutes_stand:
        reading.mark_settled(items, meeting)
    return {
        "meeting": meeting,
        "items": items,
        "arising": list(carried.open_actions(meeting, Audience.PRINCIPALS)),
        "earlier": earlier_minutes(meeting),
        "used": used,
        "over": max(0, used - meeting.length) if meeting.length else 0,
        "unknown": sum(item.length is None for item in items),
    }
