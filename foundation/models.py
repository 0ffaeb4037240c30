"""The models of foundation, each kept in its room."""

from foundation.exports.models import Export
from foundation.history.models import Chain, Seal
from foundation.jobs.models import Job
from foundation.mail.models import BadAddress, Mail, MailServer, Told
from foundation.portal.models import Portal
from foundation.web.models import RevokedLink, SentForm

__all__ = [
    "BadAddress",
    "Chain",
    "Export",
    "Job",
    "Mail",
    "MailServer",
    "Portal",
    "RevokedLink",
    "Seal",
    "SentForm",
    "Told",
]
