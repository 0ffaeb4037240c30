from agencies.models.agency import Agency, agency_slug
from agencies.models.application import Answer, Application, Assessment, Consideration, Criterion
from agencies.models.appointment import Appointment
from agencies.models.membership import Membership
from agencies.models.organization import Contact, Organization
from agencies.models.purpose import Purpose
from agencies.models.user import User

__all__ = [
    "Agency",
    "Answer",
    "Application",
    "Appointment",
    "Assessment",
    "Consideration",
    "Contact",
    "Criterion",
    "Membership",
    "Organization",
    "Purpose",
    "User",
    "agency_slug",
]
