"""The models of foundation, each kept in its room."""

from foundation.exports.models import Export
from foundation.jobs.models import Job
from foundation.mail.models import BadAddress, Mail, MailServer, Told
from foundation.portal.models import Portal
from foundation.web.models import SentForm

__all__ = [
    "BadAddress",
    "Export",
    "Job",
    "Mail",
    "MailServer",
    "Portal",
    "SentForm",
    "Told",
]
