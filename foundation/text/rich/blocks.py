"""A rich text as a flat row of blocks, from which HTML, plain text and Word documents are written."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["p", "h3", "h4", "quote", "li"]
MARKS = ("strong", "em", "del")  # from the outer to the inner one, within the link


class Run(NamedTuple):
    """Words that look alike. A line that breaks within a paragraph is a "\\n" in them."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""


@dataclass
class Block:
    """A paragraph, a heading, a paragraph of a quotation, or an item of a list.

    `lists` is the way to an item: ("ul", "ol") for an item of a numbered list within one with bullets.
    """

    kind: Kind
    runs: list[Run] = field(default_factory=list)
    lists: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words of all runs."""
        return "".join(run.text for run in self.runs)
