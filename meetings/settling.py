"""What becomes of decisions and actions once the minutes are out."""

from django.db import transaction

from agencies.models import User
from foundation.verbs import Refused
from meetings.models import Decision


@transaction.atomic
def settle_decision(
    decision: Decision, *, state: str, superseded_by: Decision | None = None, note: str = "", by: User
) -> Decision:
    """In force, done, or superseded by a later decision. Raises `Refused`."""
    # One at a time, the first of all being the lock: two who are at it could close a ring of decisions.
    Decision.objects.select_for_update(of=["self"]).order_by("pk").first()
    decision = Decision.objects.select_for_update(of=["self"]).get(pk=decision.pk)
    if state != Decision.State.SUPERSEDED:
        superseded_by = None
    if superseded_by is not None:
        seen, other = {decision.pk}, Decision.objects.get(pk=superseded_by.pk)
        while other is not None:
            if other.pk in seen:
                raise Refused("It would supersede itself in the end. Choose the decision that holds now.")
            seen.add(other.pk)
            other = other.superseded_by
    decision.state, decision.superseded_by, decision.note = state, superseded_by, note.strip()
    decision.save()
    return decision
