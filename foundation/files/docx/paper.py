"""Writes Word documents with real styles, so that people can edit them like their own. pandoc makes them."""

import re
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.dates import clock
from foundation.files import pandoc
from foundation.files.docx import finishing, writing
from foundation.portal import group

REFERENCE = Path(__file__).parent / "reference.docx"  # the page and the styles: see scripts/reference_docx.py
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Paper:
    """A document that is written from top to bottom: A4, serif, with page x of y at the foot.

    `over` is the line over the title, `facts` are those under it, and `notices` what nobody should miss.
    `running` is the line at the top of each page; without it, that is the title. `foot` stands before the
    number of the page. `language` is that of the text; without it, that of the reader.
    """

    def __init__(
        self,
        title: str,
        *,
        over: str = "",
        facts: Iterable[str] = (),
        notices: Iterable[str] = (),
        running: str = "",
        foot: str = "",
        language: str = "",
    ):
        self._title, self._running, self._foot = _written(title), _written(running or title), _written(foot)
        self._language = _word_language(language)
        lines = [("Group", over), ("Title", title)]
        lines += [("Facts", fact) for fact in facts] + [("Notice", notice) for notice in notices]
        self._head = _lines(lines)
        self._has_cover = False
        self._tables = 0
        self._blocks: list[writing.Node] = []

    def cover(
        self,
        title: str,
        *,
        group: str,
        kind: str,
        name: str = "",
        period: str = "",
        facts: Iterable[str] = (),
        notices: Iterable[str] = (),
    ) -> None:
        """Puts a page of its own, without head and foot, in place of the title and its lines.

        It needs contents, which begin the next page. `facts` and `notices` stand in its lower part.
        """
        lines = [("Group", group), ("Cover Kind", kind), ("Cover Title", title)]
        lines += [("Cover Name", name), ("Cover Period", period)]
        lines += [("Cover Facts", fact) for fact in facts] + [("Notice", notice) for notice in notices]
        self._head = _lines(lines)
        self._has_cover = True

    def contents(self) -> None:
        """Adds a page with the contents: the headings of the two highest levels that follow."""
        self._blocks.append(_styled("TOC Heading", _("Contents")))

    def heading(self, text: str, *, level: int = 1, number: str = "") -> None:
        """Adds a heading. Level 1 is the highest below the title. All its lines begin after the number."""
        first = [*_plain(number), writing.tab()] if number else []
        self._blocks.append(writing.heading(level, [*first, *_plain(text)], hang=bool(number)))

    def paragraph(self, text: str) -> None:
        """Adds plain text with its line breaks."""
        self._blocks.append(writing.paragraph(_plain(text)))

    def fact(self, text: str) -> None:
        """Adds a line in grey, such as those under the title."""
        self._blocks.append(_styled("Facts", text))

    def line(self, lead: str, text: str) -> None:
        """Adds a paragraph that begins with some words in bold, such as a decision or an action."""
        self._blocks.append(writing.paragraph([writing.strong(_plain(f"{lead}  ")), *_plain(text)]))

    def rich(self, text: str, *, below: int = 1, images: writing.Images | None = None) -> None:
        """Adds a stored text, rich or plain. Its headings come below that level.

        `images` returns the content of an image by its stored address.
        """
        self._blocks += writing.text_blocks(_written(text), below=below, images=images)

    def captioned(self, caption: str, table: str) -> None:
        """Adds a table under its caption, "Table 2. Meetings". Both are stored texts."""
        self._tables += 1
        before, _place, after = _("Table %(number)s.").partition("%(number)s")
        which = [*_plain(before), writing.counted("Table", self._tables), *_plain(f"{after} ")]
        first, *others = writing.text_blocks(_written(caption)) or [writing.paragraph([])]
        if first["t"] != "Para":
            first, others = writing.paragraph([]), [first, *others]
        self._blocks += [writing.styled("Caption", [writing.paragraph([*which, *first["c"]])]), *others]
        self.rich(table)

    def items(self, texts: Iterable[str], *, numbered: bool = False) -> None:
        """Adds a list. Its numbers begin at 1."""
        items = [[writing.paragraph(_plain(text))] for text in texts]
        if items:
            self._blocks.append(writing.numbers(items) if numbered else writing.bullets(items))

    def table(self, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """Adds a table with horizontal lines only. Its head is repeated on each page."""
        lines = [[_cell("Table Head", text) for text in columns]]
        lines += [[_cell("Table Text", text) for text in row] for row in rows]
        self._blocks.append(writing.table(lines, heads=1))

    def content(self) -> bytes:
        """Returns the bytes of the file. Raises `pandoc.Unable`."""
        made = pandoc.from_tree(
            [*self._head, *self._blocks], write="docx", options=[f"--reference-doc={REFERENCE}"]
        )
        return finishing.finished(
            made,
            title=self._title,
            running=self._running,
            foot=self._foot,
            has_cover=self._has_cover,
            author=group.name(),
            language=self._language,
            at=clock.now(),
        )


def _word_language(language: str) -> str:
    """Returns that language, or else the active one, as Word writes it: "en-GB"."""
    language, _dash, region = (language or get_language() or "en").partition("-")
    return f"{language}-{region.upper()}" if region else language


def _written(text: str) -> str:
    return UNWRITABLE.sub("", str(text).replace("\r\n", "\n"))


def _plain(text: str) -> list[writing.Node]:
    return writing.plain(_written(text))


def _styled(style: str, text: str) -> writing.Node:
    return writing.paragraph(_plain(text), style=style)


def _lines(lines: Iterable[tuple[str, str]]) -> list[writing.Node]:
    return [_styled(style, text) for style, text in lines if text]


def _cell(style: str, text: object) -> writing.Cell:
    words = _written("" if text is None else str(text))
    return [writing.paragraph(_plain(words), style=style, empty=not words)], 1, 1, words
