"""The report for Word: the same text in the same order as the PDF, with real headings, lists and tables."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from lxml import html

from chairmanship.handover.report import compose
from foundation.portal import group
from foundation.text import rich

if TYPE_CHECKING:
    from foundation.files.docx import Paper

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 4}
TEXT = ("p", "ul", "ol", "blockquote", "table")


def docx(facts: dict, *, draft: bool) -> bytes:
    """Returns the report as DOCX, made from the stored facts like the PDF."""
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
        elif block.tag == "p" and "quiet" in block.get("class", ""):
            if said := _text(block):
                paper.fact(said)
        elif block.tag in TEXT:
            for note in block.find_class("note"):
                note.set("class", "footnote")
            paper.rich(rich.clean(html.tostring(block, encoding="unicode", with_tail=False)))
        elif isinstance(block.tag, str):
            _write(paper, block)


def _text(element) -> str:
    """Returns the words of an element on one line, without its footnotes."""
    for note in element.find_class("note"):
        note.drop_tree()
    return " ".join(element.text_content().split())
