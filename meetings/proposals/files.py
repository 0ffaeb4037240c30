"""The files that come with a proposal."""

from django.utils.translation import gettext as _

from foundation.files.storage import kept_or_gone
from meetings.proposals.models import Proposal, ProposalFile

MOST_FILES = 10


def too_many() -> str:
    """Returns why so many files cannot be kept."""
    return _("A topic can have at most %(most)s files. Remove some first.") % {"most": MOST_FILES}


def keep(proposal: Proposal, uploads, *, by) -> None:
    """Stores the files with the proposal. If the transaction fails, no file stays behind."""
    with kept_or_gone() as keep_one:
        for upload in uploads:
            ProposalFile.objects.create(proposal=proposal, **keep_one(upload, under="proposals", by=by))
