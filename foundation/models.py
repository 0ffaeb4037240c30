"""The models of foundation, each kept in its room."""

from foundation.exports.models import Export
from foundation.history.models import Chain, Seal
from foundation.jobs.models import Job
from foundation.mail.models import Mail, Told
from foundation.portal.models import Portal
from foundation.web.models import SentForm

__all__ = [
    "Chain",
    "Export",
    "Job",
    "Mail",
    "Portal",
    "Seal",
    "SentForm",
    "Told",
]
