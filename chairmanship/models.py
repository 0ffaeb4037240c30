"""The models of chairmanship, each kept in its room."""

from chairmanship.applications.models import ApplicationTerm
from chairmanship.circulars.models import Circular
from chairmanship.handover.models import (
    Handover,
    HandoverLine,
    HandoverReport,
    NarrativeComment,
    NarrativeVersion,
    OpenMatter,
    ReportImage,
)
from chairmanship.outside.models import Deadline, Event, EventPurpose, EventTroika, Forum, Occasion
from chairmanship.rotation.models import (
    Achievement,
    BelongingQuerySet,
    Chairmanship,
    Challenge,
    Level,
    Recommendation,
    ReportParagraph,
    ReportSection,
)
from chairmanship.troika.models import TroikaNote
from chairmanship.workplan.models import (
    ActivityEvent,
    ActivityNote,
    ActivityPurpose,
    AgreedPlan,
    Output,
    Partner,
    PassingNote,
    WorkplanActivity,
)

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
    "EventPurpose",
    "EventTroika",
    "Forum",
    "Handover",
    "HandoverLine",
    "HandoverReport",
    "Level",
    "NarrativeComment",
    "NarrativeVersion",
    "Occasion",
    "OpenMatter",
    "Output",
    "Partner",
    "PassingNote",
    "Recommendation",
    "ReportImage",
    "ReportParagraph",
    "ReportSection",
    "TroikaNote",
    "WorkplanActivity",
]
