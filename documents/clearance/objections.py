"""The objections that stand against a document. Nobody overrules them: they end by what their agency does."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.clearance.models import Clearance, Round
from documents.clearance.rounds import RoundStatus, statuses_of
from documents.document.models import Document, Step
from foundation.text.words import listed
from foundation.verbs import Refused


def standing(document: Document) -> list[Clearance]:
    """Returns the objections that stand against a document, in the order of their agencies.

    An objection stands until its agency withdraws it, dissociates itself, or agrees in a later round in which
    it was asked, or a meeting of the Group adopts the text. There silence counts as in any round. It survives
    a later version of the text, and the withdrawal of its round: else withdrawing a round would overrule
    whoever objected in it.
    """
    return standing_in([document]).get(document.pk, [])


def standing_in(documents: Iterable[Document]) -> dict[int, list[Clearance]]:
    """Returns the objections that stand, by the keys of the documents; only documents that have some.

    It takes the same number of queries for many as for few, and one if nobody ever objected.
    """
    said = Clearance.objects.filter(reply__in=Clearance.OBJECTS, round__version__document__in=list(documents))
    objected = set(said.values_list("round__version__document", flat=True))
    if not objected:
        return {}
    rounds = Round.objects.with_rest().filter(version__document__in=objected).order_by("opened_at", "pk")
    return standing_among(statuses_of(list(rounds)))


def standing_among(statuses: list[RoundStatus]) -> dict[int, list[Clearance]]:
    """Returns what `standing_in` returns, from all rounds of the documents, the first first."""
    objected = {
        status.round.version.document_id
        for status in statuses
        if any(row.clearance.objects_to_it for row in status.rows)
    }
    adopted = _adopted(objected) if objected else {}
    stand: dict[int, dict[int, Clearance]] = {}
    for status in statuses:
        here = stand.setdefault(status.round.version.document_id, {})
        for row in status.rows:
            one = row.clearance
            settled = _is_settled(one, adopted.get(status.round.version.document_id))
            agrees = row.agrees and not status.round.withdrawn_at
            if row.dissociates or one.withdrawn_at or agrees or settled:
                here.pop(one.agency_id, None)
            elif one.objects_to_it:
                here[one.agency_id] = one
    return {
        key: sorted(here.values(), key=lambda one: one.agency.acronym) for key, here in stand.items() if here
    }


def _adopted(documents: set[int]) -> dict[int, dt.datetime]:
    """Returns when each of the documents was last adopted. Over an objection only a meeting adopts."""
    steps = Step.objects.filter(document__in=documents, state=Document.State.ADOPTED).order_by()
    return dict(steps.values_list("document").annotate(models.Max("at")))


def _is_settled(objection: Clearance, adopted: dt.datetime | None) -> bool:
    """Whether the Group adopted the text after the objection: then the Group has decided on it."""
    return bool(adopted and objection.replied_at and objection.replied_at <= adopted)


def objects_in_words(objections: list[Clearance]) -> str:
    """ "UNHCR objects to version 3": who objects, and to which version; "" if nobody does."""
    if not objections:
        return ""
    numbers = sorted({one.round.version.number for one in objections})
    words = ngettext(
        "%(agencies)s objects to version %(numbers)s",
        "%(agencies)s object to version %(numbers)s",
        len(objections),
    )
    return words % {"agencies": listed(one.agency for one in objections), "numbers": listed(numbers)}


def refuse_objected(document: Document) -> None:
    """Raises `Refused` while an objection stands, with who objects, and the ways on."""
    if objections := standing(document):
        raise Refused(
            _(
                "%(objection)s, so the text cannot go forward in the Group's name. Change it and ask for "
                "clearance again, refer it to a meeting, issue it as a text of the chair or of the agencies "
                "that agree, or drop it. An agency that objects can also withdraw its objection, or "
                "dissociate itself in a footnote. Nothing was changed."
            )
            % {"objection": objects_in_words(objections)}
        )
