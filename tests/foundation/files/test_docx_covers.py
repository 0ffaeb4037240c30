"""A Word document with a cover, contents, captions and footnotes, as a report has them."""

import functools
import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length

from foundation.files.docx import Paper, read_word

LONG = "https://www.example.org/documents/a-long-address-of-a-document.pdf"
MEMBERS = (
    "<table><thead><tr><th><p>Agency</p></th><th><p>Name</p></th></tr></thead><tbody>"
    + f'<tr><td><p>IOM<span class="footnote">{LONG}</span></p></td><td><p>International Organization for '
    "Migration, which has many words here</p></td></tr>"
    + "<tr><td><p>ILO</p></td><td><p>International Labour Organization</p></td></tr>" * 20
    + "</tbody></table>"
)
MEETINGS = (
    "<table><tbody><tr><td><p>2 May 2007</p></td></tr><tr><td><p>8 June 2007</p></td></tr></tbody></table>"
)


@functools.cache
def made() -> bytes:
    paper = Paper("Report: IOM", running="GMG report", foot="As at 31 August 2012")
    paper.cover(
        "IOM", group="Global Migration Group", kind="Report", name="International Organization for Migration",
        period="January to June 2007", facts=["As at 31 August 2012"], notices=["Draft"],
    )  # fmt: skip
    paper.contents()
    paper.heading("The Group", number="1")
    paper.rich(
        f'<p>It <a href="{LONG}">met</a><span class="footnote">{LONG}</span>.</p><p>It said:</p><p>All.</p>'
    )
    paper.rich("<h3>Within the text</h3>", below=2)
    paper.captioned("<p>Members</p>", MEMBERS)
    paper.heading("Work", level=2, number="1.1")
    paper.captioned("<p>Meetings</p>", MEETINGS)
    paper.heading("Annex A Statements")
    return paper.content()


@pytest.fixture
def content():
    return made()


@pytest.fixture
def document(content):
    return Document(io.BytesIO(content))


def named(document, style: str):
    return [one for one in document.element.body.iter(qn("w:p")) if one.style == style]


def words(paragraph) -> str:
    return "".join(
        {qn("w:tab"): "\t"}.get(one.tag, one.text) or "" for one in paragraph.xpath(".//w:t|.//w:r/w:tab")
    )


def test_cover_stands_in_place_of_the_title(document):
    assert [(one.style.name, one.text) for one in document.paragraphs[:7]] == [
        ("Group", "Global Migration Group"),
        ("Cover Kind", "Report"),
        ("Cover Title", "IOM"),
        ("Cover Name", "International Organization for Migration"),
        ("Cover Period", "January to June 2007"),
        ("Cover Facts", "As at 31 August 2012"),
        ("Notice", "Draft"),
    ]
    assert named(document, "Title") == []
    assert document.core_properties.title == "Report: IOM"


def test_cover_has_neither_head_nor_foot(document):
    [section] = document.sections
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous  # there is none
    assert section.first_page_footer.is_linked_to_previous
    assert section.header.paragraphs[0].text == "GMG report"
    assert section.footer.paragraphs[0].text == "As at 31 August 2012 · Page 1 of 1"  # Word counts


def test_contents_are_a_field_that_is_filled_in(document):
    [block] = document.element.body.iter(qn("w:sdt"))
    assert [one.text for one in block.iter(qn("w:instrText"))] == [r' TOC \o "1-2" \h \z ']
    lines = [one for one in block.iter(qn("w:p")) if one.style]
    assert [(one.style, words(one)) for one in lines] == [
        ("TOCHeading", "Contents"),
        ("TOC1", "1\tThe Group"),
        ("TOC2", "1.1\tWork"),
        ("TOC1", "Annex A Statements"),
    ]


def test_each_line_of_the_contents_leads_to_its_heading(document):
    anchors = [
        one.get(qn("w:anchor"))
        for one in document.element.body.iter(qn("w:hyperlink"))
        if one.get(qn("w:anchor"))
    ]
    at = {
        one.get(qn("w:name")): words(one.getparent())
        for one in document.element.body.iter(qn("w:bookmarkStart"))
        if one.get(qn("w:name")).startswith("_Toc")
    }
    assert [at[anchor] for anchor in anchors] == ["1\tThe Group", "1.1\tWork", "Annex A Statements"]


def test_opening_the_file_asks_for_nothing(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"updateFields" not in archive.read("word/settings.xml")
        assert b"dirty" not in archive.read("word/document.xml")


def test_contents_and_text_begin_pages(document):
    contents, group = named(document, "TOCHeading") + named(document, "Heading1")[:1]
    assert document.styles["TOC Heading"].paragraph_format.page_break_before
    assert group.pPr.find(qn("w:pageBreakBefore")) is not None
    assert contents.pPr.find(qn("w:pageBreakBefore")) is None
    others = [*named(document, "Heading1")[1:], *named(document, "Heading2")]
    assert all(one.pPr.find(qn("w:pageBreakBefore")) is None for one in others)


def test_lines_of_a_numbered_heading_begin_after_its_number(document):
    numbered, annex = (one.pPr.ind for one in named(document, "Heading1"))
    assert numbered.left == numbered.hanging > 0
    assert annex is None


def test_captions_are_counted_by_word(document):
    captions = named(document, "Caption")
    assert [words(one) for one in captions] == ["Table 1. Members", "Table 2. Meetings"]
    fields = [one.get(qn("w:instr")) for one in document.element.body.iter(qn("w:fldSimple"))]
    assert fields == [r" SEQ Table \* ARABIC "] * 2
    assert [one.getnext().tag for one in captions] == [qn("w:tbl")] * 2
    assert document.styles["Caption"].paragraph_format.keep_with_next
    assert not document.styles["Caption"].hidden


def held(table) -> list[bool]:
    """Returns of each row whether it stays on the page of the next one."""
    return [
        all(one.paragraph_format.keep_with_next for cell in row.cells for one in cell.paragraphs)
        for row in table.rows
    ]


def test_tables_are_not_cut_near_their_ends(document):
    members, meetings = document.tables
    assert held(members) == [True, True, *[False] * 18, True, False]
    assert held(meetings) == [True, False]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in members.rows)


def test_footnote_does_not_widen_its_column(document):
    agency, name = (column.width for column in document.tables[0].columns)
    assert agency < name / 3
    assert round(Length(agency + name).mm) == 160


def test_paragraph_that_announces_stays_with_what_it_announces(document):
    [said] = [one for one in document.paragraphs if one.text == "It said:"]
    assert said.paragraph_format.keep_with_next
    assert not next(one for one in document.paragraphs if one.text == "All.").paragraph_format.keep_with_next


def test_number_of_a_footnote_stays_with_a_long_address(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        notes = archive.read("word/footnotes.xml").decode()
    assert notes.count("\N{NO-BREAK SPACE}</w:t>") == notes.count(LONG) == 2


def test_link_can_be_clicked(document):
    assert [link.address for one in document.paragraphs for link in one.hyperlinks] == [LONG]


def test_file_can_be_imported_again(content):
    read = read_word(content)
    assert "Table 2. Meetings" in read.text
    assert f'<span class="footnote">{LONG}</span>' in read.text
    assert read.left_out == ["The table of contents was left out."]
