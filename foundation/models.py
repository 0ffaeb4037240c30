"""The models of foundation, each kept in its room."""

from foundation.exports.models import Export
from foundation.jobs.models import Job
from foundation.mail.models import Mail, Told
from foundation.portal.models import Portal
from foundation.web.models import RevokedLink, SentForm

__all__ = [
    "Export",
    "Job",
    "Mail",
    "Portal",
    "RevokedLink",
    "SentForm",
    "Told",
]
