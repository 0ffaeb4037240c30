"""Numbers that a text has otherwise than the records."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from chairmanship.handover.proofreading.phrases import LITTLE, PART, WHOLE
from chairmanship.handover.proofreading.proof import NO_ACCOUNT, Proof, Remark, words_of
from foundation.handover.records import Count
from foundation.text.figures import Number, numbers
from foundation.text.words import number


def differing_numbers(proof: Proof) -> Iterator[Remark]:
    """Numbers in a paragraph taken over that the portal's paragraph has otherwise, of the same thing."""
    for text in proof.texts:
        if text.paragraph.is_taken and text.paragraph.now:
            for theirs, ours in _pairs(text.words, words_of(text.paragraph.now)):
                words = _("Your text says %(theirs)s; the records say %(ours)s.")
                yield text.remark(words % {"theirs": theirs.said, "ours": ours.said}, text.words)


def _pairs(text: str, now: str) -> Iterator[tuple[Number, Number]]:
    """Yields each number that only the text has, with one of the same thing that only the portal has."""
    ours = list(numbers(now))
    theirs = []
    for one in numbers(text):
        same = next((other for other in ours if other.value == one.value), None)
        if same:
            ours.remove(same)
        else:
            theirs.append(one)
    for one in theirs:
        other = next((other for other in ours if _things(other) & _things(one)), None)
        if other:
            ours.remove(other)
            yield one, other


def _things(one: Number) -> set[str]:
    """Returns what is counted, as far as can be said: the next words, without their plural."""
    clause = re.split(r"[^\w\s-]", one.after, maxsplit=1)[0]
    return {word.casefold().rstrip("s") for word in clause.split()[:3]} - LITTLE


def wrong_counts(proof: Proof) -> Iterator[Remark]:
    """Counts in an own paragraph that the records have otherwise: "nine decisions".

    A smaller number can be a part of them ("two meetings in Geneva"), so it must stand alone.
    """
    counts = [(one, _things_counted(one)) for one in proof.told("counts") if max(one.numbers, default=0)]
    own = [one for one in proof.texts if not one.paragraph.is_taken and one.section not in NO_ACCOUNT]
    for text in own:
        for sentence in text.sentences:
            for said, one in _wrong(sentence, counts):
                theirs = one.words(said.value) % {"number": said.said}
                ours = one.words(one.numbers[-1]) % {"number": number(one.numbers[-1])}
                words = _("Your text says “%(theirs)s”; the records say “%(ours)s”.")
                yield text.remark(words % {"theirs": theirs, "ours": ours}, sentence)


def _wrong(sentence: str, counts: list[tuple[Count, re.Pattern[str]]]) -> Iterator[tuple[Number, Count]]:
    """Yields each number of things that are counted otherwise."""
    for said in numbers(sentence):
        for one, things in counts:
            found = things.match(said.after)
            if found and said.value not in one.numbers:
                is_whole = WHOLE.match(said.after, found.end()) and not PART.search(said.before)
                if is_whole or said.value > max(one.numbers):
                    yield said, one


def _things_counted(count: Count) -> re.Pattern[str]:
    """Returns what finds the things that are counted, one or many, right after their number."""
    phrases = ((count.words(n) % {"number": ""}).strip() for n in (2, 1))
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)
