"""What happened to a request for a meeting, in words."""

from meetings.requests.models import MeetingRequest

Answer = MeetingRequest.Answer


def what_happened(request: MeetingRequest) -> str:
    """Returns what last happened to the request, and by whom, without a full stop."""
    who = request.answered_by.shown if request.answered_by else "somebody"
    if request.answer == Answer.CALLED and request.meeting:
        return f"{who} called the meeting of {request.meeting.date}"
    if request.answer == Answer.DECLINED:
        return f"{who} declined it"
    if request.answer == Answer.WITHDRAWN:
        return f"{who} withdrew it"
    if request.meeting:
        return "the chair plans a meeting for it"
    return "it was changed, or waits again"
