"""The report and its summary for Word, as those who get them see them."""

import io
import re

import pytest
from docx import Document as Word

from chairmanship.handover import exports, report
from chairmanship.models import Chairmanship
from foundation.text import rich
from foundation.text.rich.tree import words
from tests.chairmanship.handover.conftest import AS_AT

ADDRESS = "https://www.example.org/report.pdf"
FACTS = {
    "slug": "iom-2007-01",
    "agency": "IOM",
    "name": "International Organization for Migration",
    "capacity": "chair",
    "period": "1 January to 30 June 2007",
    "months": "January to June 2007",
    "as_at": "31 August 2012",
    "facts_only": False,
    "demonstration": "",
}


def section(number: str, title: str, *blocks: dict, **more) -> dict:
    known = {"slug": title, "is_part": False, "is_annex": False, "is_short": True}
    return {**known, "number": number, "title": title, "blocks": list(blocks), **more}


def block(text: str, table: str = "", short: bool = False) -> dict:
    brief = f"<p>{text}</p>" if short or not table else ""
    return {"text": f"<p>{text}</p>", "brief": brief, "table": table}


def table(*rows: str) -> str:
    return f"<table><tbody>{''.join(f'<tr><td><p>{row}</p></td></tr>' for row in rows)}</tbody></table>"


SECTIONS = [
    section("", "Foreword", block("I thank all agencies."), is_short=False),
    section(
        "1", "Meetings", block("It met twice."), block("Meetings of the Group", table("2 May 2007"), True)
    ),
    section("1.1", "Policy", block(f'It wrote a <a href="{ADDRESS}">report</a>.'), is_part=True),
    section("A", "Members", block("All members", table("IOM")), is_annex=True, is_short=False),
]


def word(*, draft: bool = False, summary: bool = False, **facts):
    return Word(
        io.BytesIO(exports.docx({**FACTS, "sections": SECTIONS} | facts, draft=draft, summary=summary))
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def lines(document, *styles: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name in styles]


def test_report_has_a_cover_contents_and_captions():
    document = word(draft=True, demonstration="This is a demonstration.")
    assert [one.text for one in document.paragraphs[:8]] == [
        "Global Migration Group",
        "Handover report",
        "IOM",
        "International Organization for Migration",
        "1 January to 30 June 2007",
        "As at 31 August 2012",
        "This is a demonstration.",
        "Draft, not issued by the chair",
    ]
    headings = ["Foreword", "1\tMeetings", "1.1\tPolicy", "Annex A\N{EN SPACE}Members"]
    assert lines(document, "Heading 1", "Heading 2") == headings
    listed = document.element.body.xpath("./w:sdt//w:hyperlink")
    assert ["".join(one.xpath(".//w:t/text()")) for one in listed] == [
        one.replace("\t", "") for one in headings
    ]
    captions = document.element.body.xpath(".//w:p[w:pPr/w:pStyle/@w:val='Caption']")
    assert ["".join(one.xpath(".//w:t/text()")) for one in captions] == [
        "Table 1. Meetings of the Group",
        "Table 2. All members",
    ]
    assert [one.text for one in document.sections[0].footer.paragraphs] == [
        "As at 31 August 2012 · draft · demonstration · Page 1 of 1"
    ]
    assert document.core_properties.title == "Handover report: IOM, 1 January to 30 June 2007"


def test_report_has_addresses_in_footnotes_and_links_that_work():
    document = word()
    [said] = [one for one in document.paragraphs if one.text.startswith("It wrote a report")]
    assert [link.address for link in said.hyperlinks] == [ADDRESS]
    notes = next(
        part for part in document.part.package.iter_parts() if part.partname.endswith("/footnotes.xml")
    )
    assert ADDRESS.encode() in notes.blob


def test_summary_begins_with_a_head_in_place_of_cover_and_contents():
    document = word(summary=True, draft=True)
    assert [(one.style.name, one.text) for one in document.paragraphs[:5]] == [
        ("Group", "Global Migration Group"),
        ("Title", "IOM as chair, January to June 2007"),
        ("Facts", "Summary of the handover report · As at 31 August 2012"),
        ("Notice", "Draft, not issued by the chair"),
        ("Heading 1", "Meetings"),
    ]
    assert not document.sections[0].different_first_page_header_footer
    assert document.element.body.xpath("./w:sdt") == []
    assert (
        document.sections[0].header.paragraphs[0].text
        == "GMG handover report: summary · IOM, January to June 2007"
    )


@pytest.mark.parametrize(
    ("facts", "draft", "kind", "notices"),
    [
        ({}, False, "Handover report", []),
        (
            {"capacity": "interim", "provisional": True}, True, "Handover report of the interim chair",
            ["Provisional: created by the portal at the end of the term, not issued by the chair"],
        ),
        (
            {"capacity": "co_chair", "facts_only": True}, True, "Handover report of a co-chair",
            ["Facts of the portal only. The chair has not issued its report."],
        ),
    ],
    ids=["issued", "provisional", "facts-only"],
)  # fmt: skip
def test_cover_says_what_kind_of_report_it_is(facts, draft, kind, notices):
    document = word(**facts, draft=draft)
    assert lines(document, "Cover Kind") == [kind]
    assert lines(document, "Notice") == notices


@pytest.mark.django_db
def test_report_of_iom_tells_the_same_as_the_frozen_sections(history):
    facts = report.gather(Chairmanship.objects.by_slug("iom-2007-01"), as_at=AS_AT)
    document = Word(io.BytesIO(exports.docx(facts, draft=False)))
    titles = [
        one.text.replace("\t", " ") for one in document.paragraphs if one.style.name.startswith("Heading")
    ]
    assert titles == [
        f"Annex {one['number']}\N{EN SPACE}{one['title']}"
        if one["is_annex"]
        else f"{one['number']} {one['title']}"
        for one in facts["sections"]
    ]
    tables = [one for section in facts["sections"] for one in section["blocks"] if one["table"]]
    assert len(document.tables) == len(tables) > 2
    said = squeezed(" ".join(document.element.body.xpath(".//w:p//w:t/text()")))
    for part in facts["sections"]:
        for one in part["blocks"]:
            assert squeezed(words(rich.parse(one["text"] + one["table"]), notes=False)) in said
    members = document.tables[-2]
    widths = [column.width for column in members.columns]
    assert widths[1] > 1.5 * max(widths[0], widths[2], widths[3])


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["regional-commissions-2013-01", "unitar-2009-06"])
def test_report_of_an_uncommon_term_comes_out(history, slug):
    facts = report.gather(Chairmanship.objects.by_slug(slug), as_at=AS_AT)
    document = Word(io.BytesIO(exports.docx(facts, draft=False)))
    assert lines(document, "Cover Period") == [facts["period"]]
