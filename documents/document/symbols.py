"""Gives out symbols such as GMG/2026/WL/3, in order. A symbol is never given twice."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from documents.document.models import Document, Symbol
from documents.document.models.version import MARKS
from foundation import discovery
from foundation.dates import clock
from foundation.portal import group

ATTEMPTS = 50  # far more than people who ask at the same moment


def allot(series: str) -> Symbol:
    """Returns the next symbol of a series.

    Call it in the transaction of the change, so that a rollback frees the symbol. Raises `RuntimeError` if
    none could be had.
    """
    for _ in range(ATTEMPTS):
        last = Symbol.objects.filter(series=series).aggregate(last=Max("number"))["last"] or 0
        try:
            with transaction.atomic():
                return Symbol.objects.create(series=series, number=last + 1)
        except IntegrityError:
            continue  # somebody else got that one at the same moment
    raise RuntimeError(f"No symbol of {series} could be given.")


def are_on() -> bool:
    """Whether the Group gives symbols. An app above keeps the switch, in its `switches.py`."""
    return any(module.symbols() for module in discovery.modules("switches"))


def for_document() -> str:
    """Returns the next symbol for a document; "" if the Group gives none."""
    return str(allot(f"{group.code()}/{clock.today().year}/DOC")) if are_on() else ""


def for_part(document: Document, part: str) -> str:
    """Returns the symbol of a revision, addendum or corrigendum, such as GMG/2026/DOC/3/Corr.1.

    Each kind is counted by itself. Returns "" if the document has no symbol or the Group gives none.
    """
    return str(allot(f"{document.symbol}/{MARKS[part]}")) if part and document.symbol and are_on() else ""
