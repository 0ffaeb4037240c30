"""The verbs of the agency that proposes a topic, until the chair answers it (see `answers`)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.people.rules import own_agencies
from documents.models import Document
from foundation.dates import clock
from foundation.files.storage import forget
from foundation.verbs import Refused, Stale
from meetings.meeting.models import Meeting
from meetings.proposals import files as proposal_files
from meetings.proposals.history import what_happened
from meetings.proposals.mail import tell
from meetings.proposals.models import Proposal
from meetings.proposals.states import lock, move, open_again, save

Answer = Proposal.Answer
TEXTS = ("title", "reason", "asked", "invite", "meeting")
AGAIN = dt.timedelta(minutes=1)  # within this, the same topic from the same person counts once


@transaction.atomic
def propose(
    *,
    agency: Agency,
    title: str,
    by: User,
    meeting: Meeting | None = None,
    reason: str = "",
    asked: str = "",
    invite: str = "",
    purposes=(),
    files=(),
    document: Document | None = None,
) -> Proposal:
    """Proposes a topic to the chair, such as a decision on a `document`. Returns the proposal.

    If others enter it for an agency, the agency is told.

    If the same person submits the same topic again within a minute, no second proposal is made: the first one
    gets the latest text and any new files. Raises `Refused` if these are too many.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # if two are submitted at once, one waits
    there = _just_proposed(agency, title, document, by=by)
    if there:
        said = {"reason": reason, "asked": asked, "invite": invite, "meeting": meeting}
        return _said_again(there, said, purposes=purposes, files=files, by=by)
    proposal = Proposal.objects.create(
        proposed_by=agency,
        title=title,
        meeting=meeting,
        reason=reason,
        asked=asked,
        invite=invite,
        document=document,
        entered_by=by,
        on_behalf=agency.pk not in own_agencies(by),
        revision=1,
    )
    proposal.purposes.set(purposes)
    proposal_files.keep(proposal, files, by=by)
    if proposal.on_behalf:
        tell(proposal, "proposed", by=by)
    return proposal


def _just_proposed(agency: Agency, title: str, document: Document | None, *, by: User) -> Proposal | None:
    since = clock.now() - AGAIN
    same = Proposal.objects.undecided().filter(
        proposed_by=agency, title=title, document=document, entered_by=by, proposed_at__gt=since
    )
    return same.select_for_update().first()


def _said_again(there: Proposal, said: dict, *, purposes, files, by: User) -> Proposal:
    """Changes the proposal if the second submission says something else. Files that it has are not attached
    again.
    """
    has = set(there.files.values_list("name", "size"))
    new = [file for file in files if (file.name, file.size) not in has]
    said_else = any(getattr(there, name) != value for name, value in said.items())
    if said_else or new or set(purposes) != set(there.purposes.all()):
        return change(there, by=by, revision=there.revision, purposes=purposes, files=new, **said)
    return there


@transaction.atomic
def change(
    proposal: Proposal, *, by: User, revision: int, purposes=None, files=(), remove=(), **texts
) -> Proposal:
    """Changes a proposal that has no answer yet. Returns it.

    `texts` are the title, reason, asked, invite and meeting that change. Raises `Refused`, and `Stale` if
    somebody has changed the proposal since `revision`.
    """
    proposal = lock(proposal)
    if not proposal.is_undecided:
        raise Refused(
            _("This topic can no longer be changed. %(what_happened)s")
            % {"what_happened": what_happened(proposal)}
        )
    if proposal.revision != revision:
        raise Stale(proposal)
    left = proposal.files.exclude(pk__in=[file.pk for file in remove]).count()
    if left + len(files) > proposal_files.MOST_FILES:
        raise Refused(proposal_files.too_many())
    for name, value in texts.items():
        if name not in TEXTS:
            raise TypeError(f"A change of {name} is none of the proposing agency's.")
        setattr(proposal, name, value)
    save(proposal)
    if purposes is not None:
        proposal.purposes.set(purposes)
    for file in remove:
        forget(file.file.name)
        file.delete()
    proposal_files.keep(proposal, files, by=by)
    if proposal.proposed_by_id not in own_agencies(by):
        tell(proposal, "changed", by=by)
    return proposal


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User, revision: int | None = None) -> Proposal:
    """Withdraws a proposal that has no answer yet. Proposals merged into it wait for an answer again.

    Returns it. Raises `Refused`.
    """
    proposal = lock(proposal)
    move(proposal, Answer.WITHDRAWN, by=by, revision=revision)
    for other in proposal.merged.select_for_update().order_by("pk"):
        open_again(other)
        tell(other, "reopened", by=by)
    if proposal.proposed_by_id not in own_agencies(by):
        tell(proposal, "withdrawn", by=by)
    return proposal
