"""Reads a report, as it is composed or frozen, in plain words."""

import re

from chairmanship.handover import composing, report
from foundation.text import rich
from tests.chairmanship.handover.conftest import AS_AT


def gathered(term, *, as_at=AS_AT, **options) -> dict:
    """Returns the report as it would be frozen, by default some years after a term of 2007."""
    return report.gather(term, as_at=as_at, **options)


def titles(facts) -> list[str]:
    """Returns the sections of a report with their numbers: "2 The term"."""
    return [f"{one['number']} {one['title']}".strip() for one in facts["sections"]]


def slugs(facts) -> list[str]:
    return [one["slug"] for one in facts["sections"]]


def plain(text: str) -> str:
    """Returns a stored text in plain words on one line, without its footnotes."""
    return " ".join(rich.plain(re.sub(r'<span class="footnote">.*?</span>', "", text)).split())


def said(facts, slug="") -> list[str]:
    """Returns the paragraphs of a section, or of the whole report, in plain words."""
    return [
        plain(block["text"])
        for section in facts["sections"]
        if slug in ("", section["slug"])
        for block in section["blocks"]
    ]


def table(facts, caption: str) -> list[list[str]]:
    """Returns the rows of the table with that caption, without its head."""
    [found] = [
        block["table"]
        for section in facts["sections"]
        for block in section["blocks"]
        if block["table"] and caption in plain(block["text"])
    ]
    return rows_of(found)


def rows_of(table: str) -> list[list[str]]:
    """Returns the rows of a table in plain words, without its head."""
    body = re.sub(r"<thead>.*?</thead>", "", table)
    rows = re.findall(r"<tr>(.*?)</tr>", body)
    return [[plain(cell) for cell in re.findall(r"<td>(.*?)</td>", row)] for row in rows]


def composed(term, slug, *, as_at=AS_AT):
    """Returns a section of the report as it stands."""
    return next(one for one in composing.compose(term, as_at=as_at) if one.section.slug == slug)
