"""The one allotter of symbols such as GMG/2026/WL/3: in order, and none is ever given twice."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from documents.document.models import Document, Part, Symbol
from foundation import discovery
from foundation.dates import clock

ATTEMPTS = 50  # far more than people who press at the same moment


def allot(series: str) -> Symbol:
    """The next of a series, in the transaction of the change: rolled back, it was never given."""
    for _ in range(ATTEMPTS):
        last = Symbol.objects.filter(series=series).aggregate(last=Max("number"))["last"] or 0
        try:
            with transaction.atomic():
                return Symbol.objects.create(series=series, number=last + 1)
        except IntegrityError:
            continue  # somebody was given that one in this moment
    raise RuntimeError(f"No symbol of {series} could be given.")


def are_on() -> bool:
    """Whether the Group gives symbols: by the switch, which an app above keeps in its `switches.py`."""
    return any(module.symbols() for module in discovery.modules("switches"))


def for_document() -> str:
    """The next for a document; empty where the Group gives none."""
    return str(allot(f"GMG/{clock.today().year}/DOC")) if are_on() else ""


def for_part(document: Document, part: str) -> str:
    """What a revision, an addendum or a corrigendum bears: GMG/2026/DOC/3/Corr.1, counted for each."""
    return str(allot(f"{document.symbol}/{Part(part)}")) if part and document.symbol and are_on() else ""
