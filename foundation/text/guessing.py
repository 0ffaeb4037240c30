"""A guess in which language a paragraph is: by its script, or by the short words that any text is full of."""

import re

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {"ar": "\u0600-\u06ff", "zh": "\u3400-\u9fff", "ru": "\u0400-\u04ff"}
_FREQUENT = {
    "en": "the of and to in that is was for on with by at from which were are has have been as it this its",
    "fr": "le la les des du de et en que est une un pour dans par sur avec aux au ont été qui ce cette sont",
    "es": "el la los las del de y en que es una un para por con se ha han fue su sus al como más entre",
}
_WORDS = {code: set(words.split()) for code, words in _FREQUENT.items()}
SHORTEST = 12  # words, or signs of a script that has no spaces; less is too little to guess from
SHARE = 0.2  # of the words that a text of that language has of its frequent ones, at least
LEAD = 1.3  # by which it has more of them than of the next language


def guess(text: str) -> str:
    """Returns the code of one of six languages; "" for a short text, or if it is not clear."""
    letters = "".join(_WORD.findall(text))
    for code, signs in _SCRIPTS.items():
        count = len(re.findall(f"[{signs}]", text))
        if 2 * count > len(letters) > SHORTEST:
            return code
    said = [word.casefold() for word in _WORD.findall(text)]
    if len(said) <= SHORTEST:
        return ""
    found = {code: sum(word in words for word in said) for code, words in _WORDS.items()}
    best, next_ = sorted(found, key=lambda code: -found[code])[:2]
    return best if found[best] > max(SHARE * len(said), LEAD * found[next_]) else ""
