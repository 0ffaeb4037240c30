"""Suggests the purposes of the Group that a text may serve, by the words that both have in common.

It guesses nothing else, so each suggestion can name its words.
"""

import re
from dataclasses import dataclass

from agencies.register.models import Purpose
from foundation.text.lengths import TEXT

MOST = 3
# Words of the purposes that name no topic.
EVERYWHERE = frozenset(
    word
    for line in (
        "and for from such the with along common critical including included life major good member",
        "global general group migration migrant",
    )
    for word in line.split()
)


@dataclass(frozen=True)
class Suggestion:
    """A purpose, with the words of the text by which it is suggested, in lower case."""

    purpose: Purpose
    words: tuple[str, ...]


def suggest(text: str, *, but=()) -> list[Suggestion]:
    """Returns at most three suggestions of the latest edition, the one with the most words in common first.

    `but` has the keys of those chosen already.
    """
    written = {_stem(word): word for word in reversed(_words(text[:TEXT]))}
    found = []
    for purpose in Purpose.objects.latest_edition().exclude(pk__in=but):
        own = dict.fromkeys(map(_stem, _words(f"{purpose.title} {purpose.keywords}")))
        words = tuple(written[word] for word in own if word in written)
        if words:
            found.append(Suggestion(purpose, words))
    return sorted(found, key=lambda one: (-len(one.words), one.purpose.number))[:MOST]


def suggest_for(thing, *texts: str) -> list[Suggestion]:
    """Returns what to suggest for a thing with these texts; nothing if it has purposes."""
    return [] if thing.purposes.all() else suggest(" ".join(texts))


def _words(text: str) -> list[str]:
    words = re.findall(r"[^\W\d_]{3,}", text.lower())
    return [word for word in words if word not in EVERYWHERE and _stem(word) not in EVERYWHERE]


def _stem(word: str) -> str:
    """Returns the word without its plural ending."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s") if not word.endswith(("ss", "us", "is")) else word
