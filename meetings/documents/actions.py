"""The verbs of a document before the Group: referred to a meeting, and adopted there."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from chairmanship.rotation import rotation
from documents.clearance.objections import standing
from documents.document.states import locked as locked_document
from documents.library import actions as library_actions
from documents.models import Document
from foundation.dates import clock, shown
from foundation.text.words import listed
from foundation.verbs import Refused
from meetings.agenda.actions import add_version, put_on
from meetings.agenda.models import AgendaItem, Asked
from meetings.documents import mail
from meetings.documents.queries import OPEN, items_on, number_of, version_before, waiting_on
from meetings.followup.models import Decision
from meetings.meeting.audiences import Restricted
from meetings.meeting.locks import locked
from meetings.meeting.models import Meeting
from meetings.proposals.actions.answers import take_up
from meetings.proposals.actions.proposals import propose
from meetings.proposals.models import Proposal


@transaction.atomic
def put_on_agenda(document: Document, meeting: Meeting, *, by: User) -> AgendaItem:
    """Refers a document to a meeting: an item of its agenda, for decision on the current version.

    Those who were asked to clear it are told. A proposal that waits is accepted by it. The item is for
    members only, as it names the agencies that object; the chair can open it to all. Returns the item.
    Raises `Refused`.
    """
    meeting = locked(meeting)
    document = _open(document)
    if meeting.agenda.filter(document=document).exists():
        raise Refused(
            _("“%(document)s” is already on the agenda of %(meeting)s.")
            % {"document": document, "meeting": meeting.named}
        )
    if meeting.stage == Meeting.Stage.CANCELLED or meeting.agenda_state == Meeting.Agenda.ADOPTED:
        raise Refused(
            _("The agenda of %(meeting)s takes no more items. Choose another meeting.")
            % {"meeting": meeting.named}
        )
    if waiting := waiting_on(document).first():
        item = take_up(waiting, meeting=meeting, by=by)
    else:
        item = put_on(
            meeting,
            AgendaItem(
                meeting=meeting,
                title=document.title,
                summary=objections_of(document),
                asked=Asked.DECISION,
                proposed_by=document.lead,
                document=document,
                restricted=Restricted.MEMBERS,
            ),
        )
        add_version(item, by=by)
    mail.tell_on_agenda(document, item, by=by)
    return item


@transaction.atomic
def ask_for_agenda(document: Document, meeting: Meeting | None, *, by: User) -> Proposal:
    """Proposes to the chair that a meeting decides on a document; None is the next suitable meeting.

    Those who were asked to clear it are told. Returns the proposal. Raises `Refused`.
    """
    document = _open(document)
    if waiting_on(document).exists():
        raise Refused(_("The chair was already asked to put this document on an agenda."))
    proposal = _proposed(document, meeting, reason=objections_of(document), by=by)
    if proposal is None:
        raise Refused(_("This document has no lead agency. Choose one, then refer the document."))
    mail.tell_asked_for(document, proposal, by=by)
    return proposal


def propose_again(item: AgendaItem, *, by: User) -> Proposal | None:
    """Proposes the document of an item that is taken off an agenda, so that its referral is not lost.

    Returns the proposal; None if the document is settled, waits already, or has nobody to propose it.
    """
    document = item.document
    if document is None or document.state not in OPEN or waiting_on(document).exists():
        return None
    if items_on(document).exclude(pk=item.pk).exclude(meeting__stage=Meeting.Stage.CANCELLED).exists():
        return None
    return _proposed(document, None, reason=item.summary, by=by)


def _proposed(document: Document, meeting: Meeting | None, *, reason: str, by: User) -> Proposal | None:
    agency = _proposer(document)
    if agency is None:
        return None
    return propose(
        agency=agency,
        title=document.title,
        meeting=meeting,
        reason=reason,
        asked=Asked.DECISION,
        document=document,
        by=by,
    )


def _proposer(document: Document) -> Agency | None:
    """Returns the lead agency or its collective member; if there is no lead, the chair of today."""
    if document.lead:
        return document.lead.part_of or document.lead
    return next((term.agency for term in rotation.chairs()), None)


def _open(document: Document) -> Document:
    """Returns the document, locked. Raises `Refused` if there is nothing to decide."""
    document = locked_document(document)
    if document.state not in OPEN:
        raise Refused(
            _("The state of this document is “%(state)s”, so there is nothing left to decide.")
            % {"state": document.get_state_display()}
        )
    if document.current is None:
        raise Refused(_("This document has no text yet. Write it or upload a file, then refer it."))
    return document


def objections_of(document: Document) -> str:
    """Returns which agencies object today, as a sentence, without their reasons; "" if none does."""
    agencies = [one.agency for one in standing(document)]
    if not agencies:
        return ""
    return _("Objections on %(day)s: %(agencies)s.") % {
        "day": shown.day(clock.today()),
        "agencies": listed(agencies),
    }


@transaction.atomic
def record_adoption(document: Document, decision: Decision | None, *, by: User) -> Document:
    """Records that a meeting adopted a document by a decision, also if an agency objects: the Group decided.

    It adopts the version that was before the meeting. Those who were asked to clear it are told. Returns the
    document. Raises `Refused`.
    """
    if decision is not None:
        locked(decision.item.meeting)
        rows = Decision.objects.filter(pk=decision.pk, item__in=items_on(document))
        decision = rows.select_related("item__meeting").first()
    if decision is None:
        raise Refused(_("This decision is no longer recorded. Record it in the minutes first."))
    agreed_at = _("Decision %(number)s of %(meeting)s") % {
        "number": number_of(decision),
        "meeting": decision.item.meeting.named,
    }
    version = version_before(decision.item, document)
    return library_actions.adopt(document, by=by, version=version, agreed_at=agreed_at)
