"""Makes our own text of the tree of what came in. None of its markup is kept but what the schema has."""

import re
from collections import Counter
from typing import NamedTuple

from lxml import etree

from foundation.text.rich import signs, tables
from foundation.text.rich.foreign import styles
from foundation.text.rich.runs import Marks, Run, paragraphs, put, tidy
from foundation.text.rich.schema import DEEPEST, HEADINGS, NOTE, NUMBERED, TALLEST, TYPES, VALUES, WIDEST
from foundation.text.rich.tree import Tree, words

OUTER = ("h1", "h2", "h3", "h4", "h5", "h6")
THROUGH = {
    "div", "section", "article", "header", "footer", "main", "aside", "address", "center", "figure",
    "figcaption",
    "dl", "dt", "dd", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "li",
}  # fmt: skip
OF_BLOCKS = {"p", "pre", "blockquote", "ul", "ol", "table", "hr", "img", *OUTER, *THROUGH}
MARK_OF = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "u": "u", "s": "s",
           "strike": "s", "sup": "sup", "sub": "sub"}  # fmt: skip
QUOTED = 3  # quotations within quotations
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
LETTER = re.compile(r"[^\W\d_]")
PICTOGRAM = re.compile(r"[^\x00-\u024f]{1,4}")


class State(NamedTuple):
    """Where the reader is: what the elements around say of the words in them."""

    marks: Marks = {}
    is_pre: bool = False
    lists: tuple[Tree, ...] = ()  # ours, around what is read
    quotes: int = 0
    in_table: bool = False


def read(root: Tree, left_out: Counter, *, images: bool) -> Tree:
    """Returns our own tree of what came in, without ids for new blocks. Counts what it leaves out."""
    reader = _Reader(left_out, images=images)
    levels = [OUTER.index(one.tag) for one in root.iterdescendants(*OUTER)]
    titled = any("msotitle" in (one.get("class") or "").lower() for one in root.iterdescendants("p"))
    reader.highest = 0 if titled else min([*levels, OUTER.index(HEADINGS[0])])
    made = etree.Element("div")
    reader.fill(made, root, State())
    for holder in reversed(list(made.iterdescendants("ul", "ol", "li", "blockquote"))):
        if not words(holder).strip() and holder.find(".//img") is None:
            holder.getparent().remove(holder)
    for item in made.iterdescendants("li"):
        _begin_with_paragraph(item)
    return made


def text_direction(said: str) -> str:
    """Returns the direction of a text as `dir="auto"` finds it: that of its first letter."""
    letter = LETTER.search(said)
    return "rtl" if letter and RIGHT_TO_LEFT.match(letter[0]) else "ltr"


class _Reader:
    def __init__(self, left_out: Counter, *, images: bool):
        self.left_out = left_out
        self.images = images
        self.highest = 0
        self.loose: list[Tree] = []  # the lists around the last item that only looked like one

    # Words

    def fill(self, into: Tree, element: Tree, state: State, *, kind: str = "p", **attributes: str) -> None:
        """Adds what is in the element to ours. Words that are in no block become blocks of that kind."""
        runs: list[Run] = []
        for piece in self.pieces(element, state):
            if isinstance(piece, Run):
                runs.append(piece)
                continue
            self.add(into, kind, runs, attributes)
            runs = []
            self.block(into, *piece)
        self.add(into, kind, runs, attributes)

    def pieces(self, element: Tree, state: State):
        """Yields the words in an element as runs, and each block in it as (element, state)."""
        if element.text:
            yield self.said(element.text, state)
        for child in element:
            yield from self.piece(child, state)
            if child.tail:
                yield self.said(child.tail, state)

    def piece(self, child: Tree, state: State):
        if child.tag == "br":
            if "page-break-before" not in styles(child):
                yield Run("\n", state.marks)
        elif child.tag == "img":
            yield from self.image(child, state)
        elif child.tag in OF_BLOCKS:
            yield child, state
        elif child.tag == "span" and child.get("class") == NOTE:
            note = tidy(self.note(child, state._replace(marks={})))
            if note:
                yield Run("", {}, tuple(run for run in note if not run.note))
        else:
            yield from self.pieces(child, self.marked(child, state))

    def said(self, text: str, state: State) -> Run:
        return Run(text if state.is_pre else text.replace("\n", " "), state.marks)

    def note(self, element: Tree, state: State):
        """Yields the words of a footnote; between its blocks a line break."""
        for piece in self.pieces(element, state):
            if isinstance(piece, Run):
                yield piece
            else:
                yield Run("\n")
                yield from self.note(piece[0], piece[1])
                yield Run("\n")

    def image(self, element: Tree, state: State):
        alt = (element.get("alt") or "").strip()
        if self.images and VALUES["src"].fullmatch(element.get("src") or ""):
            yield element, state
        elif PICTOGRAM.fullmatch(alt):
            yield Run(alt, state.marks)
        elif not {element.get("width"), element.get("height")} & {"0", "1"}:
            self.left_out["images"] += 1

    def marked(self, element: Tree, state: State) -> State:
        """Returns the state within an element that says how its words look."""
        marks, style = dict(state.marks), styles(element)
        tag, named = element.tag, (element.get("class") or "").lower()
        if tag in MARK_OF:
            marks[MARK_OF[tag]] = ()
        elif tag == "a" and VALUES["href"].fullmatch((element.get("href") or "").strip()):
            marks["a"] = (("href", element.get("href", "").strip()),)
        elif tag in ("ins", "del"):
            marks[tag] = _proposed(element)
        weight, slant = style.get("font-weight", ""), style.get("font-style", "")
        line = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}"
        raised = style.get("vertical-align", "")
        if weight in ("bold", "bolder", "600", "700", "800", "900"):
            marks["strong"] = ()
        elif weight in ("normal", "400", "300"):
            marks.pop("strong", None)
        if slant in ("italic", "oblique"):
            marks["em"] = ()
        elif slant == "normal":
            marks.pop("em", None)
        if "line-through" in line:
            marks["s"] = ()
        if "underline" in line:
            marks["u"] = ()
        if raised in ("super", "sub"):
            marks["sup" if raised == "super" else "sub"] = ()
        elif raised == "baseline" and tag == "span":
            marks.pop("sup", None), marks.pop("sub", None)
        if "sup" in marks and "sub" in marks:
            marks.pop("sub")
        if "a" in marks or "msoins" in named:
            marks.pop("u", None)  # links and what is proposed are underlined anyway
        if "del" in marks:
            marks.pop("s", None)
        return state._replace(
            marks=marks, is_pre=state.is_pre or style.get("white-space", "").startswith("pre")
        )

    # Blocks

    def block(self, into: Tree, element: Tree, state: State) -> None:
        """Adds a block that came in to ours."""
        tag, style = element.tag, styles(element)
        if tag == "p" or tag in OUTER or tag == "pre":
            state = self.marked(element, state)
        if tag in ("ul", "ol"):
            self.add_list(into, element, state)
        elif tag == "li":
            self.add_item(into, element, state)
        elif tag == "blockquote":
            self.add_quote(into, element, state)
        elif tag == "table":
            self.add_table(into, element, state)
        elif tag == "img":
            etree.SubElement(into, "img", {"alt": "", **_kept(element, "data-id", "src", "alt")})
        elif tag == "p" and (sign := signs.of_word(element, style)):
            self.loose_item(into, element, state, *sign)
        elif tag == "p" and self.goes_on(into, element):
            self.fill(self.loose[-1][-1], element, state)
        elif tag in OUTER or "msotitle" in (element.get("class") or "").lower():
            signs.without_number(element)
            level = 0 if tag == "p" else OUTER.index(tag) - self.highest
            self.fill(into, element, _plain(state), kind=HEADINGS[min(level, 2)], **_own(element))
        elif tag == "p":
            numbered = {"class": NUMBERED} if element.get("class") == NUMBERED else {}
            self.fill(into, element, state, kind="p", **_own(element), **numbered)
        elif tag == "pre":
            self.fill(into, element, state._replace(is_pre=True))
        else:
            self.fill(into, element, self.marked(element, state))

    def add(self, into: Tree, kind: str, runs: list[Run], attributes: dict[str, str]) -> None:
        """Adds the words as blocks of that kind. Nothing is added if there are none."""
        ready = tidy(runs)
        if not ready:
            return
        is_heading = kind in HEADINGS
        if is_heading:
            ready = tidy(run._replace(text=run.text.replace("\n", " ")) for run in ready)
        first = True
        for paragraph in [ready] if is_heading else paragraphs(ready):
            wants = attributes if first else {k: v for k, v in attributes.items() if k != "data-id"}
            made = etree.SubElement(into, kind, wants)
            put(paragraph, made)
            if made.get("dir") == text_direction(words(made)):
                del made.attrib["dir"]
            first = False

    def add_quote(self, into: Tree, element: Tree, state: State) -> None:
        if state.quotes >= QUOTED:
            return self.fill(into, element, state)
        made = etree.SubElement(into, "blockquote", _kept(element, "data-id"))
        self.fill(made, element, state._replace(quotes=state.quotes + 1))

    # Lists

    def add_list(self, into: Tree, element: Tree, state: State) -> None:
        if any(item.get("data-aria-level") for item in element.iterchildren("li")):
            return self.online_list(into, element, state)
        is_deep = len(state.lists) >= DEEPEST
        if is_deep:
            made = state.lists[-1]
        else:
            made = etree.SubElement(into, element.tag, _kept(element, "data-id"))
            if element.tag == "ol":
                _number(made, element)
        inner = state if is_deep else state._replace(lists=(*state.lists, made))
        for child in list(element):
            if child.tag in ("ul", "ol"):  # a list that stands beside the item that it belongs to
                self.add_list(made[-1] if len(made) else made, child, inner)
            elif child.tag == "li":
                self.add_item(made, child, inner)
            else:
                wrapped = etree.Element("li")
                wrapped.append(child)
                self.add_item(made, wrapped, inner)

    def add_item(self, into: Tree, element: Tree, state: State) -> None:
        """Adds an item. If there is no list around it, it gets one."""
        if into.tag not in ("ul", "ol"):
            last = into[-1] if len(into) else None
            into = last if last is not None and last.tag == "ul" else etree.SubElement(into, "ul")
        made = etree.SubElement(into, "li", _kept(element, "data-id"))
        self.fill(made, element, self.marked(element, state))

    def online_list(self, into: Tree, element: Tree, state: State) -> None:
        """Adds the items of Word in the browser, which makes a list of each item, and tells its level."""
        number = int(element.get("start") or 1) if (element.get("start") or "1").isdigit() else 1
        for item in element.iterchildren("li"):
            level = (
                int(item.get("data-aria-level") or 1) if (item.get("data-aria-level") or "1").isdigit() else 1
            )
            number_type = _type(element) if element.tag == "ol" else ""
            self.loose_item(into, item, state, level, number_type, number)
            number += 1

    def loose_item(self, into: Tree, element: Tree, state: State, level: int, kind: str, value: int) -> None:
        """Adds what only looks like an item: of `kind` "" with a bullet, else numbered in that way."""
        level = min(level, DEEPEST)
        if not (self.loose and len(into) and into[-1] is self.loose[0]):
            self.loose = []
        self.loose = self.loose[:level]
        if len(self.loose) == level and not _goes_on(self.loose[-1], kind, value):
            self.loose.pop()
        if len(self.loose) < level:
            where = self.loose[-1][-1] if self.loose else into
            made = etree.SubElement(where, "ol" if kind else "ul")
            if kind and value != 1:
                made.set("start", str(value))
            if kind and kind != "1":
                made.set("type", kind)
            self.loose.append(made)
        item = etree.SubElement(self.loose[-1], "li")
        kept = list(self.loose)
        self.fill(item, element, state)
        self.loose = kept

    def goes_on(self, into: Tree, element: Tree) -> bool:
        """Returns whether a paragraph belongs to the last item: Word indents it without a sign of its own."""
        named = (element.get("class") or "").lower()
        return bool(self.loose) and len(into) > 0 and into[-1] is self.loose[0] and "msolist" in named

    # Tables

    def add_table(self, into: Tree, element: Tree, state: State) -> None:
        if state.in_table:  # a table within a cell: its cells follow one another
            return self.fill(into, element, state)
        for caption in element.iterchildren("caption"):
            self.fill(into, caption, state)
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element][:TALLEST]
        made = etree.SubElement(into, "table", _kept(element, "data-id"))
        body = etree.SubElement(made, "tbody")
        for row in rows:
            ours = etree.SubElement(body, "tr")
            in_head = next(row.iterancestors("thead", "table")).tag == "thead"
            for cell in [one for one in row if one.tag in ("td", "th")][:WIDEST]:
                one = etree.SubElement(ours, "th" if in_head or cell.tag == "th" else "td")
                for name in ("colspan", "rowspan"):
                    if VALUES[name].fullmatch(cell.get(name) or "") and cell.get(name) != "1":
                        one.set(name, cell.get(name))
                inner = self.marked(cell, state)._replace(in_table=True, lists=(), quotes=0)
                self.fill(one, cell, inner)
        if not words(made).strip() and made.find(".//img") is None:
            into.remove(made)
        elif len(rows) == 1 and len(body[0]) == 1:  # only a frame
            for block in list(body[0][0]):
                into.append(block)
            into.remove(made)
        else:
            tables.straighten(made)


def _goes_on(last: Tree, kind: str, value: int) -> bool:
    """Returns whether an item with that sign is the next one of a list."""
    if last.tag == "ul" or not kind:
        return last.tag == "ul" and not kind
    expected, known = int(last.get("start") or 1) + len(last), last.get("type") or "1"
    if kind in "iI" and known in "aA":  # "i." and "v." are letters too
        kind, value = known, {1: 9, 5: 22}.get(value, 0)
    return value == expected and kind == known


def _begin_with_paragraph(item: Tree) -> None:
    """Makes an item begin with a paragraph, so that it has a place to write in."""
    if item[0].tag in HEADINGS:
        item[0].tag = "p"
    elif item[0].tag != "p":
        item.insert(0, etree.Element("p"))


def _number(made: Tree, element: Tree) -> None:
    """Sets where a list begins, and how it is numbered."""
    first = next(element.iterchildren("li"), None)
    start = element.get("start") or (first.get("value") if first is not None else None) or "1"
    if VALUES["start"].fullmatch(start) and int(start) != 1:
        made.set("start", str(int(start)))
    if _type(element) != "1":
        made.set("type", _type(element))


LIST_STYLES = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip


def _type(element: Tree) -> str:
    """Returns how a list is numbered."""
    first = next(element.iterchildren("li"), element)
    named = next((s for one in (element, first) if (s := styles(one).get("list-style-type"))), "")
    kind = LIST_STYLES.get(named, element.get("type") or "1")
    return kind if kind in TYPES else "1"


def _kept(element: Tree, *names: str) -> dict[str, str]:
    return {name: element.get(name) for name in names if VALUES[name].fullmatch(element.get(name) or "")}


def _own(element: Tree) -> dict[str, str]:
    return _kept(element, "data-id", "dir")


def _plain(state: State) -> State:
    """Returns the state within a heading, which is bold anyway."""
    return state._replace(marks={name: values for name, values in state.marks.items() if name != "strong"})


def _proposed(element: Tree) -> tuple[tuple[str, str], ...]:
    """Returns who proposed a change and when, as our own text says it, or Word in "cite"."""
    values = _kept(element, "data-by", "datetime")
    cite = element.get("cite") or ""
    if "data-by" not in values and cite.startswith("mailto:"):
        author = re.sub("%20|_", " ", cite.removeprefix("mailto:")).strip()[:200]
        values |= {"data-by": author} if author else {}
    return tuple(sorted(values.items()))
