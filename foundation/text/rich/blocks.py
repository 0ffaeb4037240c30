"""A rich text as a list of blocks. HTML, plain text and Word documents are written from them."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["p", "h3", "h4", "quote", "li"]
MARKS = ("strong", "em", "del")  # from the outermost to the innermost tag, all within the link


class Run(NamedTuple):
    """Words with the same format. A line break within a paragraph is a "\\n" in `text`."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""


@dataclass
class Block:
    """A paragraph, a heading, a paragraph of a quotation, or an item of a list.

    `lists` has the lists around an item: ("ul", "ol") is a numbered list within a list with bullets.
    """

    kind: Kind
    runs: list[Run] = field(default_factory=list)
    lists: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text of all runs, one after the other."""
        return "".join(run.text for run in self.runs)
