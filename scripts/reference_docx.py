#!/usr/bin/env python3
"""Makes foundation/files/docx/reference.docx: the page and the styles of all Word documents of the portal.

Run it after a change, and look at a document in Word. It needs python-docx, which only development installs.
"""

from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

TO = Path(__file__).parent.parent / "foundation/files/docx/reference.docx"
SERIF, SANS = "Cambria", "Calibri"
INK, QUIET, BRAND, NOTICE, LINE = "16202A", "50606F", "005A8C", "5B4B8A", "D9E0E6"
SIZES = {"Title": 24, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5, "Heading 4": 11}  # points
DEEPEST = 3  # lists within lists that Word has styles for
TEXT_WIDTH = Mm(160)
# The lines of a cover and of a head: size, colour, bold, points before and after.
COVER = {
    "Group": (12, BRAND, True, 0, 10),
    "Cover Kind": (14, QUIET, False, 130, 10),
    "Cover Title": (36, INK, True, 0, 10),
    "Cover Name": (15, INK, False, 0, 26),
    "Cover Period": (19, INK, False, 0, 6),
    "Cover Facts": (11, INK, False, 260, 2),
    "Notice": (11, NOTICE, True, 0, 2),
}
NUMBERED = 77  # the number of the numbering of numbered paragraphs

TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Table">
  <w:name w:val="Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
      <w:bottom w:w="20" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
</w:style>"""

RULE = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="8" w:color="{INK}"/></w:pBdr>'

NUMBERING = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERED}">
  <w:multiLevelType w:val="singleLevel"/>
  <w:lvl w:ilvl="0">
    <w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="NumberedParagraph"/>
    <w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
    <w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs><w:ind w:left="0" w:firstLine="0"/></w:pPr>
  </w:lvl>
</w:abstractNum>"""


def main() -> None:
    document = Document()
    styles = document.styles
    normal = styles["Normal"]
    font(normal, SERIF, 11, INK)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.2
    for name, size in SIZES.items():
        style = styles[name]
        font(style, SANS, size, INK)
        style.font.bold, style.font.italic = name != "Title", False
        both_scripts(style)
        style.paragraph_format.space_before = Pt(0 if name == "Title" else size)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True
    for border in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    lists = [f"List {kind}" for kind in ("Bullet", "Number", "Continue")]
    for name in [*lists, *(f"{name} {level}" for name in lists for level in range(2, DEEPEST + 1))]:
        font(styles[name], SERIF, 11, INK)
        styles[name].paragraph_format.space_after = Pt(3)
    quote(styles["Quote"])
    for name, size, colour in (("Facts", 10, QUIET), ("Table Head", 9.5, QUIET), ("Table Text", 9.5, INK)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        font(style, SANS, size, colour)
        style.paragraph_format.space_after = Pt(2)
        style.font.bold = name == "Table Head"
        both_scripts(style)
    styles["Table Head"].paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        font(styles[name], SANS, 9, QUIET)
    cover(styles, normal)
    captions(styles)
    contents(styles, normal)
    notes(styles, normal)
    numbered(document, normal)
    styles.element.append(parse_xml(TABLE))
    page(document)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word says that the file is from an old Word
    document._body.clear_content()
    document.save(TO)


def font(style, name: str, size: float, colour: str) -> None:
    """Sets the font by name, because the theme of the template would override it; for Arabic words too."""
    style.font.name, style.font.size = name, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
        fonts.set(qn(f"w:{script}"), name)
    fonts.attrib.pop(qn("w:cstheme"), None)
    sized = style.element.rPr.find(qn("w:szCs"))
    if sized is None:
        sized = OxmlElement("w:szCs")
        style.element.rPr.find(qn("w:sz")).addnext(sized)
    sized.set(qn("w:val"), str(round(size * 2)))


def both_scripts(style) -> None:
    """Makes Arabic words bold where the style is."""
    for known in style.element.rPr.findall(qn("w:bCs")):
        known.getparent().remove(known)
    if style.font.bold:
        style.element.rPr.find(qn("w:b")).addnext(OxmlElement("w:bCs"))


def quote(style) -> None:
    font(style, SERIF, 11, INK)
    style.font.italic = False
    for known in style.element.rPr.findall(qn("w:iCs")):
        style.element.rPr.remove(known)
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Mm(8)


def cover(styles, normal) -> None:
    """Adds the styles of the first page, and of the lines over and under a title."""
    for name, (size, colour, is_bold, before, after) in COVER.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        font(style, SANS, size, colour)
        style.font.bold = is_bold
        both_scripts(style)
        words = style.paragraph_format
        words.space_before, words.space_after, words.line_spacing = Pt(before), Pt(after), 1.1
    facts = styles["Cover Facts"].element.get_or_add_pPr()
    # One rule over all of them, and the space before the first only.
    facts.insert_element_before(parse_xml(RULE), "w:shd", "w:tabs", "w:spacing")
    facts.get_or_add_spacing().addnext(OxmlElement("w:contextualSpacing"))


def captions(styles) -> None:
    style = styles["Caption"]
    font(style, SANS, 10, INK)
    style.font.bold, style.hidden = True, False
    both_scripts(style)
    words = style.paragraph_format
    words.space_before, words.space_after, words.keep_with_next = Pt(10), Pt(4), True


def contents(styles, normal) -> None:
    """Sets the styles of the contents: number, title, and the page that Word adds on an update."""
    head = styles["TOC Heading"]
    head.hidden = False
    head.paragraph_format.page_break_before = True
    head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(0), Pt(12)
    for level, (left, words) in enumerate(((0, 10), (10, 22)), start=1):
        style = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)  # as Word calls it
        style.element.styleId = f"TOC{level}"
        style.base_style = normal
        font(style, SANS, 11, INK)
        style.font.bold = level == 1
        both_scripts(style)
        paragraph = style.paragraph_format
        paragraph.left_indent, paragraph.first_line_indent = Mm(words), Mm(left - words)
        paragraph.right_indent = Mm(10)
        paragraph.space_before, paragraph.space_after = Pt(6 if level == 1 else 0), Pt(2)
        paragraph.line_spacing = 1.0
        paragraph.tab_stops.add_tab_stop(Mm(words))
        paragraph.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def notes(styles, normal) -> None:
    text = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = normal
    font(text, SERIF, 9, INK)
    text.paragraph_format.space_after = Pt(2)
    text.paragraph_format.line_spacing = 1.0
    mark = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(BRAND), True


def numbered(document, normal) -> None:
    """Adds the style whose paragraphs Word numbers across the whole document."""
    numbering = document.part.numbering_part.element
    numbering.findall(qn("w:abstractNum"))[-1].addnext(parse_xml(NUMBERING))
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUMBERED}"><w:abstractNumId w:val="{NUMBERED}"/></w:num>')
    )
    style = document.styles.add_style("Numbered Paragraph", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = normal
    style.quick_style = True
    properties = style.element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = NUMBERED


def page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    section.header.paragraphs[0].style = "Header"
    foot = section.footer.paragraphs[0]
    foot.style = "Footer"
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT


if __name__ == "__main__":
    main()
