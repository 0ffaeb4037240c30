"""Why a job did not work: in words for people, and whether the cause can pass."""

import errno

from celery.exceptions import SoftTimeLimitExceeded
from django.utils.translation import gettext as _

FULL = {errno.ENOSPC, errno.EDQUOT}
SAID_OF_A_FULL_DISK = ("disk is full", "No space left on device")  # by SQLite; by PostgreSQL of its own disk


def is_full(error: Exception) -> bool:
    """Returns whether a disk is full: that of the portal or of its database."""
    return getattr(error, "errno", None) in FULL or any(said in str(error) for said in SAID_OF_A_FULL_DISK)


def in_words(error: Exception) -> str:
    """Returns for people why it did not work. The details of what we did not expect are in the log only."""
    if is_full(error):
        return _("The disk of the portal is full.")
    if isinstance(error, SoftTimeLimitExceeded):
        return _("It took too long, so we stopped it.")
    return _("Something went wrong that we did not expect. The log of the portal has the details.")
