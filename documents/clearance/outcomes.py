"""What became of the rounds whose date has passed: the clock says it, and here it is written down."""

from django.db import transaction

from agencies.models import User
from documents.clearance import mail
from documents.clearance.models import Round
from documents.clearance.standing import Standing, clears, standing_of
from documents.document.models import Document
from documents.document.states import locked, move
from foundation.dates import clock
from foundation.verbs import keep


def up_to_date(document: Document) -> Document:
    """The document, locked, in the state that it has by the clock, also while no worker has written that."""
    document = locked(document)
    rounds = Round.objects.unwritten().filter(version__document=document).order_by("until")
    for round_ in rounds:
        settle(locked_round(round_))
    return locked(document) if rounds else document


def write_down() -> int:
    """Writes down what became of the rounds whose date has passed, and tells of it once. Gives how many."""
    written = 0
    for pk in Round.objects.unwritten().values_list("pk", flat=True):
        with transaction.atomic():
            round_ = locked_round(Round(pk=pk))
            if round_.is_over and not round_.outcome:  # else another worker came first, or it was put off
                settle(round_)
                written += 1
    return written


def settle(round_: Round, *, by: User | None = None) -> Round:
    """Writes down what became of a locked round, clears its document where that is so, and tells of it."""
    standing = standing_now(round_)
    for row in standing.silent:
        keep(row.clearance, silent_consent=bool(row.agrees))
    keep(round_, outcome=standing.outcome, written_at=clock.now())
    clear_document(round_, by=by)
    mail.tell_ended(standing_now(round_))
    return round_


def clear_document(round_: Round, *, by: User | None) -> None:
    """Of a locked round."""
    standing = standing_now(round_)
    if clears(standing):
        document = locked(round_.version.document)
        move(document, Document.State.CLEARED, by=by, version=round_.version)


def standing_now(round_: Round) -> Standing:
    """How the round stands, read anew from the database."""
    return standing_of(Round.objects.with_rest().get(pk=round_.pk))


def locked_round(round_: Round) -> Round:
    """The round, locked, after its document."""
    document = locked(
        Document(pk=Round.objects.values_list("version__document", flat=True).get(pk=round_.pk))
    )
    found = Round.objects.select_for_update(of=["self"]).select_related("version").get(pk=round_.pk)
    found.version.document = document
    return found
