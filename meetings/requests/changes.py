"""What the history tells of requests for a meeting."""

from django.utils.translation import gettext_lazy, ngettext_lazy

from foundation.history.kinds import Kind, Thing, those
from meetings.requests.models import MeetingRequest

Answer = MeetingRequest.Answer

KINDS = [Kind("requests", gettext_lazy("Requests for meetings"), gettext_lazy("Request for a meeting"))]

THINGS = [
    Thing(
        MeetingRequest,
        gettext_lazy("the request"),
        ngettext_lazy("the request %(names)s", "the requests %(names)s", "count"),
        within={"requests": "pk"},
        fields={
            "subject": gettext_lazy("the subject"),
            "level": gettext_lazy("the level"),
            "wished": gettext_lazy("the date asked for"),
            "reason": gettext_lazy("the reason"),
            "answer_reason": gettext_lazy("the reason of the answer"),
        },
        steps={
            "answer": {
                Answer.NONE: gettext_lazy("%(who)s reopened %(thing)s."),
                Answer.CALLED: gettext_lazy("%(who)s convened the meeting that was asked for."),
                Answer.DECLINED: gettext_lazy("%(who)s declined %(thing)s."),
                Answer.WITHDRAWN: gettext_lazy("%(who)s withdrew %(thing)s."),
            }
        },
        seen=lambda user, rows: those(rows.filter(pk__in=MeetingRequest.objects.visible_to(user))),
        by=("entered_by",),
    )
]
