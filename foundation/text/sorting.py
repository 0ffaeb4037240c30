"""The order in which people expect names and titles. Python sorts them here and nowhere else.

Letters count without their case and accents, and figures as numbers: "Éire" stands among the E, and "WG 2"
before "WG 10". Names that are the same but for that stand in a fixed order. What the letters of a language
ask for beyond that, such as the Spanish ñ after n, has its place in `LETTERS`.
"""

import re
import unicodedata

from foundation.text.names import language_of

# Letters that a language sorts by themselves, and as what. "\uffff" comes after any letter.
LETTERS: dict[str, dict[str, str]] = {"es": {"ñ": "n\uffff"}}
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_FIGURES = re.compile(r"(\d+)")


def key(text, *, language: str | None = None) -> tuple:
    """Returns the key by which a text is sorted in that language, by default that of the reader."""
    text = str(text)
    folded = text.casefold()
    for letter, place in LETTERS.get(language_of(language), {}).items():
        folded = folded.replace(letter, place)
    plain = unicodedata.normalize("NFKD", folded.translate(LIGATURES))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    parts = [
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _FIGURES.split(plain) if part
    ]
    return tuple(parts), text


def ordered(things, *, by=str) -> list:
    """Returns the things in the order of their names. `by` returns the name of a thing."""
    return sorted(things, key=lambda thing: key(by(thing)))
