"""What the history tells of proposed agenda items. Their own page tells it in `history.py`."""

from django.utils.translation import gettext_lazy, ngettext_lazy

from foundation.history.kinds import Kind, Thing, those
from meetings.proposals.models import Proposal

Answer = Proposal.Answer

KINDS = [Kind("proposals", gettext_lazy("Topics"), gettext_lazy("Topic"))]

THINGS = [
    Thing(
        Proposal,
        gettext_lazy("the topic"),
        ngettext_lazy("the topic %(names)s", "the topics %(names)s", "count"),
        within={"proposals": "pk"},
        fields={
            "title": gettext_lazy("the title"),
            "reason": gettext_lazy("the words on why now"),
            "asked": gettext_lazy("the aim"),
            "invite": gettext_lazy("the invited participants"),
            "meeting": gettext_lazy("the meeting"),
            "purposes": gettext_lazy("the purposes of the Group"),
            "answer_reason": gettext_lazy("the reason of the answer"),
        },
        steps={
            "answer": {
                Answer.NONE: gettext_lazy("%(who)s reopened %(thing)s."),
                Answer.TAKEN_UP: gettext_lazy("%(who)s accepted %(thing)s."),
                Answer.MERGED: gettext_lazy("%(who)s merged %(thing)s with another."),
                Answer.DEFERRED: gettext_lazy("%(who)s deferred %(thing)s."),
                Answer.DECLINED: gettext_lazy("%(who)s declined %(thing)s."),
                Answer.WITHDRAWN: gettext_lazy("%(who)s withdrew %(thing)s."),
            }
        },
        seen=lambda user, rows: those(rows.filter(pk__in=Proposal.objects.visible_to(user))),
        created=gettext_lazy("%(who)s proposed %(thing)s."),
        by=("entered_by",),
    )
]
