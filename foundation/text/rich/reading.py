"""Makes our own text of the tree of what came in. None of its markup is kept but what the schema has."""

import re
from collections import Counter

from lxml import etree

from foundation.text import directions
from foundation.text.rich import signs, tables
from foundation.text.rich.elements import (
    OUTER,
    begins_with_heading,
    first_number,
    first_paragraph,
    heading_level,
    is_frame,
    items_of,
    kept_attributes,
    list_type,
    own_attributes,
)  # fmt: skip
from foundation.text.rich.foreign import styles
from foundation.text.rich.inline import State, Words
from foundation.text.rich.lists import LooseItems
from foundation.text.rich.runs import Run, paragraphs, put, tidy
from foundation.text.rich.schema import DEEPEST, HEADINGS, NUMBERED, TALLEST, VALUES, WIDEST
from foundation.text.rich.signs import INDENT, Sign
from foundation.text.rich.tree import Tree, last, words

QUOTED = 3  # quotations within quotations


def read(root: Tree, left_out: Counter, *, images: bool) -> Tree:
    """Returns our own tree of what came in, without ids for new blocks. Counts what it leaves out."""
    reader = _Reader(left_out, images=images)
    levels = [
        level for one in root.iterdescendants("p", "div", *OUTER) if (level := heading_level(one)) is not None
    ]
    reader.highest = min([*levels, OUTER.index(HEADINGS[0])])
    made = etree.Element("div")
    reader.fill(made, root, State())
    for item in made.iterdescendants("li"):
        _begin_with_paragraph(item)
    return made


class _Reader(Words):
    def __init__(self, left_out: Counter, *, images: bool):
        super().__init__(left_out, images=images)
        self.highest = 0
        self.loose = LooseItems()

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

    def block(self, into: Tree, element: Tree, state: State) -> None:
        """Adds a block that came in to ours."""
        tag, style, around, state = element.tag, styles(element), state, self.within(element, state)
        named = (element.get("class") or "").lower()
        level = heading_level(element)
        if tag in ("ul", "ol"):
            self.add_list(into, element, state)
        elif tag == "li":
            listed = _list_for(into)
            self.add_item(listed, element, around)
            if last(listed) is None:
                into.remove(listed)
        elif tag == "blockquote":
            self.add_quote(into, element, state)
        elif tag == "table":
            self.add_table(into, element, state)
        elif tag == "img":
            etree.SubElement(into, "img", {"alt": "", **kept_attributes(element, "data-id", "src", "alt")})
        elif level is not None:
            if signs.of_word(element, style):
                signs.take_out(element)  # the reader of the text numbers it, if anybody does
            self.fill(
                into,
                element,
                state,
                kind=HEADINGS[max(0, min(level - self.highest, 2))],
                **own_attributes(element),
            )
        elif (
            (tag in ("p", "pre") or signs.is_line(element))
            and (sign := signs.of_word(element, style))
            and self.loose.fits(into, sign)
        ):
            signs.take_out(element)
            self.loose_item(into, element, state, sign)
        elif tag == "p" and (item := self.goes_on(into, element, style, named)) is not None:
            kept = self.loose.open  # what the item holds can begin lists of its own
            self.fill(item, element, state, **own_attributes(element))
            self.loose.open = kept
        elif tag == "p":
            numbered = {"class": NUMBERED} if element.get("class") == NUMBERED else {}
            self.fill(into, element, state, kind="p", **own_attributes(element), **numbered)
        else:
            self.fill(into, element, state._replace(is_pre=True) if tag == "pre" else state)

    def add(self, into: Tree, kind: str, runs: list[Run], attributes: dict[str, str]) -> None:
        """Adds the words as blocks of that kind. Nothing is added if there are none."""
        ready = tidy(runs)
        if not ready:
            return
        is_heading = kind in HEADINGS
        if is_heading:  # it is bold anyway
            ready = tidy(_of_heading(run) for run in ready)
        first = True
        for paragraph in [ready] if is_heading else paragraphs(ready):
            wants = attributes if first else {k: v for k, v in attributes.items() if k != "data-id"}
            made = etree.SubElement(into, kind, wants)
            put(paragraph, made)
            if made.get("dir") == (directions.of_text(words(made)) or "ltr"):
                del made.attrib["dir"]
            first = False

    def add_quote(self, into: Tree, element: Tree, state: State) -> None:
        if state.quotes >= QUOTED:
            return self.fill(into, element, state)
        made = etree.SubElement(into, "blockquote", kept_attributes(element, "data-id"))
        self.fill(made, element, state._replace(quotes=state.quotes + 1))
        if _says_nothing(made):
            into.remove(made)

    # Lists

    def add_list(self, into: Tree, element: Tree, state: State) -> None:
        items = list(items_of(element))
        if any(item.get("data-aria-level") for item in items):
            return self.loose_list(into, element, items, state)
        if any("mso-list" in styles(item) for item in items):
            return self.loose_list(into, element, items, state)
        if items and all(begins_with_heading(item) for item in items):  # the numbers of headings
            for item in items:
                self.fill(into, item, self.within(item, state))
            return
        is_deep = len(state.lists) >= DEEPEST
        made, number, kind = (state.lists[-1] if is_deep else None), first_number(element), list_type(element)
        kept, expected = kept_attributes(element, "data-id"), number
        for item in items:
            if item.tag != "li":  # a list that stands beside the item that it belongs to
                within = state if made is None or is_deep else state._replace(lists=(*state.lists, made))
                self.add_list(into if made is None else made[-1], item, within)
                continue
            number = int(item.get("value")) if VALUES["start"].fullmatch(item.get("value") or "") else number
            if made is None or not (is_deep or element.tag == "ul" or number == expected):
                made = etree.SubElement(into, element.tag, kept)
                _number(made, kind, number)
                kept, expected = {}, number
            inner = state if is_deep else state._replace(lists=(*state.lists, made))
            if self.add_item(made, item, inner):
                expected += 1
            elif last(made) is None:
                into.remove(made)
                made = None
            number += 1

    def add_item(self, into: Tree, element: Tree, state: State) -> bool:
        """Adds an item to a list of ours, and returns whether it says anything; else it is not added."""
        made = etree.SubElement(into, "li", kept_attributes(element, "data-id"))
        inner = self.within(element, state)
        if element.get("role") == "checkbox":
            ticked = etree.Element("input", {"type": "checkbox"})
            if element.get("aria-checked") == "true":
                ticked.set("checked", "")
            first_paragraph(element).insert(0, ticked)
        self.fill(made, element, inner)
        if not _says_nothing(made):
            return True
        into.remove(made)
        return False

    def loose_list(self, into: Tree, element: Tree, items: list[Tree], state: State) -> None:
        """Adds a list of Word whose items tell their level. In the browser it makes a list of each item."""
        first = items[0].get("data-aria-posinset") if element.get("start") is None else element.get("start")
        number = int(first) if VALUES["start"].fullmatch(first or "") else 1
        for item in items:
            if item.tag != "li":
                self.block(into, item, state)
                continue
            told = item.get("data-aria-level") or ""
            if re.fullmatch("[1-9]", told):
                sign = Sign((), (), item.get("data-listid") or "", int(told), INDENT * int(told))
            else:
                sign = signs.place(item, styles(item))
            if element.tag == "ol":
                sign = sign._replace(readings=((list_type(element), number),))
            self.loose_item(into, item, self.within(item, state), sign)
            number += 1

    def loose_item(self, into: Tree, element: Tree, state: State, sign: Sign) -> None:
        """Adds what only looks like an item."""
        item = self.loose.add(into, sign)
        kept = self.loose.open
        self.fill(item, element, state, **(own_attributes(element) if element.tag == "p" else {}))
        self.loose.open = kept
        if _says_nothing(item):
            self.loose.take_back(item)

    def goes_on(self, into: Tree, element: Tree, style: dict[str, str], named: str) -> Tree | None:
        """Returns the item that a paragraph belongs to: Word indents it without a sign of its own."""
        indent = signs.indent(element, style)
        if "mso" not in named or ("msolist" not in named and not indent):
            return None
        if signs.of_word(element, style):
            return None
        return self.loose.item_of(into, indent)

    # Tables

    def add_table(self, into: Tree, element: Tree, state: State) -> None:
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
        rows.sort(key=lambda row: row.getparent().tag == "tfoot")
        rows = [row for row in rows if row.get("height") != "0" or "".join(row.itertext()).strip()]
        if state.in_table or is_frame(element, rows):  # its cells follow one another
            return self.fill(into, element, state)
        for caption in element.iterchildren("caption"):
            self.fill(into, caption, state)
        kept, below = kept_attributes(element, "data-id"), _rows_below(rows)
        for at in range(0, len(rows), TALLEST):
            made = etree.SubElement(into, "table", kept)
            body, kept = etree.SubElement(made, "tbody"), {}
            for row in rows[at : at + TALLEST]:
                self.add_row(body, row, state, below[row])
            if _says_nothing(made):
                into.remove(made)
                continue
            tables.straighten(made)
            for cell in made.iter("td", "th"):
                if not len(cell):
                    etree.SubElement(cell, "p")

    def add_row(self, into: Tree, row: Tree, state: State, below: int) -> None:
        made = etree.SubElement(into, "tr")
        in_head = row.getparent().tag == "thead"
        for cell in row.iterchildren("td", "th"):
            one = etree.SubElement(made, "th" if in_head or cell.tag == "th" else "td")
            for name, most in (("colspan", WIDEST), ("rowspan", below + 1)):
                told = cell.get(name) or ""
                if VALUES[name].fullmatch(told) and min(int(told), most) > 1:
                    one.set(name, str(min(int(told), most)))
            inner = self.within(cell, state)._replace(in_table=True, lists=(), quotes=0)
            self.fill(one, cell, inner)


def _rows_below(rows: list[Tree]) -> dict[Tree, int]:
    """Returns for each row how many come after it in its part of the table: no cell reaches into the next."""
    below: dict[Tree, int] = {}
    after = None
    for row in reversed(rows):
        below[row] = below[after] + 1 if after is not None and after.getparent() is row.getparent() else 0
        after = row
    return below


def _says_nothing(made: Tree) -> bool:
    return not words(made).strip() and made.find(".//img") is None


def _list_for(into: Tree) -> Tree:
    """Returns the list for an item that came without one."""
    if into.tag in ("ul", "ol"):
        return into
    before = last(into)
    return before if before is not None and before.tag == "ul" else etree.SubElement(into, "ul")


def _number(made: Tree, kind: str, number: int) -> None:
    """Sets where a list begins, and how it is numbered."""
    if made.tag == "ol" and number != 1:
        made.set("start", str(number))
    if made.tag == "ol" and kind != "1":
        made.set("type", kind)


def _begin_with_paragraph(item: Tree) -> None:
    """Makes an item begin with a paragraph, so that it has a place to write in."""
    if item[0].tag in HEADINGS:
        item[0].tag = "p"
    elif item[0].tag != "p":
        item.insert(0, etree.Element("p"))


def _of_heading(run: Run) -> Run:
    return run._replace(
        text=run.text.replace("\n", " "),
        marks={name: values for name, values in run.marks.items() if name != "strong"},
    )
