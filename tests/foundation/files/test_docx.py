"""Word documents, read back as Word's own library reads them."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from foundation.files.docx import Paper
from tests.foundation.text import pasted


def read(paper):
    return Document(io.BytesIO(paper.content()))


def styled_paragraphs(document) -> list[tuple[str, str]]:
    return [(one.style.name, one.text) for one in document.paragraphs]


@pytest.fixture
def minutes():
    paper = Paper(
        "Minutes of the working level", facts=["Geneva, 14 May 2026", "Chair: IOM"], running="Minutes"
    )
    paper.heading("1. Adoption of the agenda")
    paper.rich(pasted.WORD_CLEAN)
    paper.rich("Plain <words>.\nA line.\n\nAnother paragraph.")
    paper.heading("Decisions", level=2)
    paper.items(["To send it", "To publish it"], numbered=True)
    paper.items(["One"])
    paper.table(["Agency", "Due"], [["ILO", "4 May 2026"], ["IOM", None]])
    paper.paragraph("The\x07 end.")
    return paper


def test_document_has_words_own_styles(minutes):
    assert styled_paragraphs(read(minutes)) == [
        ("Title", "Minutes of the working level"),
        ("Facts", "Geneva, 14 May 2026"),
        ("Facts", "Chair: IOM"),
        ("Heading 1", "1. Adoption of the agenda"),
        ("Heading 2", "Item 3: Statement"),
        ("Normal", 'The Chair thanked UNDESA for the draft of 2\xa0May, "as sent".'),
        ("List Bullet", "ILO asked for a shorter text."),
        ("List Bullet 2", "Two pages."),
        ("List Bullet", "IOM agreed."),
        ("Normal", "It was decided:"),
        ("List Number", "To send it by 4 May;"),
        ("List Number", "to publish it on the site."),
        ("Table Text", ""),
        ("Normal", "Plain <words>.\nA line."),
        ("Normal", "Another paragraph."),
        ("Heading 2", "Decisions"),
        ("List Number", "To send it"),
        ("List Number", "To publish it"),
        ("List Bullet", "One"),
        ("Table Text", ""),
        ("Normal", "The end."),
    ]


def test_marks_and_links_stay(minutes):
    document = read(minutes)
    said = document.paragraphs[5]
    assert [run.text for run in said.runs if run.bold] == ["thanked"]
    assert [run.text for run in said.runs if run.italic] == ["2\xa0May"]
    link = document.paragraphs[11].hyperlinks[0]
    assert (link.text, link.address) == ("on the site", "https://gmg.example/a?b=1&c=2")


def test_each_numbered_list_begins_at_one(minutes):
    numbers = [
        one._p.pPr.numPr.numId.val for one in read(minutes).paragraphs if one.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_table_is_read_back(minutes):
    table = read(minutes).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Agency", "Due"],
        ["ILO", "4 May 2026"],
        ["IOM", ""],
    ]


def test_page_is_a4_in_british_english_and_counted(minutes):
    document = read(minutes)
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert page.header.paragraphs[0].text == "Minutes"
    fields = [field.text.strip() for field in page.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert document.core_properties.title == "Minutes of the working level"
    assert document.styles["Normal"].font.name == "Cambria"


def test_looks_of_a_paper_are_the_house_s(minutes):
    document = read(minutes)
    assert document.core_properties.author == "Global Migration Group"
    table = document.tables[1]
    assert table.style.name == "Table"
    first, *others = table._tbl.tr_lst
    assert first.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in [first, *others])
    styles = [[cell.paragraphs[0].style.name for cell in row.cells] for row in table.rows]
    assert styles == [["Table Head"] * 2, ["Table Text"] * 2, ["Table Text"] * 2]


def test_columns_are_as_wide_as_their_words_need():
    paper = Paper("Actions")
    paper.table(["No.", "Action", "Due"], [["1", "Write to all members of the Group. " * 5, "14 May 2027"]])
    [table] = read(paper).tables
    number, action, due = (column.width for column in table.columns)
    assert number < due < action
    assert due / sum((number, action, due)) > len("14 May 2027") / 90


def test_arabic_paper_runs_from_right_to_left():
    paper = Paper("وثيقة مشتركة", running="المجموعة", language="ar")
    paper.paragraph("مرحبا بكم في GMG 2026")
    paper.paragraph("English words")
    paper.table(["الوكالة", "الموعد"], [["المنظمة", "4"]])
    document = read(paper)
    assert document.styles["Normal"].element.pPr.find(qn("w:bidi")) is not None
    arabic, english = document.paragraphs[1:3]
    runs = [(run.text, run._r.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None) for run in arabic.runs]
    assert runs == [("مرحبا بكم في ", True), ("GMG 2026", False)]
    assert arabic._p.pPr is None or arabic._p.pPr.find(qn("w:bidi")) is None  # as the style says
    assert english._p.pPr.find(qn("w:bidi")).get(qn("w:val")) == "0"
    assert document.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert {lang.get(qn("w:bidi")) for lang in document.styles.element.iter(qn("w:lang"))} == {"ar"}


def test_the_same_paper_is_the_same_file():
    def parts():
        paper = Paper("A title", facts=["A fact"], language="en")
        paper.rich("<p>Words</p>")
        with zipfile.ZipFile(io.BytesIO(paper.content())) as archive:
            return {part: (archive.read(part), part.date_time) for part in archive.infolist()}.values()

    assert list(parts())[:-1] == list(parts())[:-1]  # the last tells when it was made
