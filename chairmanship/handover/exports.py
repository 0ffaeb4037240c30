"""The report for Word: the same text in the same order as the PDF, with real headings, lists and tables."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from lxml import html

from chairmanship.handover.report import compose
from foundation.portal import group
from foundation.text.words import sentence

if TYPE_CHECKING:
    from foundation.files.docx import Paper

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}


def docx(facts: dict, *, draft: bool) -> bytes:
    """Returns the report as DOCX, made from the stored facts like the PDF.

    A footnote is in brackets in the text.
    """
    from foundation.files.docx import Paper

    page = html.fromstring(compose(facts, draft=draft))
    body = page.find("body")
    cover, contents = body.find_class("cover")[0], body.find_class("contents")[0]
    [title] = cover.find_class("title")
    said = [_text(part) for part in cover.iter("p") if _text(part)]
    paper = Paper(
        f"{said[1]}: {_text(title)}",
        facts=[said[0], *said[2:]],
        running=_("%(acronym)s handover report · %(agency)s, %(months)s")
        % {"acronym": group.acronym(), "agency": facts["agency"], "months": facts["months"]},
    )
    for part in body:
        if part.tag == "section" and part is not cover and part is not contents:
            _write(paper, part)
    return paper.content()


def _write(paper: "Paper", part) -> None:
    for block in part:
        if block.tag in HEADINGS:
            paper.heading(_text(block), level=HEADINGS[block.tag])
        elif block.tag in ("p", "blockquote"):
            if said := _text(block):
                (paper.fact if "quiet" in block.get("class", "") else paper.paragraph)(said)
        elif block.tag in ("ul", "ol"):
            paper.items([_text(item) for item in block.iter("li")], numbered=block.tag == "ol")
        elif block.tag == "table":
            columns = [_text(cell) for cell in block.iterfind("thead/tr/th")]
            rows = [[_text(cell) for cell in row] for row in block.iterfind("tbody/tr")]
            paper.table(columns, rows)
        elif isinstance(block.tag, str):
            _write(paper, block)


def _text(element) -> str:
    """Returns the text, with its intended line breaks."""
    lines = "".join(_pieces(element)).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _pieces(element) -> Iterator[str]:
    if {"note", "footnote"} & set(element.get("class", "").split()):
        yield f" [{sentence(element.text_content())}]"
    elif element.tag == "br":
        yield "\n"
    else:
        yield _spaced(element.text)
        for child in element:
            if isinstance(child.tag, str):
                yield from _pieces(child)
            yield _spaced(child.tail)


def _spaced(text: str | None) -> str:
    return (text or "").replace("\n", " ")
