"""The words in an element of theirs as runs, and the blocks among them."""

import re
from collections import Counter
from typing import NamedTuple

from foundation.text.rich.elements import OF_BLOCKS, is_blank
from foundation.text.rich.foreign import styles
from foundation.text.rich.marks import marked
from foundation.text.rich.runs import Marks, Run, tidy
from foundation.text.rich.schema import NOTE, VALUES
from foundation.text.rich.tree import Tree

PICTOGRAM = re.compile(r"(?:[^\w\s\x00-\xa8]|\d\ufe0f?\u20e3){1,16}|:[\w+-]{1,40}:")
TICKED, UNTICKED = "☑ ", "☐ "


class State(NamedTuple):
    """Where the reader is: what the elements around say of the words in them."""

    marks: Marks = {}
    is_pre: bool = False
    lists: tuple[Tree, ...] = ()  # ours, around what is read
    quotes: int = 0
    in_table: bool = False


class Words:
    """Reads words with their marks. Counts the images that it leaves out."""

    def __init__(self, left_out: Counter, *, images: bool):
        self.left_out = left_out
        self.images = images

    def pieces(self, element: Tree, state: State):
        """Yields the words in an element as runs, and each block in it as (element, state)."""
        of_lines = any(child.tag == "div" and is_blank(child) for child in element)
        if element.text:
            yield self.said(element.text, state)
        for child in element:
            if of_lines and child.tag == "div" and next(child.iterdescendants(*OF_BLOCKS), None) is None:
                yield Run("\n")
                yield from self.pieces(child, self.within(child, state))
                if (after := child.getnext()) is None or after.tag != "div":
                    yield Run("\n")
            else:
                yield from self.piece(child, state)
            if child.tail:
                yield self.said(child.tail, state)

    def piece(self, child: Tree, state: State):
        if child.tag == "br":
            if "page-break-before" not in styles(child):
                yield Run("\n", state.marks)
        elif child.tag == "img":
            yield from self.image(child, state)
        elif child.tag == "input":
            if (child.get("type") or "").lower() == "checkbox":
                yield Run(TICKED if "checked" in child.attrib else UNTICKED, state.marks)
        elif child.tag in OF_BLOCKS:
            yield child, state
        elif child.tag == "span" and child.get("class") == NOTE:
            note = tidy(_without_notes(self.note(child, state._replace(marks={}))))
            if note:
                yield Run("", {}, tuple(run._replace(text=run.text.replace("\n\n", "\n")) for run in note))
        elif child.tag == "span" and "mso-tab-count" in styles(child):  # with the dots that lead to a page
            yield Run(" ", state.marks)
        elif child.tag == "q":
            yield Run("“", state.marks)
            yield from self.pieces(child, self.within(child, state))
            yield Run("”", state.marks)
        else:
            yield from self.pieces(child, self.within(child, state))

    def said(self, text: str, state: State) -> Run:
        return Run(text if state.is_pre else text.replace("\n", " "), state.marks)

    def note(self, element: Tree, state: State):
        """Yields the words of a footnote; between its blocks a line break."""
        for piece in self.pieces(element, state):
            if isinstance(piece, Run):
                yield piece
            else:
                block, around = piece
                yield Run("\n")
                yield from self.note(block, self.within(block, around))
                yield Run("\n")

    def image(self, element: Tree, state: State):
        alt, style = (element.get("alt") or "").strip(), styles(element)
        sizes = {element.get("width"), element.get("height"), style.get("width"), style.get("height")}
        if self.images and VALUES["src"].fullmatch(element.get("src") or ""):
            yield element, state
        elif PICTOGRAM.fullmatch(alt):
            yield Run(alt, state.marks)
        elif not sizes & {"0", "1", "0px", "1px"} and alt not in ("checked", "unchecked"):
            self.left_out["images"] += 1

    def within(self, element: Tree, state: State) -> State:
        """Returns the state within an element that says how its words look."""
        style = styles(element)
        space = style.get("white-space", "") or style.get("white-space-collapse", "")
        is_pre = space.startswith(("pre", "break")) if space else state.is_pre
        return state._replace(marks=marked(element, style, state.marks), is_pre=is_pre)


def _without_notes(runs):
    """Yields the runs of a note; a note within it stands in brackets."""
    for run in runs:
        if run.note:
            yield Run(" (")
            yield from run.note
            yield Run(")")
        else:
            yield run
