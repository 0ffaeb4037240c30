"""The state of documents by the clock: what rounds of clearance did to them, saved by a worker or not."""

from django.db.models import Q

from documents.clearance.models import Round
from documents.clearance.objections import standing_in
from documents.clearance.rounds import RoundStatus, statuses_of
from documents.document.models import Document
from foundation.handover.gathering import shared

State, Outcome = Document.State, Round.Outcome

# A round clears a document only in these states. A document that is further on stays where it is.
CLEARABLE = {"", State.DRAFTING, State.CIRCULATED}


Moved = dict[int, tuple[str, Round]]


def state_after(status: RoundStatus, *, is_objected_to: bool) -> str:
    """Returns the state to which a round brings its document; "" if it stays where it is.

    A round clears the current version if it was agreed to and no objection stands. A document that was
    cleared otherwise is no longer cleared if its round ends otherwise. The round must come from `with_rest`.
    """
    document = status.round.version.document
    if status.round.version != document.current:
        return ""
    if status.outcome == Outcome.CLEARED and document.state in CLEARABLE and not is_objected_to:
        return State.CLEARED
    if document.state == State.CLEARED and (
        status.outcome in (Outcome.NOT_CLEARED, Outcome.REMARKS) or is_objected_to
    ):
        return State.CIRCULATED
    return ""


def moved(rounds) -> Moved:
    """Returns, by the keys of documents, the states that they have by the clock alone, and the rounds."""
    statuses = statuses_of(rounds.unwritten().with_rest())
    objected = standing_in({one.round.version.document for one in statuses}) if statuses else {}
    found = {}
    for one in statuses:
        key = one.round.version.document_id
        if state := state_after(one, is_objected_to=key in objected):
            found[key] = (state, one.round)
    return found


@shared
def _all_moved() -> Moved:
    return moved(Round.objects.all())


def cleared_by_the_clock(rounds) -> dict[int, Round]:
    """Returns the rounds that have cleared their documents by the clock while no state says so.

    The result is by the keys of the documents.
    """
    return {key: round_ for key, (state, round_) in moved(rounds).items() if state == State.CLEARED}


def as_of_now(documents, by_the_clock: Moved | None = None) -> list[Document]:
    """Returns the documents, each with its state by the clock. Read them, do not save them.

    It takes the same number of queries for many as for few. Without what `moved` returned it asks for it.
    """
    documents = list(documents)
    if by_the_clock is None:
        by_the_clock = moved(Round.objects.filter(version__document__in=documents)) if documents else {}
    for one in documents:
        if one.pk in by_the_clock:
            one.state = by_the_clock[one.pk][0]
    return documents


def in_state(documents, state: str, by_the_clock: Moved | None = None):
    """Returns those of the documents that are in that state by the clock, as a queryset.

    Without what `moved` returned it asks for it.
    """
    if by_the_clock is None:
        by_the_clock = _all_moved()
    now = [key for key, (found, _) in by_the_clock.items() if found == state]
    return documents.filter(Q(state=state) & ~Q(pk__in=list(by_the_clock)) | Q(pk__in=now))


def settled(documents):
    """Returns those of the documents that are no drafts, not in clearance by the clock and not dropped.

    They come as a queryset.
    """
    by_the_clock = _all_moved()
    cleared = [key for key, (found, _) in by_the_clock.items() if found == State.CLEARED]
    unsettled = [State.DRAFTING, State.CIRCULATED, State.DROPPED]
    return documents.filter(~Q(state__in=unsettled) & ~Q(pk__in=list(by_the_clock)) | Q(pk__in=cleared))
