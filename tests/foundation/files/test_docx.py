"""Word documents, read back as Word's own library reads them."""

import io

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
        ("Normal", 'The Chair thanked UNDESA for the draft of 2 May, "as sent".'),
        ("List Bullet", "ILO asked for a shorter text."),
        ("List Bullet 2", "Two pages."),
        ("List Bullet", "IOM agreed."),
        ("Normal", "It was decided:"),
        ("List Number", "To send it by 4 May;"),
        ("List Number", "to publish it on the site."),
        ("Normal", "Agency · Page\nILO · 4"),
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
    assert [run.text for run in said.runs if run.italic] == ["2 May"]
    link = document.paragraphs[11].hyperlinks[0]
    assert (link.text, link.address) == ("on the site", "https://gmg.example/a?b=1&c=2")


def test_each_numbered_list_begins_at_one(minutes):
    numbers = [
        one._p.pPr.numPr.numId.val for one in read(minutes).paragraphs if one.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_table_is_read_back(minutes):
    table = read(minutes).tables[0]
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
