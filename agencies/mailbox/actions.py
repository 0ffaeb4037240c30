"""The verbs of a received message: record it, set it aside, take that back; and how long all are kept."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.mailbox import meanings
from agencies.mailbox.models import Received
from agencies.people.models import User
from foundation.dates import clock
from foundation.portal import facts
from foundation.portal.models import Portal
from foundation.text.lengths import TITLE
from foundation.verbs import Refused, keep

State = Received.State
DECIDED = gettext_lazy("Somebody has already decided about this e-mail. Nothing was changed.")


@transaction.atomic
def record(received: Received, *, by: User, **values) -> Received:
    """Records what the message means, by the verb of the thing that it is about. Returns the message.

    Raises `Refused`, also if it means nothing that could be recorded.
    """
    received = _locked(received, State.RECORDED)
    meaning = meanings.meaning_of(received)
    if meaning is None:
        raise Refused(_("The portal does not know what this e-mail answers, so it cannot record it."))
    said = meaning.record(by=by, **values)
    return keep(
        received,
        state=State.RECORDED,
        recorded=said[:TITLE],
        decided_at=clock.now(),
        decided_by=by,
    )


@transaction.atomic
def set_aside(received: Received, *, by: User, state: str = State.SET_ASIDE) -> Received:
    """Says that nothing is to be recorded: `SET_ASIDE`, or `NOT_OURS`. Returns the message.

    Raises `Refused`.
    """
    received = _locked(received, State(state))
    return keep(received, state=state, decided_at=clock.now(), decided_by=by)


@transaction.atomic
def take_up(received: Received, *, by: User) -> Received:
    """Takes back that a message was set aside: it waits again. Returns it. Raises `Refused`."""
    received = _locked(received, State.WAITS)
    return keep(received, state=State.WAITS, decided_at=None, decided_by=None)


@transaction.atomic
def keep_for(days: int, *, by: User) -> Portal:
    """Sets for how many days received messages are kept. Older ones go soon. Raises `Refused`."""
    row = Portal.objects.select_for_update().first() or Portal()
    row = keep(row, received_days=days)
    facts.forget()
    return row


def _locked(received: Received, to: str) -> Received:
    """Returns the row, locked. Raises `Refused` if it cannot go to that state."""
    found = Received.objects.select_for_update(of=["self"]).filter(pk=received.pk).first()
    if found is None:
        raise Refused(_("This e-mail has been deleted."))
    if to not in Received.TRANSITIONS.get(State(found.state), set()):
        raise Refused(str(DECIDED))
    return found
