"""What happened to a request for a meeting, in words."""

from django.utils.translation import gettext as _

from meetings.requests.models import MeetingRequest

Answer = MeetingRequest.Answer


def what_happened(request: MeetingRequest) -> str:
    """Returns what last happened to the request, and by whom, without a full stop."""
    who = request.answered_by.shown if request.answered_by else _("somebody")
    if request.answer == Answer.CALLED and request.meeting:
        return _("%(who)s convened the meeting of %(day)s") % {"who": who, "day": request.meeting.date}
    if request.answer == Answer.DECLINED:
        return _("%(who)s declined it") % {"who": who}
    if request.answer == Answer.WITHDRAWN:
        return _("%(who)s withdrew it") % {"who": who}
    if request.meeting:
        return _("a meeting is being planned for it")
    return _("it was changed or reopened")
