"""The handover report: its facts, its pages and its PDF.

The facts come from the chapters of all apps. They are plain data that can be stored, and the pages are made
from nothing else. So an issued report can be made again years later.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chairmanship.handover import narrative
from chairmanship.rotation.models import Chairmanship
from foundation.archive import export
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.discovery import modules
from foundation.files import pdf
from foundation.handover.chapters import Chapter
from foundation.portal import demo

PARTS = {
    "overview": _("Overview"),
    "achievements": _("Achievements"),
    "challenges": _("Challenges and ideas for improvement"),
    "handover": _("Handover"),
    "since": _("Since then"),
    "annexes": _("Annexes"),
}


def chapters() -> list[Chapter]:
    """Returns the chapters of all apps, in the order of the report."""
    order = list(PARTS)
    found = [chapter for module in modules("handover") for chapter in module.CHAPTERS]
    return sorted(found, key=lambda chapter: (order.index(chapter.part), chapter.place))


def gather(term: Chairmanship, *, as_at: dt.date, facts_only: bool = False) -> dict:
    """Returns what the portal knows about the term on that day, as plain data for JSON.

    With `facts_only` it has nothing of the narrative, and no archive, because that holds the narrative too.
    """
    found = {chapter.slug: chapter.gather(term, as_at) for chapter in chapters()}
    if facts_only:
        named = found["overview"] | {"theme": "", "objective": ""}
        found = {slug: found[slug] for slug in found.keys() - narrative.CHAPTERS} | {"overview": named}
    return {
        "slug": term.slug,
        "agency": term.agency.acronym,
        "name": term.agency.name,
        "capacity": term.capacity,
        "period": term.period,
        "months": term.months,
        "as_at": str(PartialDate.of(as_at)),
        "demonstration": demo.words() if demo.is_demo() else "",
        "gathered_at": clock.now().isoformat(timespec="seconds"),
        "chapters": found,
        "archive": "" if facts_only else export(term).decode(),
    }


def as_it_stands(term: Chairmanship, *, without: Collection[str] = ()) -> dict[str, list[dict]]:
    """Returns what is known now, for a page: by the title of each part, its sections with their chapters."""
    today, parts = clock.today(), {}
    for (part, title), group in groupby(chapters(), key=lambda chapter: (chapter.part, chapter.title)):
        filled = [
            {"template": chapter.template, "facts": facts}
            for chapter in group
            if chapter.slug not in without and (facts := chapter.gather(term, today))
        ]
        if filled:
            parts.setdefault(PARTS[part], []).append({"title": title, "chapters": filled})
    return parts


def compose(facts: dict, *, draft: bool) -> str:
    """Returns the pages as HTML."""
    parts = []
    for part, (name, members) in enumerate(groupby(chapters(), key=lambda chapter: chapter.part), 1):
        sections, empty = [], []
        for title, group in groupby(members, key=lambda chapter: chapter.title):
            filled = [
                {"facts": facts["chapters"][chapter.slug], "template": chapter.template}
                for chapter in group
                if facts["chapters"].get(chapter.slug)
            ]
            if filled:
                number = f"{part}.{len(sections) + 1}" if name != "annexes" else "ABCDEFGH"[len(sections)]
                sections.append({"title": title, "number": number, "chapters": filled})
            else:
                empty.append(title)
        parts.append(
            {
                "title": PARTS[name],
                "slug": name,
                "number": part,
                "sections": sections,
                "empty": empty,
                "starts_page": name == "overview" or (name in ("achievements", "annexes") and sections),
            }
        )
    return render_to_string("pdf/handover_report.html", {"report": facts, "parts": parts, "draft": draft})


def render(facts: dict, *, draft: bool, tell: Callable[[str], None] | None = None) -> pdf.Pdf:
    """Returns the report as a PDF with the term's archive attached. Raises `pdf.Unavailable`."""
    archive = facts["archive"] and pdf.File(
        name=f"gmg-archive-{facts['slug']}.json",
        content=facts["archive"].encode(),
        description=gettext("All data of the portal on this term, in the interchange format gmg-archive/1"),
    )
    head, body, pages = compose(facts, draft=draft).partition("<body>")
    return pdf.render(head + body + _unbroken(pages), carries=[archive] if archive else [], tell=tell)


def _unbroken(pages: str) -> str:
    """Keeps a day and its month on one line."""
    months = "|".join(re.escape(str(name)) for name in MONTHS.values())
    return re.sub(rf"\b(\d{{1,2}}) ({months})\b", "\\1\N{NO-BREAK SPACE}\\2", pages)
