"""What a text may hold: the one definition. See ADR 22.

The cleaning, the pages, PDFs, Word files and the editor follow it; tests hold each against it.
"""

import re
from typing import NamedTuple


class Element(NamedTuple):
    """What an element may hold, and its attributes in the order in which they are written."""

    holds: str  # "blocks", "items", "rows", "cells", "inline", "note" (inline without notes) or "nothing"
    attributes: tuple[str, ...] = ()


HEADINGS = ("h3", "h4", "h5")  # three levels; the title of the page is h1, that of its part h2
BLOCKS = {
    "p": Element("inline", ("data-id", "class", "dir")),
    **dict.fromkeys(HEADINGS, Element("inline", ("data-id", "dir"))),
    "ul": Element("items", ("data-id",)),
    "ol": Element("items", ("data-id", "start", "type")),
    "li": Element("blocks", ("data-id",)),
    "blockquote": Element("blocks", ("data-id",)),
    "table": Element("rows", ("data-id",)),
    "img": Element("nothing", ("data-id", "src", "alt")),
}
PARTS = {  # of a table
    "thead": Element("rows"),
    "tbody": Element("rows"),
    "tr": Element("cells"),
    "th": Element("blocks", ("colspan", "rowspan")),
    "td": Element("blocks", ("colspan", "rowspan")),
}
MARKS = {  # from the outermost to the innermost
    "a": ("href",),
    "ins": ("data-by", "datetime"),
    "del": ("data-by", "datetime"),
    "strong": (),
    "em": (),
    "u": (),
    "s": (),
    "sup": (),
    "sub": (),
}
INLINE = {
    "br": Element("nothing"),
    "span": Element("note", ("class",)),  # a footnote
    **{mark: Element("inline", attributes) for mark, attributes in MARKS.items()},
}
ELEMENTS = BLOCKS | PARTS | INLINE

NOTE = "footnote"  # the class of a footnote
NUMBERED = "numbered"  # the class of a numbered paragraph
TYPES = ("1", "a", "A", "i", "I")  # how a list is numbered
DEEPEST = 6  # lists within lists; what is deeper comes at this level
WIDEST, TALLEST = 60, 2_000  # cells of a table

HREF = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20]+", re.IGNORECASE)
IMAGE = re.compile(r"/(?:documents|chair)/\d+/images/[\w.-]+")  # of a document, of a term's report
ID = re.compile(r"[a-z0-9]{4,16}")
VALUES = {  # what the value of an attribute must be
    "data-id": ID,
    "class": re.compile(f"{NOTE}|{NUMBERED}"),
    "dir": re.compile("ltr|rtl"),
    "start": re.compile(r"\d{1,5}"),
    "type": re.compile("[aAiI]"),
    "colspan": re.compile(r"[1-9]\d?"),
    "rowspan": re.compile(r"[1-9]\d{0,3}"),
    "href": HREF,
    "src": IMAGE,
    "alt": re.compile(r".{0,500}", re.DOTALL),
    "data-by": re.compile(r".{1,200}"),
    "datetime": re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?"),
}
