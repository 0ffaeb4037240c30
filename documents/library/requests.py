"""The verbs of a request for publication: the lead agency asks, and the chair publishes or returns it."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from documents.clearance import late
from documents.clearance.actions import refuse_while_asked
from documents.clearance.objections import refuse_objected
from documents.document.models import Document
from documents.document.states import locked, refuse_unseen
from documents.library import mail
from documents.library.models import PublicationRequest
from documents.versions.queries import current_versions
from foundation.dates import clock
from foundation.verbs import Refused, keep

Answer = PublicationRequest.Answer


def is_publishable(document: Document) -> bool:
    """Whether publishing would change what the public reads. Uses prefetched `versions`."""
    if document.state != Document.State.PUBLISHED:
        return not document.is_public
    return any(one.published_at is None for one in current_versions(document.versions.all()))


def last_request(document: Document) -> PublicationRequest | None:
    """Returns the last request, with who asked and who answered; None if there is none."""
    return document.publication_requests.select_related("asked_by", "answered_by").first()


def open_request(document: Document) -> PublicationRequest | None:
    """Returns the request that awaits the chair; None if there is none."""
    return PublicationRequest.objects.open().filter(document=document).select_related("asked_by").first()


def refuse_unagreed(document: Document) -> None:
    """Raises `Refused` if an agency objects or can still reply, unless it is issued as another's text."""
    if not document.issued_as:
        refuse_objected(document)
        refuse_while_asked(document)
        late.refuse_undecided(document)


@transaction.atomic
def request_publication(
    document: Document, *, by: User, note: str = "", seen: int | None = None
) -> PublicationRequest:
    """Asks the chair to publish the document, and writes to the chair's people.

    `seen` is the number of the latest version that the user was shown, if any. Returns the request. Raises
    `Refused`, also while an agency objects or can still reply, and `Unseen` if there is a later version.
    """
    document = locked(document)
    refuse_unseen(document, seen)
    if not is_publishable(document):
        raise Refused(_("Everything in this document is already published."))
    refuse_unagreed(document)
    if open_request(document):
        raise Refused(_("Publication has already been requested. The chair decides."))
    lapse(document)
    last = document.versions.defer("text", "words").last()
    made = PublicationRequest(document=document, number=last.number if last else 0, asked_by=by)
    keep(made, note=note)
    mail.tell_chair_of_request(made)
    return made


@transaction.atomic
def return_to_lead(document: Document, *, reason: str, by: User) -> PublicationRequest:
    """Answers a request without publishing, and tells the lead agency why.

    Returns the request. Raises `Refused` if there is none, or without a reason.
    """
    document = locked(document)
    asked = open_request(document)
    if asked is None:
        raise Refused(_("There is no request to answer. A later version came, or it was answered already."))
    if not reason.strip():
        raise Refused(_("Tell the lead agency what to change, in a sentence."))
    _answer(document, Answer.RETURNED, by=by, reason=reason)
    mail.tell_returned(asked.document, reason=reason, by=by)
    asked.refresh_from_db()
    return asked


def fulfil(document: Document, *, by: User) -> None:
    """Answers the request for a locked document that was published. Does nothing if there is none."""
    _answer(document, Answer.PUBLISHED, by=by)


def lapse(document: Document) -> None:
    """Ends a request of a locked document that awaits the chair, without an answer, if there is one."""
    _answer(document, Answer.LAPSED)


def _answer(document: Document, answer: str, *, by: User | None = None, reason: str = "") -> None:
    for one in document.publication_requests.filter(answer=""):
        keep(one, answer=answer, reason=reason, answered_at=clock.now(), answered_by=by)
