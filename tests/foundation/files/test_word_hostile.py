# ruff: noqa: E501, the lines are markup
"""Word files that are damaged or meant to harm: each is refused with a sentence, in little time."""

import io
import logging
import random
import re
import zipfile

import pytest
from docx import Document

from foundation.files import pandoc
from foundation.files.docx import package, read_word
from foundation.text import rich
from foundation.verbs import Refused

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)

DAMAGED = "could not be read as a Word document"
TOO_LARGE = "too large or too intricate"


def made(body: str, *, doctype: str = "", types: str = TYPES, **parts: str) -> bytes:
    """Returns a Word file with that body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr(
            "word/document.xml",
            f'{doctype}<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
        )
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_word(content)
    return str(refused.value)


def test_a_plain_file_of_this_kind_is_read():
    assert ">Words</p>" in read_word(made(paragraph("Words"))).text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"Just words", b"%PDF-1.7 no", b"{\\rtf1 no}"])
def test_what_is_no_word_file_is_refused(content):
    assert DAMAGED in refusal(content)


def test_other_office_files_are_refused():
    content = made("").replace(b"word/document.xml", b"xl/workbook12.xml")
    assert DAMAGED in refusal(content)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.98])
def test_truncated_file_is_refused(part):
    content = made(paragraph("Words") * 500)
    assert DAMAGED in refusal(content[: int(len(content) * part)])


def test_file_with_a_wrong_checksum_is_refused():
    content = bytearray(made(paragraph("Words") * 500))
    content[content.index(b"word/document.xml") + 40] ^= 0xFF
    assert DAMAGED in refusal(bytes(content))


def test_password_and_old_format_are_told_apart():
    assert "protected with a password" in refusal(package.CFB + b"\0" * 600 + package.ENCRYPTED)
    assert "(.doc)" in refusal(package.CFB + b"\0" * 600)


def test_macros_are_refused():
    types = TYPES.replace(
        "openxmlformats-officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
    )
    assert "macros" in refusal(made(paragraph("Words"), types=types))


def test_bomb_is_refused():
    assert TOO_LARGE in refusal(made(paragraph("0" * 60_000_000)))


def test_bomb_that_lies_about_its_size_is_refused():
    content = made(paragraph("0" * 60_000_000))
    size = len(f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body></w:body></w:document>')
    size += len(paragraph("")) + 60_000_000
    content = content.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert refusal(content)


def test_many_parts_are_refused():
    assert TOO_LARGE in refusal(
        made(paragraph("a"), **{f"word__x{number}.xml": "" for number in range(5_100)})
    )


def test_entities_are_refused():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>'
    assert DAMAGED in refusal(made(paragraph("&l11;"), doctype=doctype))


def test_files_of_the_machine_are_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    doctype = f'<!DOCTYPE d [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    assert DAMAGED in refusal(made(paragraph("&s;"), doctype=doctype))
    relations = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" TargetMode="External" Type="{OFFICE}/image" '
        f'Target="{secret.as_uri()}"/><Relationship Id="r2" Type="{OFFICE}/image" Target="../../../..{secret}"/>'
        f'<Relationship Id="r3" TargetMode="External" Type="{OFFICE}/attachedTemplate" Target="{secret.as_uri()}"/>'
        "</Relationships>"
    )
    picture = (
        '<w:p><w:r><w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        '<a:blip r:{}="{}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></w:drawing></w:r></w:p>'
    )
    body = picture.format("link", "r1") + picture.format("embed", "r1") + picture.format("embed", "r2")
    kept = []
    found = read_word(
        made(body + paragraph("Words"), **{"word___rels__document.xml.rels": relations}),
        keep_image=lambda content, kind: kept.append(content) or "/documents/1/images/a",
    )
    assert kept == []
    assert "secret" not in found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:ins>", "</w:ins></w:p>"),
    ],
)
def test_deep_nesting_is_refused(before, after):
    assert refusal(made(before * 5_000 + after * 5_000))


def test_nesting_that_is_allowed_is_read_in_time():
    deep = 20
    body = "<w:tbl><w:tr><w:tc>" * deep + paragraph("inside") + "<w:p/></w:tc></w:tr></w:tbl>" * deep
    assert "inside" in read_word(made(body + paragraph("after"))).text


def test_a_list_with_impossible_numbers_is_read():
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{level}</w:t></w:r></w:p>"
        for level, number in (("99999999", "1"), ("-5", "1"), ("x", "y"), ("1e999", "2"))
    )
    assert "99999999" in read_word(made(body)).text


def test_lists_and_quotations_in_an_odd_order_are_read():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="q"><w:name w:val="Quote"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="List Continue"/></w:style></w:styles>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1">'
        + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="decimal"/></w:lvl>' for n in range(9))
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    relations = f'<Relationships xmlns="{RELATIONS}">' + "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind in ("styles", "numbering")
    )
    places = ("l.l.l", "qabcd.l", "l.qabcd.qefgh", "l.l.qabcd.l.l", "qabcd")
    marks = [f'<w:bookmarkStart w:id="1" w:name="_gmg_{place.replace(".", "_")}_1"/>' for place in places]
    forms = ["", '<w:pStyle w:val="q"/>', '<w:pStyle w:val="c"/>']
    levels = [f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr>' for n in (0, 1, 3, 8)]
    kinds = [(form + level, mark) for form in forms for level in ["", *levels] for mark in ["", *marks]]
    order = random.Random(14)
    for _trial in range(5):
        chosen = [order.choice(kinds) for _paragraph in range(200)]
        body = "".join(
            f"<w:p><w:pPr>{form}</w:pPr>{mark}<w:r><w:t>w{n}</w:t></w:r></w:p>"
            for n, (form, mark) in enumerate(chosen)
        )
        parts = {"word__styles.xml": styles, "word__numbering.xml": numbering}
        parts["word___rels__document.xml.rels"] = relations + "</Relationships>"
        found = rich.plain(read_word(made(body, **parts)).text)
        assert re.findall(r"\bw\d+", found) == [f"w{n}" for n in range(200)]


def test_table_as_wide_as_a_number_can_be():
    body = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
        f"{paragraph('wide')}</w:tc></w:tr></w:tbl>{paragraph('after')}"
    )
    assert "wide" in read_word(made(body)).text


def test_pandoc_is_stopped_when_it_takes_too_long(caplog):
    words = Document()
    words.add_paragraph("Words")
    file = io.BytesIO()
    words.save(file)
    with pytest.raises(pandoc.Unable, match="longer than 0"):
        pandoc.convert(file.getvalue(), read="docx", write="json", seconds=0)


def test_pandoc_is_stopped_when_it_takes_too_much_memory(monkeypatch, caplog):
    monkeypatch.setattr(pandoc, "MEMORY", 20)
    caplog.set_level(logging.CRITICAL)
    words = " ".join(f"<em>{number}</em>" for number in range(200_000)).encode()
    with pytest.raises(pandoc.Unable):
        pandoc.convert(words, read="html", write="docx")


def test_pandoc_reads_no_file_and_no_address(tmp_path, caplog):
    secret = tmp_path / "secret.tex"
    secret.write_text("the secret")
    caplog.set_level(logging.CRITICAL)
    try:
        found = pandoc.convert(rf"\input{{{secret}}} words".encode(), read="latex", write="plain")
    except pandoc.Unable:
        found = b""
    assert b"secret" not in found
