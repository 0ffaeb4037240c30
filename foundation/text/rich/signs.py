"""The bullets and numbers that Word writes as words before a paragraph that only looks like an item."""

import re

from foundation.text.rich.foreign import drop, styles
from foundation.text.rich.tree import Tree

BULLET_TYPED = re.compile(r"\s*(?:[·•▪◦§\uf0b7\uf0a7]|[-–o](?=[\xa0]))[\s\xa0]+")
NUMBER_TYPED = re.compile(r"\s*\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)][\s\xa0]+")
NUMBER = re.compile(r"\(?((?:\d{1,3}\.)*(\d{1,3})|[a-zA-Z]|[ivxlIVXL]{1,7})[.)]?")
LEVEL = re.compile(r"\blevel(\d)\b")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def of_word(element: Tree, style: dict[str, str]) -> tuple[int, str, int] | None:
    """Takes the sign out of a paragraph of Word that looks like an item. Returns its level, how it is
    numbered ("" for a bullet), and its number; None if it is no item.
    """
    named, listed = (element.get("class") or "").lower(), style.get("mso-list", "")
    if (not listed or listed == "none") and "msolist" not in named:
        return None
    sign = _taken(element)
    if not sign.strip():
        sign = _typed(element)
    if not sign.strip():
        return None
    level = LEVEL.search(listed)
    return (int(level[1]) or 1 if level else 1, *_numbered(sign.strip(" \t\n\xa0")))


def without_number(element: Tree) -> None:
    """Takes the number out of a heading: the reader of the text numbers it, if anybody does."""
    _taken(element)


def _taken(element: Tree) -> str:
    """Takes out the span in which Word keeps the sign, and returns the sign."""
    for one in list(element.iterdescendants("span")):
        if styles(one).get("mso-list") == "ignore":
            sign = "".join(one.itertext())
            drop(one)
            return sign
    return ""


def _typed(element: Tree) -> str:
    """Takes out a sign that stands at the beginning of the words, and returns it."""
    said = "".join(element.itertext())
    found = BULLET_TYPED.match(said) or NUMBER_TYPED.match(said)
    if not found:
        return ""
    left = found.end()
    for one, name in _texts(element):
        words = getattr(one, name) or ""
        setattr(one, name, words[left:])
        left -= min(left, len(words))
    return found[0]


def _texts(element: Tree):
    """Yields where words are in an element, in their order."""
    yield element, "text"
    for child in element:
        yield from _texts(child)
        yield child, "tail"


def _numbered(sign: str) -> tuple[str, int]:
    """Returns how a sign is numbered, and its number. A bullet is numbered in no way: "" and 1."""
    found = NUMBER.fullmatch(sign)
    if not found or sign in ("o", "§"):
        return "", 1
    if found[2]:
        return "1", int(found[2])
    letters = found[1]
    kind = (
        "i" if set(letters.lower()) <= set(ROMAN) and (len(letters) > 1 or letters.lower() in "iv") else "a"
    )
    value = _roman(letters.lower()) if kind == "i" else ord(letters.lower()[0]) - 96
    return (kind.upper() if letters.isupper() else kind), value


def _roman(letters: str) -> int:
    values = [ROMAN[letter] for letter in letters]
    return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))
