"""The objections that stand against a document. Nobody overrules them: they end by what their agency does."""

import datetime as dt
from collections.abc import Iterable

from django.db import models

from documents.clearance.models import Clearance, Round
from documents.clearance.status import statuses_of
from documents.document.models import Document, Step


def standing(document: Document) -> list[Clearance]:
    """Returns the objections that stand against a document, in the order of their agencies.

    An objection stands until its agency withdraws it or agrees in a later round in which it was asked, or a
    meeting of the Group adopts the text. In a round silence counts as in any. It survives a later version of
    the text, and the withdrawal of its round by the lead agency: else withdrawing a round would overrule
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
    adopted = _adopted(objected)
    stand: dict[int, dict[int, Clearance]] = {}
    for status in statuses_of(list(rounds)):
        here = stand.setdefault(status.round.version.document_id, {})
        for row in status.rows:
            one = row.clearance
            if one.objects_to_it and not _is_settled(one, adopted.get(status.round.version.document_id)):
                here[one.agency_id] = one
            elif row.agrees and not status.round.withdrawn_at:
                here.pop(one.agency_id, None)
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
