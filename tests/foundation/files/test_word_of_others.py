# ruff: noqa: E501, the lines are markup
"""Word files as other people make them: what the text becomes, and what is said of the rest."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches

from foundation.files.docx import read_word
from foundation.text import rich
from tests.foundation.files.test_word import PNG, bare, to_word

W = nsdecls("w")
CASES = Path(__file__).parent / "word"


@pytest.fixture
def word():
    return Document()


def read(document, **options) -> rich.Read:
    file = io.BytesIO()
    document.save(file)
    return read_word(file.getvalue(), **options)


def text(document, **options) -> str:
    return bare(read(document, **options).text)


def add(paragraph, xml: str) -> None:
    """Adds raw XML of Word to a paragraph."""
    paragraph._p.append(parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {W}", xml)))


def number(paragraph, numbering: str, level: int = 0) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = int(numbering)


def new_numbering(document, *levels: str, start: int = 1) -> str:
    """Adds a numbering with these formats, such as "decimal". Returns its number."""
    root = document.part.numbering_part.element
    name = str(500 + len(root))
    made = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start if not level else 1}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{"•" if form == "bullet" else f"%{level + 1}."}"/>'
        f'<w:pPr><w:ind w:left="{720 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for level, form in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{name}">{made}</w:abstractNum>')
    root.findall(qn("w:abstractNum"))[-1].addnext(abstract)
    root.append(parse_xml(f'<w:num {W} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'))
    return name


def test_headings_and_title_become_headings_of_three_levels(word):
    word.add_paragraph("The draft", style="Title")
    for level in (1, 2, 3, 6):
        word.add_heading(f"Level {level}", level)
    word.add_paragraph("Words")
    assert text(word) == (
        "<h3>The draft</h3><h3>Level 1</h3><h4>Level 2</h4><h5>Level 3</h5><h5>Level 6</h5><p>Words</p>"
    )
    assert text(word, title="The draft").startswith("<h3>Level 1</h3>")


def test_list_goes_on_after_a_remark(word):
    numbering = new_numbering(word, "decimal", start=3)
    number(word.add_paragraph("Three"), numbering)
    word.add_paragraph("A remark.")
    number(word.add_paragraph("Four"), numbering)
    assert text(word) == (
        '<ol start="3"><li><p>Three</p></li></ol><p>A remark.</p><ol start="4"><li><p>Four</p></li></ol>'
    )


def test_indented_paragraph_between_items_belongs_to_its_item(word):
    numbering = new_numbering(word, "upperRoman")
    number(word.add_paragraph("One"), numbering)
    word.add_paragraph("More of one").paragraph_format.left_indent = Inches(0.5)
    number(word.add_paragraph("Two"), numbering)
    word.add_paragraph("Indented, at the end").paragraph_format.left_indent = Inches(0.5)
    assert text(word) == (
        '<ol type="I"><li><p>One</p><p>More of one</p></li><li><p>Two</p></li></ol><p>Indented, at the end</p>'
    )


def test_levels_of_one_numbering_become_lists_within_lists(word):
    numbering = new_numbering(word, "decimal", "lowerLetter", "bullet")
    for words, level in (("1", 0), ("a", 1), ("b", 1), ("dot", 2), ("2", 0), ("a again", 1)):
        number(word.add_paragraph(words), numbering, level)
    assert text(word) == (
        '<ol><li><p>1</p><ol type="a"><li><p>a</p></li><li><p>b</p><ul><li><p>dot</p></li></ul></li></ol></li>'
        '<li><p>2</p><ol type="a"><li><p>a again</p></li></ol></li></ol>'
    )


def test_numbers_of_headings_are_left_out_and_that_is_said(word):
    number(word.add_heading("Opening", 1), new_numbering(word, "decimal"))
    found = read(word)
    assert bare(found.text) == "<h3>Opening</h3>"
    assert found.left_out == ["The numbers of headings were left out."]


def test_lists_by_the_styles_of_word(word):
    for words, style in (
        ("a", "List Bullet"),
        ("b", "List Bullet 2"),
        ("c", "List Number"),
        ("d", "List Number"),
    ):
        word.add_paragraph(words, style=style)
    assert (
        text(word)
        == "<ul><li><p>a</p></li></ul><ul><li><p>b</p></li></ul><ol><li><p>c</p></li><li><p>d</p></li></ol>"
    )


def test_margin_comments_are_left_out_and_counted(word):
    run = word.add_paragraph("We agree ").add_run("to this")
    word.add_comment(run, text="Really?", author="Ann", initials="A")
    word.add_comment(run, text="No!", author="Bo", initials="B")
    found = read(word)
    assert bare(found.text) == "<p>We agree to this</p>"
    assert found.left_out == ["2 margin comments were left out."]


def test_tracked_changes_keep_who_and_when(word):
    paragraph = word.add_paragraph("We ")
    for tag, words in (("del", "would"), ("ins", "will"), ("moveFrom", " now"), ("moveTo", " then")):
        inner = "delText" if tag == "del" else "t"
        add(
            paragraph,
            f'<w:{tag} w:id="1" w:author="Ann" w:date="2026-05-04T09:30:00Z"><w:r><w:{inner} '
            f'xml:space="preserve">{words}</w:{inner}></w:r></w:{tag}>',
        )
    who = 'data-by="Ann" datetime="2026-05-04T09:30:00Z"'
    assert text(word) == (
        f"<p>We <del {who}>would</del><ins {who}>will</ins> <del {who}>now</del> <ins {who}>then</ins></p>"
    )


def test_deleted_words_of_the_case_stay_deleted():
    found = read_word((CASES / "tracked-deletion.docx").read_bytes())
    assert bare(found.text) == '<p>Members agree to <del data-by="A">withdrawnword</del> the note.</p>'


def test_fields_show_their_words_and_contents_are_left_out(word):
    paragraph = word.add_paragraph("As of ")
    add(paragraph, '<w:fldSimple w:instr="DATE"><w:r><w:t>4 May</w:t></w:r></w:fldSimple>')
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> REF _x </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>, item 3</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        add(paragraph, f"<w:r>{xml}</w:r>")
    word.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
            "</w:sdtPr><w:sdtContent><w:p><w:r><w:t>Opening 3</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    found = read(word)
    assert bare(found.text) == "<p>As of 4 May, item 3</p>"
    assert found.left_out == ["The table of contents was left out."]


def test_words_of_text_boxes_stay_and_the_paragraph_beside_them_too(word):
    box = "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
    add(
        word.add_paragraph("Beside it"),
        '<w:r xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    )
    found = read(word)
    assert bare(found.text) == "<p>Beside it</p><p>In the box</p>"
    assert found.left_out == []


def test_what_a_text_cannot_hold_is_counted(word):
    paragraph = word.add_paragraph("Words")
    paragraph.add_run("secret").font.hidden = True
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    graphic = "http://schemas.openxmlformats.org/drawingml/2006/main"
    add(
        paragraph,
        f'<w:r><w:drawing><a:graphic xmlns:a="{graphic}"><a:graphicData uri="{chart}"><c:chart xmlns:c="{chart}"/>'
        "</a:graphicData></a:graphic></w:drawing></w:r>",
    )
    add(paragraph, "<w:r><w:object/></w:r>")
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    add(
        word.add_paragraph("so "),
        f'<m:oMath xmlns:m="{math}"><m:r><m:t>E=mc</m:t></m:r></m:oMath>',
    )
    word.add_picture(io.BytesIO(PNG))
    found = read(word)
    assert bare(found.text) == "<p>Words</p><p>so E = mc</p>"
    assert found.left_out == [
        "1 image was left out.",
        "1 chart was left out.",
        "1 embedded object was left out.",
        "1 equation was kept as a formula in plain text. Please check it.",
        "1 passage of hidden text was left out.",
    ]


def test_pictures_are_kept_where_a_text_can_hold_them(word):
    word.add_picture(io.BytesIO(PNG))
    kept = []

    def keep(picture, kind):
        kept.append((picture, kind))
        return "/documents/3/images/abc"

    found = read(word, keep_image=keep)
    assert bare(found.text) == '<img src="/documents/3/images/abc" alt="">'
    assert kept == [(PNG, "image/png")]


def test_table_of_word_with_merged_cells(word):
    table = word.add_table(3, 3, style="Light List Accent 1")
    for place, words in (
        ((0, 0), "Agency"),
        ((0, 1), "May"),
        ((0, 2), "June"),
        ((1, 2), "two"),
        ((2, 2), "three"),
    ):
        table.cell(*place).text = words
    table.cell(1, 0).merge(table.cell(2, 1)).text = "wide and tall"
    assert text(word) == (
        "<table><thead><tr><th><p>Agency</p></th><th><p>May</p></th><th><p>June</p></th></tr></thead><tbody>"
        '<tr><td colspan="2" rowspan="2"><p>wide and tall</p></td><td><p>two</p></td></tr>'
        "<tr><td><p>three</p></td></tr></tbody></table>"
    )


def test_direction_is_stored_only_where_the_words_do_not_tell_it(word):
    for words in ("مرحبا بكم", "GMG هو فريق"):
        paragraph = word.add_paragraph(words)
        paragraph._p.get_or_add_pPr().insert(0, parse_xml(f"<w:bidi {W}/>"))
    assert text(word) == '<p>مرحبا بكم</p><p dir="rtl">GMG هو فريق</p>'


def test_endnotes_become_footnotes():
    ours = to_word('<p>Said<span class="footnote">In Geneva.</span> so.</p>')
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ours)) as archive, zipfile.ZipFile(file, "w") as made:
        for name in archive.namelist():
            content = archive.read(name).replace(b"footnote", b"endnote").replace(b"Footnote", b"Endnote")
            made.writestr(name.replace("footnote", "endnote"), content)
    assert bare(read_word(file.getvalue()).text) == '<p>Said<span class="footnote">In Geneva.</span> so.</p>'


def test_characters_of_marks_in_a_file_of_others_do_nothing(word):
    word.add_paragraph("\ufdd0k=h1\ufdd1Plain")
    assert text(word) == "<p>k=h1Plain</p>"
