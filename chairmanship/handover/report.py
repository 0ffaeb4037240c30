"""The handover report as it is printed: its sections are frozen as plain data, and the files made from them.

So an issued report never changes, whatever is known later, and can be made again years later. See ADR 25.
"""

import datetime as dt
import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.dates import MONTHS
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from chairmanship.handover.composing import Written, compose
from chairmanship.handover.models import ReportImage
from chairmanship.handover.sections import BY_SLUG
from chairmanship.rotation.models import Chairmanship
from foundation.archive import export
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.files import pdf
from foundation.files.text_images import ReadImage, reader
from foundation.portal import demo
from foundation.text import rich
from foundation.text.columns import shares
from foundation.text.rich.schema import MARKS
from foundation.text.rich.tree import drop, words

TAG = re.compile(r'(<(?:[^>"]|"[^"]*")*>)')  # with its attributes, such as the words for an image
CLOSING = re.compile("[”’\"').,:;]+")
WHOLE_TABLE = 8  # rows; a table with no more stays on one page
LOW = 800  # letters of a table that is low enough for that
SHORT_TABLE = 20  # rows; a longer table is in the full report only


def gather(term: Chairmanship, *, as_at: dt.date, facts_only: bool = False) -> dict:
    """Returns the report of the term as it stands on that day, as plain data for JSON.

    `sections` are those that say something, each with its `blocks`: a text, and the table that hangs on it.
    With `facts_only`, it has nothing that the chair wrote, and no archive, as that holds the narrative too.
    """
    return {
        "term": term.pk,
        "slug": term.slug,
        "agency": term.agency.acronym,
        "name": term.agency.name,
        "capacity": term.capacity,
        "period": term.period,
        "months": term.months,
        "as_at": str(PartialDate.of(as_at)),
        "facts_only": facts_only,
        "demonstration": demo.words() if demo.is_demo() else "",
        "gathered_at": clock.now().isoformat(timespec="seconds"),
        "sections": [
            _frozen(one) for one in compose(term, as_at=as_at, facts_only=facts_only) if one.is_told
        ],
        "archive": "" if facts_only else export(term).decode(),
    }


def _frozen(one: Written) -> dict:
    section = one.section
    return {
        "slug": section.slug,
        "title": str(section.title),
        "number": one.number,
        "is_part": bool(section.under),
        "is_annex": section.is_annex,
        "is_short": section.is_short,
        "blocks": [
            {"text": block.text, "brief": block.brief, "table": block.table, "public": block.public}
            for block in one.shown
        ],
    }


def image_reader(facts: dict) -> ReadImage:
    """Returns what reads the images of a report by their addresses: those of its term."""
    return reader(ReportImage.objects.filter(term=facts.get("term")))


def shows(facts: dict, image: ReportImage) -> bool:
    """Returns whether the image stands in a section of that report."""
    source = f'src="{image.get_absolute_url()}"'
    sections = facts.get("sections", ())
    return any(source in block["text"] for section in sections for block in section["blocks"])


def short(facts: dict) -> dict:
    """Returns the short form of a report: without foreword and annexes, and with few and short tables."""
    sections = []
    for section in facts["sections"]:
        blocks = [{**one, "text": one["brief"]} for one in section["blocks"] if one.get("brief")]
        blocks = [one for one in blocks if one["table"].count("<tr>") <= SHORT_TABLE + 1]
        if section["is_short"] and (blocks or not section["blocks"]):  # a heading above its parts has none
            sections.append({**section, "number": "", "blocks": blocks})
    return {**facts, "sections": sections}


def public(facts: dict) -> dict:
    """Returns what of a report visitors may read when the chair publishes it.

    Left out are sections for members (`Section.is_public`), paragraphs on what only members may know
    (`Drafted.public`), and footnotes in tables: what a meeting was for and who was invited is for members
    until its minutes are adopted. A section of which nothing is left is left out, too.
    """
    sections = []
    for section in facts["sections"]:
        blocks = [
            {**block, "table": _without_notes(block["table"])}
            for block in section["blocks"]
            if block.get("public")
        ]
        known = BY_SLUG.get(section["slug"])
        if known and known.is_public and (blocks or not section["blocks"]):
            sections.append({**section, "blocks": blocks})
    return {**facts, "sections": sections}


def _without_notes(table: str) -> str:
    if "<span" not in table:
        return table
    root = rich.parse(table)
    for note in list(root.iter("span")):
        drop(note)
    return rich.write(root)


def noted(text: str, known: set[str]) -> str:
    """Returns a stored text for print: the address of each link stands in a footnote.

    `known` has the addresses that the report has given already, and gets the new ones.
    """
    if "<a " not in text:
        return text
    root = rich.parse(text)
    for anchor in list(root.iter("a")):
        address = anchor.get("href") or ""
        if address.startswith("mailto:") or "".join(anchor.itertext()).strip() == address:
            continue
        if address in known or any(one.tag == "span" for one in anchor.iterancestors()):
            continue
        known.add(address)
        note = anchor.makeelement("span", {"class": "footnote"})
        note.text = address
        _put_after(anchor, note)
    return rich.write(root)


def _put_after(anchor: rich.Tree, note: rich.Tree) -> None:
    """Puts a footnote after a link, outside of its marks and after the punctuation that follows."""
    while not anchor.tail and anchor.getnext() is None and anchor.getparent().tag in MARKS:
        anchor = anchor.getparent()
    sign = CLOSING.match(anchor.tail or "")
    end = sign.end() if sign else 0
    note.tail, rest = (anchor.tail or "")[end:], (anchor.tail or "")[:end]
    anchor.tail = None
    anchor.addnext(note)
    anchor.tail = rest


def compose_page(facts: dict, *, draft: bool, summary: bool = False) -> str:
    """Returns the full report or the summary as HTML for print."""
    told = short(facts) if summary else facts
    sections, tables, known = [], 0, set()
    for section in told["sections"]:
        blocks = []
        lead = ""
        for block, following in pairwise([*section["blocks"], None]):
            text = mark_safe(rich.printed(noted(block["text"], known)))
            if following and following["table"] and not block["table"]:
                lead = text  # the sentence before a table stays with it
                continue
            tables += bool(block["table"])
            blocks.append({
                "lead": lead,
                "text": text,
                "table": _printed_table(block["table"], known),
                "number": tables,
                "is_whole": _is_low(block["table"]),
            })  # fmt: skip
            lead = ""
        sections.append({**section, "blocks": blocks})
    template = "pdf/handover_summary.html" if summary else "pdf/handover_report.html"
    return render_to_string(template, {"report": told, "sections": sections, "draft": draft})


def _is_low(table: str) -> bool:
    """Whether a table is low enough to stay on one page."""
    return table.count("<tr>") <= WHOLE_TABLE + 1 and rich.length(table) < LOW


def _printed_table(table: str, known: set[str]) -> str:
    """Returns a table for print, with the widths of its columns."""
    if not table:
        return ""
    rows = rich.parse(table).iter("tr")
    cells = [
        (column, 1, "\n".join(words(block, notes=False) for block in cell))
        for row in rows
        for column, cell in enumerate(row)
    ]
    columns = "".join(f'<col style="width: {share:.1%}">' for share in shares(cells))
    start, sign, rest = str(rich.printed(noted(table, known))).partition(">")
    return mark_safe(f"{start}{sign}<colgroup>{columns}</colgroup>{rest}")


class Made(NamedTuple):
    """The files of a version: the full report, its summary, and of an issued one the summary for visitors."""

    full: pdf.Pdf
    summary: pdf.Pdf
    public: pdf.Pdf | None


def make(facts: dict, *, draft: bool, tell: Callable[[str], None] | None = None) -> Made:
    """Returns the files of a version. Raises `pdf.Unavailable`."""
    return Made(
        render(facts, draft=draft, tell=tell),
        render(facts, draft=draft, summary=True),
        None if draft else render(public(facts), draft=False, summary=True),
    )


def render(
    facts: dict, *, draft: bool, summary: bool = False, tell: Callable[[str], None] | None = None
) -> pdf.Pdf:
    """Returns the report, or its summary, as a PDF. Raises `pdf.Unavailable`.

    The full report has the archive of the term attached, if it has one.
    """
    archive = facts["archive"] and pdf.File(
        name=f"gmg-archive-{facts['slug']}.json",
        content=facts["archive"].encode(),
        description=gettext("All data of the portal on this term, in the interchange format gmg-archive/1"),
    )
    head, body, pages = compose_page(facts, draft=draft, summary=summary).partition("<body>")
    return pdf.render(
        head + body + _unbroken(pages),
        carries=[archive] if archive and not summary else [],
        tell=tell,
        images=image_reader(facts),
    )


def _unbroken(pages: str) -> str:
    """Keeps a day and its month on one line, and a number with the word that it counts."""
    months = "|".join(re.escape(str(name)) for name in MONTHS.values())
    parts = TAG.split(pages)  # the words are at even places
    for at in range(0, len(parts), 2):
        words = re.sub(rf"\b(\d{{1,2}}) ({months})\b", '<span class="day">\\1 \\2</span>', parts[at])
        parts[at] = re.sub(r"(?<=\s)(\d{1,3}) (?=[a-z])", "\\1\N{NO-BREAK SPACE}", words)
    return "".join(parts)
