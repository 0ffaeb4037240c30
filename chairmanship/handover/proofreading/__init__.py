"""A check in words before a report is issued: what the chair wrote, held against the records.

It warns and never blocks. Only what the chair wrote is checked: own paragraphs, those taken over, theme and
objective. Quotations are left as they are.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from chairmanship.handover.composing import compose
from chairmanship.handover.proofreading.bad_light import shown_up
from chairmanship.handover.proofreading.numbers import differing_numbers, wrong_counts
from chairmanship.handover.proofreading.open_matters import still_open, still_pending
from chairmanship.handover.proofreading.proof import Proof, Remark
from chairmanship.handover.proofreading.spelling import other_languages, spellings
from chairmanship.handover.proofreading.upkeep import outdated, unexplained, unopened
from chairmanship.rotation.models import Chairmanship
from foundation.handover.gathering import gathering

KINDS: tuple[Callable[[Proof], Iterable[Remark]], ...] = (
    shown_up, still_open, still_pending, differing_numbers, wrong_counts, outdated, spellings,
    other_languages, unexplained, unopened,
)  # fmt: skip


def check(term: Chairmanship, *, as_at: dt.date) -> list[Remark]:
    """Returns what is worth a look before the report is issued, by kind and in the order of the report."""
    with gathering():
        proof = Proof(term, as_at, compose(term, as_at=as_at))
        return [remark for kind in KINDS for remark in kind(proof)]
