"""What an agency that objects can do: withdraw its objection, or dissociate itself and let the text go on.

Only the agency itself can. The outcome of a round that has ended is computed again.
"""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people.rules import own_agencies
from agencies.people.said import assists_office
from documents.clearance import mail
from documents.clearance.models import Clearance, Round
from documents.clearance.objections import standing
from documents.clearance.outcome_mail import tell_asked
from documents.clearance.outcomes import locked_round, remove_dissociations, settle_again, up_to_date
from documents.document.models import Dissociation, Document
from foundation.dates import clock
from foundation.verbs import Refused, keep


@transaction.atomic
def withdraw_objection(clearance: Clearance, *, by: User, by_link: bool = False) -> Clearance:
    """Withdraws the objection of an agency, at any time. What it said stays with the round.

    Everybody who was asked is told. Returns the clearance. Raises `Refused`.
    """
    document = up_to_date(clearance.round.version.document)
    round_ = locked_round(clearance.round)
    found = Clearance.objects.select_for_update(of=["self"]).select_related("agency").get(pk=clearance.pk)
    found.round = round_
    if found.agency_id not in own_agencies(by):
        raise Refused(_("Only %(agency)s can withdraw its objection.") % {"agency": found.agency})
    if not found.objects_to_it:
        raise Refused(_("%(agency)s does not object any more.") % {"agency": found.agency})
    now = clock.now()
    found.link_of = by if by_link else None
    keep(
        found,
        by_link=by_link,
        as_assistant=round_.asks_principals and assists_office(by, found.agency),
        reply=Clearance.Reply.FINE,
        withdrawn_at=now,
        replied_at=now,
        replied_by=by,
        entered=False,
        received_on=None,
    )
    if not document.is_public:
        remove_dissociations(document, [found.agency_id])
    status = settle_again(round_, by=by, changed=found)
    tell_asked(
        document,
        key=f"objection-withdrawn-{found.pk}-{now:%Y%m%d%H%M%S}",
        what=_("objection of %(agency)s withdrawn") % {"agency": found.agency},
        said=_(
            "%(agency)s has withdrawn its objection to “%(document)s”, version %(number)s. The clearance is "
            "now: %(outcome)s."
        )
        % {
            "agency": found.agency,
            "document": document,
            "number": round_.version.number,
            "outcome": status.words,
        },
        by=by,
    )
    if by_link:
        mail.confirm_said_by_link(found, by=by)
    return found


@transaction.atomic
def dissociate(clearance: Clearance, *, text: str, by: User) -> Dissociation:
    """Lets a text go forward to which the agency objects, with its dissociation as a footnote.

    Everybody who was asked is told. Returns the dissociation. Raises `Refused`; the page keeps what was
    typed.
    """
    document = up_to_date(clearance.round.version.document)
    objections = {one.pk: one for one in standing(document)}
    found = objections.get(clearance.pk)
    if found is None:
        raise Refused(_("This objection does not stand any more. Nothing was changed."))
    if found.agency_id not in own_agencies(by):
        raise Refused(_("Only %(agency)s can dissociate itself.") % {"agency": found.agency})
    _refuse_public(document)
    text = text.strip()
    if not text:
        raise Refused(_("Please write from what %(agency)s dissociates itself.") % {"agency": found.agency})
    made = document.dissociations.filter(agency=found.agency).first()
    if made is None:
        last = document.dissociations.aggregate(last=Max("position"))["last"]
        made = Dissociation(document=document, agency=found.agency, position=0 if last is None else last + 1)
    keep(made, text=text, at=clock.now(), by=by)
    _settle_all(document, made.agency_id, by)
    tell_asked(
        document,
        key=f"dissociation-{made.pk}-{made.at:%Y%m%d%H%M%S}",
        what=_("%(agency)s dissociates itself") % {"agency": made.agency},
        said=_(
            "%(agency)s lets “%(document)s” go forward, and dissociates itself. This will be a footnote of "
            "the document:"
        )
        % {"agency": made.agency, "document": document},
        words=made.text,
        by=by,
    )
    return made


@transaction.atomic
def take_back_dissociation(dissociation: Dissociation, *, by: User) -> None:
    """Removes a dissociation, until the document is public. The objection stands again. Raises `Refused`."""
    document = up_to_date(dissociation.document)
    found = document.dissociations.select_related("agency").filter(pk=dissociation.pk).first()
    if found is None:
        raise Refused(_("This dissociation was taken back already."))
    if found.agency_id not in own_agencies(by):
        raise Refused(_("Only %(agency)s can take back its dissociation.") % {"agency": found.agency})
    _refuse_public(document)
    key = f"dissociation-back-{found.pk}"
    found.delete()
    _settle_all(document, found.agency_id, by)
    tell_asked(
        document,
        key=key,
        what=_("dissociation of %(agency)s taken back") % {"agency": found.agency},
        said=_(
            "%(agency)s has taken back its dissociation from “%(document)s”, so its objection stands again."
        )
        % {"agency": found.agency, "document": document},
        by=by,
    )


def _settle_all(document: Document, agency: int, by: User) -> None:
    """Computes again the outcomes of the rounds in which that agency objects."""
    objecting = Clearance.objects.filter(agency=agency, reply__in=Clearance.OBJECTS)
    for round_ in Round.objects.filter(version__document=document, clearances__in=objecting):
        settle_again(locked_round(round_), by=by)


def _refuse_public(document: Document) -> None:
    if document.is_public:
        raise Refused(_("This document is public, so its footnotes can no longer be changed."))
