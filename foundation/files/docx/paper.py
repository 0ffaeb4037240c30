"""Writes Word documents with real styles, so that people can edit them like their own."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from foundation.dates import clock
from foundation.portal import group
from foundation.text import rich as text_rich


@dataclass
class Run:
    text: str
    marks: frozenset = frozenset()
    href: str = ""


@dataclass
class Block:
    kind: str
    runs: list
    lists: tuple = ()


SERIF, SANS = "Cambria", "Calibri"
INK, QUIET, BRAND, LINE = "16202A", "50606F", "005A8C", "D9E0E6"
SIZES = {"Title": 24, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5, "Heading 4": 11}  # points
DEEPEST = 3  # lists within lists that Word has styles for
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

RIGHT_TO_LEFT = {"ar"}


class Paper:
    """A document that is written from top to bottom: A4, serif, with page x of y at the foot.

    `facts` are the lines under the title. `running` is the line at the top of each page; without it, that is
    the title. `language` is that of the text; without it, that of the reader.
    """

    def __init__(self, title: str, *, facts: Iterable[str] = (), running: str = "", language: str = ""):
        self._document = Document()
        self._language = _word_language(language)
        self._dress()
        self._page(running or title)
        self._describe(title)
        self._document.add_paragraph(_written(title), style="Title")
        for fact in facts:
            self._document.add_paragraph(_written(fact), style="Facts")

    def heading(self, text: str, *, level: int = 1) -> None:
        """Adds a heading. Level 1 is the highest below the title."""
        self._document.add_heading(_written(text), level)

    def paragraph(self, text: str) -> None:
        """Adds plain text with its line breaks."""
        self._runs(self._document.add_paragraph(), [Run(text)])

    def fact(self, text: str) -> None:
        """Adds a line in grey, such as those under the title."""
        self._runs(self._document.add_paragraph(style="Facts"), [Run(text)])

    def line(self, lead: str, text: str) -> None:
        """Adds a paragraph that begins with some words in bold, such as a decision or an action."""
        self._runs(self._document.add_paragraph(), [Run(f"{lead}  ", frozenset({"strong"})), Run(text)])

    def rich(self, text: str, *, below: int = 1) -> None:
        """Adds a stored text, rich or plain. Its headings come below that level."""
        for part in text_rich.plain(text).split("\n\n"):
            self._runs(self._document.add_paragraph(), [Run(part)])

    def items(self, texts: Iterable[str], *, numbered: bool = False) -> None:
        """Adds a list. Its numbers begin at 1."""
        numbers: dict[tuple[str, ...], int] = {}
        for text in texts:
            self._item(Block("li", [Run(text)], ("ol" if numbered else "ul",)), numbers)

    def table(self, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """Adds a table with horizontal lines only. Its head is repeated on each page."""
        columns = list(columns)
        table = self._document.add_table(rows=1, cols=len(columns))
        table.autofit = True
        _line(table)
        for cell, text in zip(table.rows[0].cells, columns, strict=True):
            cell.paragraphs[0].style = "Table Head"
            cell.paragraphs[0].add_run(_written(text))
        _put(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        for row in rows:
            line = table.add_row()
            _put(line._tr.get_or_add_trPr(), "w:cantSplit")
            for cell, text in zip(line.cells, row, strict=True):
                cell.paragraphs[0].style = "Table Text"
                self._runs(cell.paragraphs[0], [Run(str(text if text is not None else ""))])
        self._document.add_paragraph(style="Table Text")

    def content(self) -> bytes:
        """Returns the bytes of the file."""
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()

    # The words

    def _item(self, block: Block, numbers: dict[tuple[str, ...], int]) -> None:
        level = min(len(block.lists), DEEPEST)
        name = "List Number" if block.lists[-1] == "ol" else "List Bullet"
        paragraph = self._document.add_paragraph(style=f"{name} {level}" if level > 1 else name)
        if block.lists[-1] == "ol":
            if block.lists not in numbers:
                numbers[block.lists] = self._new_numbering(paragraph.style)
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = numbers[block.lists]
        else:
            numbers.setdefault(block.lists, 0)
        self._runs(paragraph, block.runs)

    def _new_numbering(self, style) -> int:
        """Adds a new numbering like that of the style, which begins at 1."""
        numbering = self._document.part.numbering_part.numbering_definitions._numbering
        known = numbering.num_having_numId(style.element.pPr.numPr.numId.val)
        made = numbering.add_num(known.abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return made.numId

    def _runs(self, paragraph, runs: list[Run]) -> None:
        for run in runs:
            for number, line in enumerate(_written(run.text).split("\n")):
                if number:
                    paragraph.add_run().add_break()
                if line:
                    words = paragraph.add_run(line)
                    words.bold = "strong" in run.marks or None
                    words.italic = "em" in run.marks or None
                    words.font.strike = "del" in run.marks or None
                    if run.href:
                        _link(paragraph, words, run.href)

    # The looks

    def _dress(self) -> None:
        styles = self._document.styles
        self._set_language(styles.element)
        normal = styles["Normal"]
        _font(normal, SERIF, 11, INK)
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.2
        if self._language.partition("-")[0] in RIGHT_TO_LEFT:
            properties = normal.element.get_or_add_pPr()
            properties.insert_element_before(OxmlElement("w:bidi"), "w:adjustRightInd", "w:spacing", "w:ind")
        for name, size in SIZES.items():
            style = styles[name]
            _font(style, SANS, size, INK)
            style.font.bold, style.font.italic = name != "Title", False
            style.paragraph_format.space_before = Pt(0 if name == "Title" else size)
            style.paragraph_format.space_after = Pt(4)
            style.paragraph_format.keep_with_next = True
        for border in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
        _font(styles["Quote"], SERIF, 11, INK)
        styles["Quote"].paragraph_format.left_indent = Mm(8)
        for name, size, colour in (
            ("Facts", 10, QUIET),
            ("Table Head", 9.5, QUIET),
            ("Table Text", 9.5, INK),
        ):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            _font(style, SANS, size, colour)
            style.paragraph_format.space_after = Pt(2)
            style.font.bold = name == "Table Head"
        for name in ("Header", "Footer"):
            _font(styles[name], SANS, 9, QUIET)

    def _page(self, running: str) -> None:
        page = self._document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(25)
        page.top_margin = page.bottom_margin = Mm(22)
        page.header.paragraphs[0].text = _written(running)
        foot = page.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        fields = {"%(page)s": "PAGE", "%(pages)s": "NUMPAGES"}
        for part in re.split(r"(%\(pages?\)s)", _("Page %(page)s of %(pages)s")):
            if part in fields:
                _field(foot, fields[part])
            else:
                foot.add_run(part)

    def _set_language(self, styles) -> None:
        for known in styles.iter(qn("w:lang")):
            known.set(qn("w:val"), self._language)

    def _describe(self, title: str) -> None:
        about = self._document.core_properties
        about.title, about.author, about.language = _written(title)[:255], group.name(), self._language
        about.created = about.modified = clock.now()
        about.comments = about.last_modified_by = ""


def _word_language(language: str) -> str:
    """Returns that language, or else the active one, as Word writes it: "en-GB"."""
    language, _dash, region = (language or get_language() or "en").partition("-")
    return f"{language}-{region.upper()}" if region else language


def _written(text: str) -> str:
    return UNWRITABLE.sub("", str(text).replace("\r\n", "\n"))


def _font(style, name: str, size: float, colour: str) -> None:
    """Sets the font by name, because the theme of the template would override it."""
    style.font.name, style.font.size = name, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
        fonts.set(qn(f"w:{script}"), name)
    fonts.attrib.pop(qn("w:cstheme"), None)


def _put(parent, tag: str, **attributes: str):
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made


def _field(paragraph, code: str) -> None:
    """Adds a field that Word fills in, such as PAGE."""
    run = paragraph.add_run()._r
    _put(run, "w:fldChar", fldCharType="begin")
    _put(run, "w:instrText").text = f" {code} "
    _put(run, "w:fldChar", fldCharType="separate")
    _put(run, "w:t").text = "1"
    _put(run, "w:fldChar", fldCharType="end")


def _link(paragraph, words, href: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    words.font.color.rgb, words.font.underline = RGBColor.from_string(BRAND), True
    words._r.addprevious(link)
    link.append(words._r)


def _line(table) -> None:
    borders = _put(table._tbl.tblPr, "w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        _put(borders, f"w:{side}", val="single", sz="4", space="0", color=LINE)
