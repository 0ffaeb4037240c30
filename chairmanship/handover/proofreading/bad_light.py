"""Agencies that a text shows in a bad light, among them those that sent apologies."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chairmanship.handover.proofreading.mentions import Mention
from chairmanship.handover.proofreading.phrases import AND, NOBODY, SHOWN_UP, WERE
from chairmanship.handover.proofreading.proof import Proof, Remark
from foundation.text.words import listed

NEAR = 6  # words between an agency and what is said of it


def shown_up(proof: Proof) -> Iterator[Remark]:
    """Agencies of which the text says that they were absent, late or failed."""
    sent = set(proof.told("apologies"))
    for text in proof.texts:
        for sentence in text.sentences:
            matches = list(SHOWN_UP.finditer(sentence))
            found = proof.names.find(sentence) if matches else []
            for match in matches:
                whom = _whom(sentence, match, found)
                excused = [one for one in whom if match["absent"] and one.agency.pk in sent]
                others = [one for one in whom if one not in excused]
                if excused:
                    yield text.remark(_excused(excused, match[0]), sentence)
                if others:
                    words = _(
                        "Your text says “%(words)s” of %(agencies)s. This shows %(agencies)s in a bad light."
                    )
                    agencies = listed(one.name for one in others)
                    yield text.remark(words % {"agencies": agencies, "words": match[0]}, sentence)


def _excused(whom: list[Mention], said: str) -> str:
    words = ngettext(
        "%(agencies)s sent apologies. Please say so instead of “%(words)s”.",
        "%(agencies)s sent apologies. Please say so instead of “%(words)s”.",
        len(whom),
    )
    return words % {"agencies": listed(one.name for one in whom), "words": said}


def _whom(sentence: str, match: re.Match, found: list[Mention]) -> list[Mention]:
    """Returns the agencies of which the words are said: the nearest before them, and those joined to it."""
    before = [one for one in found if one.end <= match.start()]
    if not before:
        start = WERE.match(sentence, match.end())
        before = [one for one in found if start and one.start == start.end()]
        return before if before and not sentence[: match.start()].strip() else []
    between = sentence[before[-1].end : match.start()]
    if len(between.split()) > NEAR or NOBODY.search(between):
        return []
    whom = [before.pop()]
    while before and AND.fullmatch(sentence, before[-1].end, whom[0].start):
        whom.insert(0, before.pop())
    return list({one.agency.pk: one for one in whom}.values())
