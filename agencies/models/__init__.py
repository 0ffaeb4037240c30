from agencies.models.agency import Agency, agency_slug
from agencies.models.application import Application, Consideration
from agencies.models.appointment import Appointment
from agencies.models.membership import Membership
from agencies.models.organization import Contact, Organization
from agencies.models.purpose import Purpose
from agencies.models.user import User

__all__ = [
    "Agency",
    "Application",
    "Appointment",
    "Consideration",
    "Contact",
    "Membership",
    "Organization",
    "Purpose",
    "User",
    "agency_slug",
]
