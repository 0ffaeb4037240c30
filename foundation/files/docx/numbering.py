"""The styles and the numbering of a Word file, as far as they say what a paragraph is."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from foundation.files.docx.package import NAMES, XML, said_true, w

TYPES = {
    "decimal": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
DEEPEST = 8  # levels of a list in Word, counted from 0


def value(element: XML | None, name: str = "val") -> str:
    """Returns the attribute of an element of Word; empty if there is none."""
    return "" if element is None else element.get(w(name), "")


def whole(text: str, otherwise: int = 0) -> int:
    """Returns the text as a whole number, or the other number if it is none."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return otherwise


@dataclass
class Style:
    """A style of paragraphs, with what it takes from the styles on which it is based."""

    name: str = ""
    names: tuple[str, ...] = ()  # its own and those on which it is based
    number: str = ""
    level: int = 0
    left: int = 0  # twentieths of a point
    bidi: bool | None = None
    outline: int | None = None


@dataclass
class Styles:
    """The styles of a Word file by their ids."""

    known: dict[str, Style] = field(default_factory=dict)
    default: Style = field(default_factory=Style)

    @classmethod
    def of(cls, root: XML | None) -> "Styles":
        styles = cls()
        if root is None:
            return styles
        elements = {
            one.get(w("styleId"), ""): one
            for one in root.iterfind("w:style", NAMES)
            if one.get(w("type")) == "paragraph"
        }
        bidi = root.find("w:docDefaults/w:pPrDefault/w:pPr/w:bidi", NAMES)
        start = Style(bidi=said_true(bidi) if bidi is not None else None)
        for name, element in elements.items():
            styles.known[name] = _style(element, elements, start)
            if element.get(w("default")) in ("1", "true"):
                styles.default = styles.known[name]
        return styles


def _style(element: XML, elements: dict[str, XML], start: Style) -> Style:
    chain: list[XML] = []
    one: XML | None = element
    while one is not None and one not in chain and len(chain) < 20:
        chain.append(one)
        one = elements.get(value(one.find("w:basedOn", NAMES)))
    style = Style(bidi=start.bidi)
    for one in reversed(chain):
        style.name = value(one.find("w:name", NAMES))
        style.names = (style.name.lower(), *style.names)
        properties = one.find("w:pPr", NAMES)
        if properties is None:
            continue
        number = properties.find("w:numPr/w:numId", NAMES)
        if number is not None:
            style.number = value(number)
        level = properties.find("w:numPr/w:ilvl", NAMES)
        if level is not None:
            style.level = whole(value(level))
        if properties.find("w:ind", NAMES) is not None:
            style.left = indent(properties)
        if properties.find("w:bidi", NAMES) is not None:
            style.bidi = said_true(properties.find("w:bidi", NAMES))
        outline = properties.find("w:outlineLvl", NAMES)
        if outline is not None:
            style.outline = whole(value(outline), 9)
    return style


def indent(properties: XML) -> int:
    """Returns by how much a paragraph is indented, in twentieths of a point."""
    found = properties.find("w:ind", NAMES)
    return whole(value(found, "left") or value(found, "start"))


def heading(style: Style) -> int | None:
    """Returns the level of the heading that a paragraph of that style is, from 1; None if it is none."""
    for name in style.names:
        if found := HEADING.fullmatch(name):
            return int(found[1])
        if name == "title":
            return 1
    return None if style.outline is None or style.outline > 8 else style.outline + 1


class Sign(NamedTuple):
    """The sign of an item: a bullet, a number, or nothing that is seen."""

    kind: str  # "ul", "ol" or ""
    type: str
    number: int
    left: int  # twentieths of a point at which its words begin


class _Level(NamedTuple):
    form: str
    text: str
    start: int
    left: int
    style: str


class Numbering:
    """The numberings of a Word file. It counts, as Word does, from the first paragraph to the last."""

    def __init__(self, root: XML | None):
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        links = {}
        for one in root.iterfind("w:abstractNum", NAMES):
            name = one.get(w("abstractNumId"), "")
            self._levels[name] = {
                whole(level.get(w("ilvl"), "0")): _level(level) for level in one.iterfind("w:lvl", NAMES)
            }
            links[name] = one
        for one in root.iterfind("w:num", NAMES):
            number = one.get(w("numId"), "")
            self._abstract[number] = value(one.find("w:abstractNumId", NAMES))
            for over in one.iterfind("w:lvlOverride", NAMES):
                start = over.find("w:startOverride", NAMES)
                if start is not None:
                    self._starts[number, whole(over.get(w("ilvl"), "0"))] = whole(value(start), 1)

    def level_of_style(self, number: str, style: str) -> int:
        """Returns the level that a numbering keeps for a style."""
        levels = self._levels.get(self._abstract.get(number, ""), {})
        return next((level for level, one in levels.items() if one.style == style), 0)

    def next(self, number: str, level: int) -> Sign | None:
        """Counts on, and returns the sign of the next paragraph; None if there is no such numbering."""
        abstract = self._abstract.get(number)
        if abstract is None or number == "0":
            return None
        level = min(max(level, 0), DEEPEST)
        known = self._levels.get(abstract, {}).get(level)
        if known is None:
            return None
        counts = self._counts[abstract]
        if (number, level) in self._starts and (number, level) not in self._begun:
            self._begun.add((number, level))
            counts[level] = self._starts[number, level]
        else:
            counts[level] = counts[level] + 1 if level in counts else known.start
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if known.form in ("bullet", "none") and not known.text.strip():
            return Sign("", "", 0, known.left)
        if known.form == "bullet":
            return Sign("ul", "", 0, known.left)
        return Sign("ol", TYPES.get(known.form, "1"), counts[level], known.left)


def _level(element: XML) -> _Level:
    properties = element.find("w:pPr", NAMES)
    return _Level(
        value(element.find("w:numFmt", NAMES)) or "decimal",
        value(element.find("w:lvlText", NAMES)),
        whole(value(element.find("w:start", NAMES)) or "1", 1),
        indent(properties) if properties is not None else 0,
        value(element.find("w:pStyle", NAMES)),
    )
