from agencies.models.agency import Agency, Logo, agency_slug
from agencies.models.application import (
    Answer,
    Application,
    Assessment,
    Candidate,
    Consideration,
    Remark,
)
from agencies.models.appointment import Appointment
from agencies.models.dossier import Dossier, DossierFile, LinkAsked
from agencies.models.edition import Criterion, Edition, Question
from agencies.models.made import ApplicationPrint
from agencies.models.membership import Membership
from agencies.models.organization import Contact, Organization
from agencies.models.purpose import Purpose
from agencies.models.user import User

__all__ = [
    "Agency",
    "Answer",
    "Application",
    "ApplicationPrint",
    "Appointment",
    "Assessment",
    "Candidate",
    "Consideration",
    "Contact",
    "Criterion",
    "Dossier",
    "DossierFile",
    "Edition",
    "LinkAsked",
    "Logo",
    "Membership",
    "Organization",
    "Purpose",
    "Question",
    "Remark",
    "User",
    "agency_slug",
]
