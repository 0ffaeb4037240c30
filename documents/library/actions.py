"""The verbs of a document as a whole: it is begun, changed, moved between states, published and shared."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from agencies.models import Agency, Purpose, User
from agencies.people.rules import agencies_of
from agencies.register.actions import give_purposes
from documents.clearance.actions import clear_by_hand, refuse_while_asked
from documents.clearance.objections import refuse_objected
from documents.clearance.outcome_mail import tell_asked
from documents.clearance.outcomes import move_on, up_to_date
from documents.document import symbols
from documents.document.models import Document, DocumentVersion, Sharing
from documents.document.states import locked, move, move_to_circulated, refuse_unseen, save
from documents.library import mail, requests
from documents.versions.queries import current_versions
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.verbs import Refused, Stale, keep

State = Document.State
MANY = ("contributors", "purposes")


@transaction.atomic
def begin(
    *, title: str, kind: str, lead: Agency | None, by: User, contributors=(), purposes=(), **values
) -> Document:
    """Begins a document. Its lead is `lead`, else the agency of the user. Returns it. Raises `Refused`.

    Tells the agencies that lead it and contribute to it.
    """
    document = Document(state=State.DRAFTING)
    keep(document, title=title, kind=kind, lead=lead or _agency_of(by), **values)
    document.contributors.set(contributors)
    document.purposes.set(purposes)
    mail.tell_of_parts(document, lead=None, contributors=(), by=by, is_new=True)
    return document


@transaction.atomic
def change(document: Document, *, changes: dict, revision: int, by: User) -> Document:
    """Changes the details of a document, not its text. Returns it.

    Tells the agencies that become or cease to be its lead or contributors. Raises `Refused`, and `Stale` if
    somebody has changed it since `revision`.
    """
    document = locked(document)
    if document.revision != revision:
        raise Stale(document)
    lead, contributors = document.lead, list(document.contributors.all())
    many = {name: changes.pop(name) for name in MANY if name in changes}
    keep(document, **changes, revision=document.revision + 1)
    for name, chosen in many.items():
        getattr(document, name).set(chosen)
    mail.tell_of_parts(document, lead=lead, contributors=contributors, by=by)
    return document


@transaction.atomic
def accept_purposes(document: Document, *, purposes: Sequence[Purpose], by: User) -> Document:
    """Gives it the purposes that were suggested. Returns it. Raises `Refused` if it has some by now."""
    document = locked(document)
    give_purposes(document, purposes)
    return save(document)


def elsewhere() -> str:
    """Says where the admission criteria and the application template are written now."""
    return _(
        "The admission criteria and the application template are in one place: on the page “Questions and "
        "admission criteria”, under “Applications”. The secretariat writes a new edition there."
    )


def _agency_of(person: User) -> Agency | None:
    """Returns the agency that a person acts for; None if there is none, or more than one."""
    mine = Agency.objects.filter(pk__in=agencies_of(person))[:2]
    return mine[0] if len(mine) == 1 else None


# Changes of state. `seen` is the number of the latest version that the user was shown, if any.


@transaction.atomic
def circulate(
    document: Document, *, by: User | None, version: DocumentVersion | None = None, seen: int | None = None
) -> Document:
    """Circulates a document to the agencies, with a symbol if the Group gives symbols.

    Returns the document. Raises `Refused`, and `Unseen` if there is a later version.
    """
    document = up_to_date(document)
    refuse_unseen(document, seen)
    _refuse_public(document)
    version = version or document.current
    last = document.steps.last()
    if document.state == State.CIRCULATED and last and last.version == version:
        raise Refused(_("This version is already circulated."))
    return move_to_circulated(document, by=by, version=version)


@transaction.atomic
def clear(
    document: Document,
    *,
    by: User,
    sentence: str,
    version: DocumentVersion | None = None,
    seen: int | None = None,
) -> Document:
    """Records that a document is cleared, without a round or with comments left. See `clear_by_hand`.

    Returns the document. Raises `Refused`, and `Unseen` if there is a later version.
    """
    document = up_to_date(document)
    refuse_unseen(document, seen)
    return clear_by_hand(document, by=by, sentence=sentence, version=version)


@transaction.atomic
def adopt(
    document: Document,
    *,
    by: User,
    version: DocumentVersion | None = None,
    seen: int | None = None,
    sentence: str = "",
    agreed_at: str = "",
) -> Document:
    """Records that the Group adopted a document. Tells everybody who was asked to clear it.

    `sentence` says how the Group adopted it, and is kept. `agreed_at` names the decision of a meeting that
    did, instead. Without one, the document is not adopted while an objection stands. Returns the document.
    Raises `Refused`, and `Unseen` if there is a later version.
    """
    document = up_to_date(document)
    refuse_unseen(document, seen)
    _refuse_public(document)
    if not agreed_at:
        refuse_objected(document)
        refuse_while_asked(document)
    words = agreed_at or sentence.strip()
    document = move(document, State.ADOPTED, by=by, version=version, note=words)
    tell_asked(
        document,
        key=f"adopted-{document.pk}-{document.revision}",
        what=_("adopted"),
        said=_("“%(document)s” is recorded as adopted by the Group.") % {"document": document},
        words=words,
        by=by,
    )
    return document


@transaction.atomic
def redraft(document: Document, *, by: User | None) -> Document:
    """Moves a document back to drafting, unless it is public. Returns it. Raises `Refused`."""
    document = up_to_date(document)
    _refuse_public(document)
    refuse_while_asked(document)
    return move(document, State.DRAFTING, by=by)


def _refuse_public(document: Document) -> None:
    if document.is_public:
        raise Refused(
            _("This document is public. Remove it from the library first, or create a new edition.")
        )


@transaction.atomic
def publish(document: Document, *, by: User, seen: int | None = None) -> Document:
    """Publishes a document: the current version in each language, with its addenda and corrigenda.

    If it is published already, it publishes what was added since. Earlier editions become superseded. Tells
    the lead agency, the contributors, and everybody who was asked to clear it. While an objection stands,
    only a text that is issued as another's than the Group's can be published. Returns the document. Raises
    `Refused`, and `Unseen` if there is a later version.
    """
    document = up_to_date(document)
    refuse_unseen(document, seen)
    is_first = not document.is_public
    requests.refuse_unagreed(document)
    if (
        document.issued_as
        and document.is_public
        and document.current
        and document.current.published_at is None
    ):
        raise Refused(
            _(
                "Version %(number)s was added after the document was issued: %(face)s. Remove the document "
                "from the library, and issue it again."
            )
            % {"number": document.current.number, "face": document.face}
        )
    now, chosen = clock.now(), current_versions(document.versions.all())
    if document.state == State.PUBLISHED:
        if not any(version.published_at is None for version in chosen):
            raise Refused(_("Everything in this document is already published."))
        save(document)
    else:
        if document.is_public:
            raise Refused(_("A later edition is already public. Publish a new edition instead."))
        document.symbol = document.symbol or symbols.for_document()
        document.date = document.date or PartialDate.of(clock.today())
        move(document, State.PUBLISHED, by=by)
    for version in chosen:
        if version.published_at is None:
            version.published_at = version.told_at = now
            version.save(update_fields=["published_at", "told_at"])
    for earlier in _editions(document).filter(edition__lt=document.edition, state=State.PUBLISHED):
        move(earlier, State.SUPERSEDED, by=by)
    requests.fulfil(document, by=by)
    mail.tell_published(document, by=by, is_first=is_first)
    return document


@transaction.atomic
def take_out(document: Document, *, by: User) -> Document:
    """Removes a document from the library and returns it to its earlier state.

    The edition before it is published again. Tells the lead agency and the contributors. Returns the
    document. Raises `Refused`.
    """
    document = up_to_date(document)
    if document.state != State.PUBLISHED:
        raise Refused(
            _(
                "Only a published document can be removed from the library. The state of this one is "
                "“%(state)s”."
            )
            % {"state": document.get_state_display()}
        )
    before = document.steps.exclude(state__in=[State.PUBLISHED, State.SUPERSEDED]).last()
    to = before.state if before else State.DRAFTING
    issued_as, issuers = document.issued_as, list(document.issuers.all())
    if before and before.version != document.current and (to == State.CLEARED or issued_as):
        # Nobody agreed to a version that was added while it was public.
        to, issued_as, issuers = State.DRAFTING, "", []
    document = move(document, to, by=by, issued_as=issued_as, issuers=issuers)
    document.versions.update(published_at=None)
    document = move_on(document, by=by)
    earlier = _editions(document).filter(edition__lt=document.edition, state=State.SUPERSEDED).last()
    if earlier:
        move(earlier, State.PUBLISHED, by=by)
    mail.tell_taken_out(document, by=by)
    return document


@transaction.atomic
def begin_edition(document: Document, *, title: str, term=None, by: User) -> Document:
    """Begins a later edition of the same work, which will have the same public address.

    Tells the agencies that lead it and contribute to it. Returns the new document. Raises `Refused` while the
    last edition is not public, and if the secretariat keeps it as editions of the criteria.
    """
    document = locked(document)
    if document.is_kept_as_editions:
        raise Refused(elsewhere())
    last = _editions(document).last()
    if not last.is_public:
        raise Refused(
            _("Edition %(number)s is not published yet. Continue with that one: “%(title)s”.")
            % {"number": last.edition, "title": last}
        )
    same = ("kind", "slug", "lead", "summary", "activity", "standing")
    made = Document(state=State.DRAFTING, edition=last.edition + 1)
    keep(made, title=title, term=term, **{name: getattr(document, name) for name in same})
    for name in MANY:
        getattr(made, name).set(getattr(document, name).all())
    mail.tell_of_parts(made, lead=None, contributors=(), by=by, is_new=True)
    return made


def _editions(document: Document):
    return Document.objects.select_for_update().filter(slug=document.slug).order_by("edition")


# Sharing


@transaction.atomic
def share(
    document: Document, *, name: str, by: User, date: PartialDate | None = None, agency: Agency | None = None
) -> Sharing:
    """Records with whom a document was shared, when and by which agency.

    Returns the record. Raises `Refused`.
    """
    document = locked(document)
    last = document.sharings.aggregate(last=Max("position"))["last"]
    made = Sharing(document=document, position=0 if last is None else last + 1)
    return keep(made, name=name, date=date, agency=agency)


@transaction.atomic
def remove(document: Document, pk: int, *, by: User) -> None:
    """Removes a record of sharing that was entered by mistake. Does nothing if it is gone already."""
    document = locked(document)
    line = document.sharings.filter(pk=pk).first()
    if line is None:
        return
    line.delete()
    for other in document.sharings.filter(position__gt=line.position).order_by("position"):
        Sharing.objects.filter(pk=other.pk).update(position=F("position") - 1)
