"""Words as a search compares them: the same word is the same characters, however a file spells it."""

import unicodedata

# PDFs write "ﬁ" as one character, and Arabic letters by their form within the word.
_FORMS = [*range(0xFB00, 0xFDFE), *range(0xFE70, 0xFEFD)]
_PLAIN: dict[int, str | None] = {code: unicodedata.normalize("NFKC", chr(code)) for code in _FORMS}
_PLAIN |= dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))  # where a word may break, or not


def searchable(text: str) -> str:
    """Returns the text with each word in its usual letters: what is stored, and what is asked for."""
    return unicodedata.normalize("NFC", text.translate(_PLAIN))
