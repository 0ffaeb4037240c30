"""The demo's statements: one delivered, with changes after clearance, and one that is not cleared yet."""

import datetime as dt

from agencies.models import User
from chairmanship.models import Chairmanship, Event, Occasion
from documents.delivery import actions as delivery_actions
from documents.library import actions as library_actions
from documents.models import Document
from documents.versions import actions as version_actions
from foundation.dates import clock
from gmg_portal.demo.purposes import purposes

CLEARED = (
    "<p>Excellencies, dear friends.</p><p>The agencies of the Group speak today with one voice: a child is a "
    "child, wherever it comes from.</p><p>We count on you.</p>"
)
TO_CLEAR = (
    "<p>Excellencies.</p><p>The Group brings to this summit what its agencies have learnt on children who "
    "move: where they are counted, they are protected better.</p>"
)


def add(today: dt.date, term: Chairmanship, chair: User) -> None:
    """Adds both statements, for events that `outside` has added."""
    said = Event.objects.get(kind=Event.Kind.STATEMENT, occasion__forum__name="Friends of the Forum")
    with clock.moved_to(clock.now() - dt.timedelta(days=36)):
        delivered = _begin("Statement to the Friends of the Forum", term, said.occasion, chair, CLEARED)
        library_actions.clear(delivered, by=chair, sentence="Agreed by e-mail with all members.")
    delivery_actions.connect(said, delivered, by=chair)
    library_actions.publish(delivered, by=chair)
    summit = Occasion.objects.get(title="Global Forum, the next summit")
    _begin("Contribution to the next summit of the Global Forum", term, summit, chair, TO_CLEAR)


def _begin(title: str, term: Chairmanship, occasion: Occasion, chair: User, text: str) -> Document:
    made = library_actions.begin(
        title=title,
        kind=Document.Kind.STATEMENT,
        lead=term.agency,
        term=term,
        occasion=occasion,
        purposes=purposes(9, 10),
        by=chair,
    )
    version_actions.write_text(made, text=text, after=0, by=chair)
    return made
