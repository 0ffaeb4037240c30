from chairmanship.models.application import ApplicationTerm, applications_of
from chairmanship.models.event import Event, EventTroika
from chairmanship.models.report import HandoverReport
from chairmanship.models.term import (
    Achievement,
    BelongingQuerySet,
    Chairmanship,
    Challenge,
    Recommendation,
    TermLine,
)
from chairmanship.models.workplan import ActivityPurpose, Output, Partner, WorkplanActivity

__all__ = [
    "Achievement",
    "ActivityPurpose",
    "ApplicationTerm",
    "BelongingQuerySet",
    "Chairmanship",
    "Challenge",
    "Event",
    "EventTroika",
    "HandoverReport",
    "Output",
    "Partner",
    "Recommendation",
    "TermLine",
    "WorkplanActivity",
    "applications_of",
]
