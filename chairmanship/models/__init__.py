from chairmanship.models.application import ApplicationTerm, applications_of
from chairmanship.models.circular import Circular
from chairmanship.models.event import Event, EventTroika
from chairmanship.models.forum import Deadline, Forum, Occasion
from chairmanship.models.handover import Handover, HandoverLine, OpenMatter
from chairmanship.models.narrative import NarrativeComment, NarrativeVersion
from chairmanship.models.plan import ActivityNote, AgreedPlan, PassingNote
from chairmanship.models.report import HandoverReport
from chairmanship.models.term import (
    Achievement,
    BelongingQuerySet,
    Chairmanship,
    Challenge,
    Recommendation,
    TermLine,
)
from chairmanship.models.troika import TroikaNote
from chairmanship.models.workplan import ActivityEvent, ActivityPurpose, Output, Partner, WorkplanActivity

__all__ = [
    "Achievement",
    "ActivityEvent",
    "ActivityNote",
    "ActivityPurpose",
    "AgreedPlan",
    "ApplicationTerm",
    "BelongingQuerySet",
    "Chairmanship",
    "Challenge",
    "Circular",
    "Deadline",
    "Event",
    "EventTroika",
    "Forum",
    "Handover",
    "HandoverLine",
    "HandoverReport",
    "NarrativeComment",
    "NarrativeVersion",
    "Occasion",
    "OpenMatter",
    "Output",
    "Partner",
    "PassingNote",
    "Recommendation",
    "TermLine",
    "TroikaNote",
    "WorkplanActivity",
    "applications_of",
]
