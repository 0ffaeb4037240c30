"""Open matters that a text tells as if they were done."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from chairmanship.applications.models import pending_applications
from chairmanship.handover.proofreading.phrases import JOINED, OPEN
from chairmanship.handover.proofreading.proof import NO_ACCOUNT, Proof, Remark, Text

SHORTEST = 3  # words of a title; a shorter one stands in too many sentences by chance


def still_open(proof: Proof) -> Iterator[Remark]:
    """Open matters whose title stands in the account of the term without a word that they are open."""
    matters = [(_even(one.title), one) for one in proof.told("unfinished")]
    matters = [(title, one) for title, one in matters if len(title.split()) >= SHORTEST]
    for text in _accounts(proof):
        plain = _even(text.words)
        for title, one in matters:
            if title in plain and not OPEN.search(_around(title, plain)):
                words = _("%(state)s Your text may read as if it were done.") % {"state": one.sentence}
                yield text.remark(words, text.words)


def _around(title: str, text: str) -> str:
    """Returns what else the sentence says in which the title stands."""
    before, _title, after = text.partition(title)
    return f"{re.split(r'[.!?;] ', before)[-1]} {re.split(r'[.!?;](?: |$)', after)[0]}"


def still_pending(proof: Proof) -> Iterator[Remark]:
    """Applicants whom the account of the term calls members while their application is pending."""
    pending = list(pending_applications(proof.term))
    for text in _accounts(proof):
        for sentence in text.sentences:
            if not JOINED.search(sentence) or OPEN.search(sentence):
                continue
            keys = {one.agency.pk for one in proof.names.find(sentence)}
            for one in pending:
                if one.agency_id in keys or re.search(rf"(?<!\w){re.escape(one.applicant)}(?!\w)", sentence):
                    words = _(
                        "The application of %(agency)s is not decided yet. Your text may read as if it were."
                    )
                    yield text.remark(words % {"agency": one.applicant}, sentence)


def _accounts(proof: Proof) -> Iterator[Text]:
    """Yields the texts that tell what was done in the term."""
    return (one for one in proof.texts if one.section not in {*NO_ACCOUNT, "challenges"})


def _even(text: str) -> str:
    """Returns the text in small letters, without quotation marks, and with one kind of space."""
    return " ".join(re.sub(r"[“”„«»\"‘’']", " ", text).casefold().split()).strip(" .!?;:")
