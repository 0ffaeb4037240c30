"""The mails by which everybody who was asked to clear a document hears what became of it.

Each person is told of each event once (`foundation.models.Told`).
"""

from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people.mail import tell
from documents.clearance.models import Clearance
from documents.document.mail import lead_people, thread_of, who_is_asked
from documents.document.models import Document
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.models import Told
from foundation.text.words import opened


def everybody_asked(document: Document) -> list[User]:
    """Returns today's people of the agencies asked in any round, and of the lead.

    None if nobody was asked.
    """
    rows = Clearance.objects.filter(round__version__document=document).select_related("agency")
    asked = {one.agency_id: one for one in rows}
    people = [person for one in asked.values() for person in who_is_asked(one)]
    return list(dict.fromkeys([*people, *lead_people(document)])) if asked else []


def tell_asked(
    document: Document, *, key: str, what: str, said: str, words: str = "", by: User | None = None
) -> int:
    """Tells everybody who was asked what became of a document. Returns how many people it wrote to.

    `key` names the event, `what` is it in a few words, for the subject, `said` is it in a sentence. `words`
    are quoted: a reason, or the text of a dissociation. `by` knows already.
    """
    fresh = [
        person
        for person in everybody_asked(document)
        if person != by and Told.once("document-outcome", key, person.pk)
    ]
    return tell(
        fresh,
        subject=_("%(what)s: %(document)s") % {"what": opened(what), "document": document},
        template="documents/clearance/mail/clearance_outcome.txt",
        context={"document": document, "said": said, "words": words, "by": by},
        why=_(
            "You receive this e-mail because you act for the lead agency of this document, or "
            "your agency was asked to clear it."
        ),
        link=address(document.get_absolute_url()),
        kind=Kind.CLEARANCES,
        thread=thread_of(document, "clearance"),
    )


def tell_cleared_by_hand(document: Document, *, sentence: str, key: str, by: User) -> None:
    """Tells everybody who was asked that somebody recorded the document as cleared, and how it was agreed."""
    tell_asked(
        document,
        key=key,
        what=_("cleared by hand"),
        said=_("%(person)s has recorded “%(document)s” as cleared:")
        % {"person": by.shown, "document": document},
        words=sentence,
        by=by,
    )
