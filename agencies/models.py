"""The models of agencies, each kept in its room."""

from agencies.accounts.models import Counted, Guesses, SignIn, SignInLink
from agencies.applications.models import (
    Answer,
    Application,
    ApplicationPrint,
    Assessment,
    Candidate,
    Consideration,
    Dossier,
    DossierFile,
    LinkAsked,
    Remark,
)
from agencies.criteria.models import Criterion, Edition, Question
from agencies.mailbox.models import Mailbox, Received
from agencies.organizations.models import Contact, Organization
from agencies.people.models import Appointment, SecretariatRole, User
from agencies.register.models import Agency, Logo, Membership, Purpose, agency_slug
from agencies.register.names import AgencyName, GroupName

__all__ = [
    "Agency",
    "AgencyName",
    "Answer",
    "Application",
    "ApplicationPrint",
    "Appointment",
    "Assessment",
    "Candidate",
    "Consideration",
    "Contact",
    "Counted",
    "Criterion",
    "Dossier",
    "DossierFile",
    "Edition",
    "GroupName",
    "Guesses",
    "LinkAsked",
    "Logo",
    "Mailbox",
    "Membership",
    "Organization",
    "Purpose",
    "Question",
    "Received",
    "Remark",
    "SecretariatRole",
    "SignIn",
    "SignInLink",
    "User",
    "agency_slug",
]
