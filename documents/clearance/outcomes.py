"""Saves the outcomes of rounds whose deadline has passed. The clock has decided them already."""

from collections.abc import Iterable

from django.db import transaction

from agencies.models import User
from documents.clearance import mail
from documents.clearance.models import Clearance, Round
from documents.clearance.objections import standing
from documents.clearance.rounds import RoundStatus, status_of
from documents.clearance.status import state_after
from documents.document.models import Dissociation, Document
from documents.document.states import locked, move
from foundation.dates import clock
from foundation.verbs import keep

Outcome, Reply = Round.Outcome, Clearance.Reply


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
    """Saves the outcome of a locked round, moves its document as `state_after` says, and tells people.

    Returns the round.
    """
    _save_outcome(round_)
    move_on(round_.version.document, by=by)
    mail.tell_ended(current_status(round_))
    return round_


def settle_again(round_: Round, *, by: User, changed: Clearance | None = None) -> RoundStatus:
    """Computes the outcome of a locked round again, if its deadline has passed, after a reply has `changed`.

    What silence was when the outcome was first saved stays, and so does what was accepted with comments. The
    document follows. Returns how the round stands.
    """
    if round_.is_over:
        accepted = round_.outcome == Outcome.CLEARED and not (changed and changed.reply == Reply.BUT)
        keep(round_, outcome="", written_at=None)
        _save_outcome(round_)
        if accepted and round_.outcome == Outcome.REMARKS:
            keep(round_, outcome=Outcome.CLEARED)
    move_on(round_.version.document, by=by)
    return current_status(round_)


def _save_outcome(round_: Round) -> None:
    status = current_status(round_)
    for row in status.silent:
        keep(row.clearance, silent_consent=bool(row.agrees))
    keep(round_, outcome=status.outcome, written_at=clock.now())
    # Who agrees to a later text dissociates itself from nothing.
    agreed = [
        row.clearance.agency_id
        for row in status.rows
        if row.agrees and not row.dissociates and not row.clearance.objects_to_it
    ]
    if not round_.version.document.is_public:
        remove_dissociations(round_.version.document, agreed)


def remove_dissociations(document: Document, agencies: Iterable[int]) -> None:
    """Removes the dissociations of these agencies, which are given by their keys."""
    for one in Dissociation.objects.filter(document=document, agency__in=list(agencies)):
        one.delete()


def move_on(document: Document, *, by: User | None, note: str = "") -> Document:
    """Moves a locked document to the state that its last round brings it to, if that is another one.

    An objection that stands takes it back from “cleared”, whatever its round was. Returns the document.
    """
    document = locked(document)
    last = Round.objects.valid().filter(version__document=document).first()
    if last is None or document.is_public:
        return document
    status = current_status(last)
    is_objected_to = bool(standing(document))
    state = state_after(status, is_objected_to=is_objected_to)
    if not state and is_objected_to and document.state == Document.State.CLEARED:
        state = Document.State.CIRCULATED
    return move(document, state, by=by, version=last.version, note=note) if state else document


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
