"""What the history tells of clearance, on the page of the document."""

from django.utils.translation import gettext_lazy, ngettext_lazy

from documents.clearance.models import Clearance, LateReply, Round
from foundation.history.kinds import Thing, Told, for_those_with

READS = "documents.read_all"
LINK = gettext_lazy("Somebody with the link in the e-mail")
Outcome, Level = Round.Outcome, Round.Level

THINGS = [
    Thing(
        Round,
        gettext_lazy("the clearance"),
        ngettext_lazy("the clearance of version %(names)s", "the clearances of versions %(names)s", "count"),
        within={"documents": "version__document"},
        fields={
            "until": gettext_lazy("the deadline"),
            "note": gettext_lazy("the note to the agencies"),
            "reason": gettext_lazy("the reason for the withdrawal"),
        },
        steps={
            "withdrawn_at": {"*": gettext_lazy("%(who)s withdrew %(thing)s.")},
            "level": {
                Level.FOCAL_POINT: gettext_lazy("%(who)s started %(thing)s."),
                Level.PRINCIPAL: gettext_lazy("%(who)s started %(thing)s by the principals’ offices."),
            },
            "express": {
                "True": gettext_lazy("%(who)s asked every agency to reply."),
                "False": gettext_lazy("%(who)s let silence count as agreement."),
            },
            "outcome": {
                Outcome.CLEARED: gettext_lazy("%(who)s recorded the outcome of %(thing)s: cleared."),
                Outcome.REMARKS: gettext_lazy(
                    "%(who)s recorded the outcome of %(thing)s: agreed, with comments."
                ),
                Outcome.NOT_CLEARED: gettext_lazy("%(who)s recorded the outcome of %(thing)s: not cleared."),
            },
        },
        seen=for_those_with(READS),
        label=lambda one: str(one.version.number),
        quoted=False,
        related=("version",),
        unread=("version__text", "version__words"),
        by=("opened_by", "withdrawn_by"),
        opens=("level",),
        created=gettext_lazy("%(who)s started %(thing)s."),
    ),
    Thing(
        Clearance,
        gettext_lazy("the reply"),
        ngettext_lazy("the reply of %(names)s", "the replies of %(names)s", "count"),
        within={"documents": "round__version__document"},
        fields={
            "reply": Told(gettext_lazy("the reply of %(name)s"), anonymous=LINK),
            "words": gettext_lazy("the comments of %(name)s"),
            "received_on": gettext_lazy("the day on which %(name)s replied by e-mail"),
        },
        steps={"withdrawn_at": {"": "", "*": gettext_lazy("%(who)s withdrew the objection of %(name)s.")}},
        seen=for_those_with(READS),
        label=lambda one: str(one.agency),
        quoted=False,
        related=("agency",),
        unread=("round__version__text", "round__version__words"),
        by=("replied_by",),
        silent=True,
    ),
    Thing(
        LateReply,
        gettext_lazy("the late reply"),
        ngettext_lazy("the late reply of %(names)s", "the late replies of %(names)s", "count"),
        within={"documents": "clearance__round__version__document"},
        fields={
            "reply": gettext_lazy("the late reply of %(name)s"),
            "words": gettext_lazy("the late comments of %(name)s"),
            "received_on": gettext_lazy("the day on which %(name)s replied by e-mail"),
            "note": gettext_lazy("the reason for only noting the late reply of %(name)s"),
        },
        steps={
            "decision": {
                LateReply.Decision.COUNTED: gettext_lazy(
                    "%(who)s took the late reply of %(name)s into account."
                ),
                LateReply.Decision.NOTED: gettext_lazy(
                    "%(who)s noted the late reply of %(name)s without taking it into account."
                ),
            }
        },
        seen=for_those_with(READS),
        label=lambda one: str(one.clearance.agency),
        quoted=False,
        related=("clearance__agency",),
        unread=("clearance__round__version__text", "clearance__round__version__words"),
        by=("by", "decided_by"),
        silent=True,
        opens=("reply", "words"),
    ),
]
