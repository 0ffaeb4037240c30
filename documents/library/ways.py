"""What becomes of a text to which not all agree: it is issued as another's than the Group's, or dropped."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from chairmanship.rotation import rotation
from documents.clearance import late
from documents.clearance.actions import refuse_while_asked
from documents.clearance.mail import batch_of
from documents.clearance.models import Clearance, Round
from documents.clearance.objections import standing
from documents.clearance.outcome_mail import tell_asked
from documents.clearance.outcomes import current_status, up_to_date
from documents.document.faces import face_of
from documents.document.models import Document
from documents.document.states import move, move_to_circulated, refuse_unseen
from documents.library import requests
from foundation.dates import clock
from foundation.mail.recall import recall
from foundation.verbs import Refused, keep

State, IssuedAs = Document.State, Document.IssuedAs


@dataclass(frozen=True)
class Way:
    """A way to issue a text: as whose, by which agencies, and the words that its face will say."""

    issued_as: str
    agencies: list[Agency]

    @property
    def face(self) -> str:
        return face_of(self.issued_as, self.agencies)


def ways_to_issue(document: Document, user: User) -> list[Way]:
    """Returns as whose text the user could issue a document: the chair's, or the agreeing agencies'.

    Only the chair and the secretariat can issue a text as the chair's.
    """
    ways = []
    chairs = [term.agency for term in rotation.chairs()]
    if chairs and user.has_perm("documents.issue_as_chair"):
        ways.append(Way(IssuedAs.CHAIR, chairs))
    if agreeing := agencies_that_agree(document):
        ways.append(Way(IssuedAs.AGENCIES, agreeing))
    return ways


def agencies_that_agree(document: Document) -> list[Agency]:
    """Returns the lead, and the agencies that agreed to the current version in its last round.

    Silence counts as the round counted it. Not among them are agencies to which the text does not apply, and
    those that object or dissociate themselves. Empty if there was no round on this version, or nobody else
    agreed.
    """
    last = Round.objects.valid().filter(version__document=document).first()
    if last is None or last.version != document.current:
        return []
    agreed = [
        row.clearance.agency
        for row in current_status(last).rows
        if row.agrees and not row.dissociates and row.clearance.reply != Clearance.Reply.NOT_CONCERNED
    ]
    if not agreed:
        return []
    objecting = {one.agency for one in standing(document)}
    lead = [document.lead] if document.lead else []
    return sorted({*agreed, *lead} - objecting, key=lambda one: one.acronym)


@transaction.atomic
def issue(document: Document, *, issued_as: str, by: User, seen: int | None = None) -> Document:
    """Issues a text as the chair's, or as that of the agencies that agree, and fixes who they are.

    Its face says so from now on, and it can be published although an agency objects. Everybody who was asked
    is told. A later version, or clearance, makes it the Group's text again. Returns the document. Raises
    `Refused`.
    """
    document = up_to_date(document)
    refuse_unseen(document, seen)
    _refuse_not_in_work(document)
    refuse_while_asked(document)
    late.refuse_undecided(document)
    if document.current is None:
        raise Refused(_("There is no text yet. Write some, or upload a file."))
    way = next((one for one in ways_to_issue(document, by) if one.issued_as == issued_as), None)
    if way is None:
        raise Refused(_("Choose as whose text it is issued."))
    document = move_to_circulated(document, by=by, issued_as=way.issued_as, issuers=way.agencies)
    tell_asked(
        document,
        key=f"issued-{document.pk}-{document.revision}",
        what=way.face,
        said=_(
            "%(person)s issues “%(document)s”, version %(number)s, with these words on its face: %(face)s."
        )
        % {
            "person": by.shown,
            "document": document,
            "number": document.current.number,
            "face": way.face,
        },
        by=by,
    )
    return document


@transaction.atomic
def drop(document: Document, *, by: User, reason: str) -> Document:
    """Drops a document: nobody works on it until somebody takes it up again. A round that is open ends.

    `reason` is kept, and everybody who was asked is told. What agencies said stays. Returns the document.
    Raises `Refused`.
    """
    document = up_to_date(document)
    _refuse_not_in_work(document)
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say in a sentence why it is dropped. Everybody who was asked will read it."))
    for round_ in Round.objects.running().filter(version__document=document).select_for_update():
        recall(batch_of(round_))
        keep(round_, withdrawn_at=clock.now(), withdrawn_by=by, reason=reason)
    requests.lapse(document)
    document = move(document, State.DROPPED, by=by, note=reason)
    tell_asked(
        document,
        key=f"dropped-{document.pk}-{document.revision}",
        what=_("dropped"),
        said=_("%(person)s has dropped “%(document)s”. You do not need to do anything.")
        % {"person": by.shown, "document": document},
        words=reason,
        by=by,
    )
    return document


def _refuse_not_in_work(document: Document) -> None:
    if document.is_public:
        raise Refused(
            _("This document is public. Remove it from the library first, or create a new edition.")
        )
    if document.state == State.DROPPED:
        raise Refused(_("This document was dropped already."))
