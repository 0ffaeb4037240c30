"""The bullets and numbers that Word and PowerPoint write before a paragraph that only looks like an item."""

import re
from typing import NamedTuple

from foundation.text.rich.foreign import styles
from foundation.text.rich.tree import Tree, drop
from foundation.text.rich.writing import numeral

BULLET_TYPED = re.compile(r"\s*(?:[·•●○▪■◦§\uf0b7\uf0a7]|[-–o](?=\xa0))[\s\xa0]+")
NUMBER_TYPED = re.compile(r"\s*\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)][\s\xa0]+")
HANGING = re.compile(r"\s*[^\s\xa0]{1,12}\s*\xa0[\s\xa0]*\xa0[\s\xa0]*")
HANGING_SIGN = re.compile(r"(?:[.):]|^\s*[^\w\s]|^\s*[o§])\s*\xa0")
NUMBER = re.compile(r"[(\[]?((?:[0-9a-zA-Z]{1,5}[.)])*)([0-9]{1,5}|[a-zA-Z]{1,7})(?:[.)\]:]|\.\)|\.-)?")
LEVEL = re.compile(r"(\w+) level(\d)\b")
LENGTH = re.compile(r"(-?\d*\.?\d+)(pt|in|cm|mm|px|em)?")
POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "em": 12.0}
INDENT = 36.0  # points, of each level where Word says nothing
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
WORD_CHARACTER = re.compile(r"\w")


class Sign(NamedTuple):
    """The sign of an item."""

    readings: tuple[
        tuple[str, int], ...
    ] = ()  # a type and a number; "i." is the letter too; none of a bullet
    outer: tuple[str, ...] = ()  # the numbers of the items around it: "1" and "2" in "1.2.3"
    listed: str = ""  # the list, as Word calls it
    level: int = 1
    indent: float = INDENT


def of_word(element: Tree, style: dict[str, str]) -> Sign | None:
    """Returns the sign of a paragraph of Word that looks like an item; None if it is no item.

    A sign that no list can have ("Article 1") is none: it stays among the words.
    """
    named, listed = (element.get("class") or "").lower(), style.get("mso-list", "")
    hangs = style.get("text-indent", "").startswith("-")
    if (not listed or listed == "none") and "msolist" not in named and not hangs:
        return None
    span = _sign_span(element)
    said = "".join(span.itertext()) if span is not None else _typed(element)
    if span is None and not listed and "msolist" not in named and not HANGING_SIGN.search(said):
        return None  # any text can hang from its first line
    said = said.strip(" \t\n\xa0")
    if not said:
        return None
    sign = place(element, style)
    if _is_bullet(said):
        return sign
    found = NUMBER.fullmatch(said)
    readings = _readings(found[2]) if found else ()
    if not found or not readings:
        return None
    return sign._replace(readings=readings, outer=tuple(re.findall(r"\w+", found[1].lower())))


def place(element: Tree, style: dict[str, str]) -> Sign:
    """Returns where an item of Word stands, by its list and level."""
    found = LEVEL.search(style.get("mso-list", ""))
    level = int(found[2]) or 1 if found else 1
    margin = indent(element, style)
    return Sign(
        listed=found[1] if found else "", level=level, indent=INDENT * level if margin is None else margin
    )


def take_out(element: Tree) -> None:
    """Takes the sign out of a paragraph: our list numbers it."""
    span = _sign_span(element)
    if span is not None:
        drop(span)
        return
    left = len(_typed(element))
    for one, name in _texts(element):
        if not left:
            return
        words = getattr(one, name) or ""
        setattr(one, name, words[left:])
        left -= min(left, len(words))


def indent(element: Tree, style: dict[str, str]) -> float | None:
    """Returns how far a paragraph stands in, in points; None if it does not say."""
    side = "right" if (element.get("dir") or "").lower() == "rtl" else "left"
    said = style.get(f"margin-{side}", "")
    if not said and len(parts := style.get("margin", "").split()) in (2, 4):
        said = parts[3 if side == "left" and len(parts) == 4 else 1]
    found = LENGTH.fullmatch(said)
    return float(found[1]) * POINTS[found[2] or "px"] if found else None


def _sign_span(element: Tree) -> Tree | None:
    """Returns the span in which Word, or PowerPoint, keeps the sign."""
    return next((one for one in element.iter("span") if _holds_sign(styles(one))), None)


def _holds_sign(style: dict[str, str]) -> bool:
    return style.get("mso-list") == "ignore" or "bullet" in style.get("mso-special-format", "")


def is_line(element: Tree) -> bool:
    """Returns whether a `div` is a paragraph of PowerPoint that looks like an item."""
    first = next(element.iterchildren(), None)
    return element.tag == "div" and first is not None and "mso-special-format" in styles(first)


def _typed(element: Tree) -> str:
    """Returns a sign that stands at the beginning of the words."""
    said = ""
    for one, name in _texts(element):
        said += getattr(one, name) or ""
        if len(said) > 40:
            break
    found = BULLET_TYPED.match(said) or NUMBER_TYPED.match(said) or HANGING.match(said)
    return found[0] if found else ""


def _texts(element: Tree):
    """Yields where words are in an element, in their order."""
    yield element, "text"
    for child in element:
        yield from _texts(child)
        yield child, "tail"


def _is_bullet(said: str) -> bool:
    return said in ("o", "§", "Ø", "ü", "v", "q", "n", "l", "à", "è", "¨") or not WORD_CHARACTER.search(said)


def _readings(said: str) -> tuple[tuple[str, int], ...]:
    """Returns how a number can be read. Letters that are Roman digits too have two readings."""
    if said.isdigit():
        return (("1", int(said)),)
    letters, found = said.lower(), []
    if len(set(letters)) == 1 and len(letters) <= 3:  # a, b … z, aa, bb
        found.append(("a", ord(letters[0]) - 96 + 26 * (len(letters) - 1)))
    if set(letters) <= set(ROMAN) and numeral(value := _roman(letters), "i") == letters:
        found.insert(0 if len(letters) > 1 or value == 1 else 1, ("i", value))
    return tuple((kind.upper() if said.isupper() else kind, value) for kind, value in found)


def _roman(letters: str) -> int:
    values = [ROMAN[letter] for letter in letters]
    return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))
