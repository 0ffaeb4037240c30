"""Saves the outcomes of rounds whose deadline has passed. The clock has decided them already."""

from django.db import transaction

from agencies.models import User
from documents.clearance import mail
from documents.clearance.models import Round
from documents.clearance.status import RoundStatus, clears, status_of
from documents.document.models import Document
from documents.document.states import locked, move
from foundation.dates import clock
from foundation.verbs import keep


def up_to_date(document: Document) -> Document:
    """Returns the document, locked, in its state by the clock, even if no worker has saved that yet."""
    document = locked(document)
    rounds = Round.objects.unwritten().filter(version__document=document).order_by("until")
    for round_ in rounds:
        settle(locked_round(round_))
    return locked(document) if rounds else document


def write_down() -> int:
    """Saves the outcome of each round whose deadline has passed, and tells people once. Returns how many."""
    written = 0
    for pk in Round.objects.unwritten().values_list("pk", flat=True):
        with transaction.atomic():
            round_ = locked_round(Round(pk=pk))
            if round_.is_over and not round_.outcome:  # else another worker was first, or it was extended
                settle(round_)
                written += 1
    return written


def settle(round_: Round, *, by: User | None = None) -> Round:
    """Saves the outcome of a locked round, clears its document if it is agreed to, and tells people.

    Returns the round.
    """
    status = current_status(round_)
    for row in status.silent:
        keep(row.clearance, silent_consent=bool(row.agrees))
    keep(round_, outcome=status.outcome, written_at=clock.now())
    clear_document(round_, by=by)
    mail.tell_ended(current_status(round_))
    return round_


def clear_document(round_: Round, *, by: User | None) -> None:
    """Clears the document of a locked round if the round `clears` it."""
    status = current_status(round_)
    if clears(status):
        document = locked(round_.version.document)
        move(document, Document.State.CLEARED, by=by, version=round_.version)


def current_status(round_: Round) -> RoundStatus:
    """Returns how the round stands, read again from the database."""
    return status_of(Round.objects.with_rest().get(pk=round_.pk))


def locked_round(round_: Round) -> Round:
    """Returns the round, locked, with its document, which is locked first."""
    document = locked(
        Document(pk=Round.objects.values_list("version__document", flat=True).get(pk=round_.pk))
    )
    found = Round.objects.select_for_update(of=["self"]).select_related("version").get(pk=round_.pk)
    found.version.document = document
    return found
