"""The report for Word: the same sections as the PDF, with real headings, tables and footnotes."""

from typing import Any

from django.utils.translation import gettext as _

from chairmanship.handover.report import image_reader, noted, short
from foundation.portal import group


def docx(facts: dict, *, draft: bool, summary: bool = False) -> bytes:
    """Returns the report, or its summary, as DOCX, made from the frozen sections like the PDF."""
    from foundation.files.docx import Paper

    paper = Paper(**_head(facts, draft=draft, summary=summary))
    if not summary:
        paper.cover(**_cover(facts, draft=draft))
        paper.contents()
    known: set[str] = set()  # addresses that it has given
    images = image_reader(facts)
    for section in (short(facts) if summary else facts)["sections"]:
        title, number = section["title"], section["number"]
        if section["is_annex"]:
            title, number = f"{_('Annex %(number)s') % {'number': number}}\N{EN SPACE}{title}", ""
        if not (summary and section["slug"] == "summary"):
            paper.heading(title, level=2 if section["is_part"] else 1, number=number)
        for block in section["blocks"]:
            if block["table"]:
                paper.captioned(noted(block["text"], known), noted(block["table"], known))
            else:
                paper.rich(noted(block["text"], known), below=2, images=images)
    return paper.content()


def _head(facts: dict, *, draft: bool, summary: bool) -> dict[str, Any]:
    """Returns the head of the summary, with the lines that run through each page of both."""
    said = {"acronym": group.acronym(), "agency": facts["agency"], "months": facts["months"]}
    if summary:
        title, running = (
            _("%(agency)s as chair, %(months)s"),
            _("%(acronym)s handover report: summary · %(agency)s, %(months)s"),
        )
    else:
        title, running = (
            _("Handover report: %(agency)s, %(period)s"),
            _("%(acronym)s handover report · %(agency)s, %(months)s"),
        )
    marks = [_("provisional") if facts.get("provisional") else _("draft")] if draft else []
    marks += [_("demonstration")] if facts["demonstration"] else []
    return {
        "title": title % (said | {"period": facts["period"]}),
        "over": group.name(),
        "facts": [f"{_('Summary of the handover report')} · {_as_at(facts)}"],
        "notices": _notices(facts, draft=draft),
        "running": running % said,
        "foot": " · ".join([_as_at(facts), *marks]),
    }


def _cover(facts: dict, *, draft: bool) -> dict[str, Any]:
    """Returns the lines of the first page."""
    kinds = {
        "interim": _("Handover report of the interim chair"),
        "co_chair": _("Handover report of a co-chair"),
    }
    return {
        "group": group.name(),
        "kind": kinds.get(facts["capacity"], _("Handover report")),
        "title": facts["agency"],
        "name": facts["name"] if facts["name"] != facts["agency"] else "",
        "period": facts["period"],
        "facts": [_as_at(facts)],
        "notices": _notices(facts, draft=draft),
    }


def _as_at(facts: dict) -> str:
    return _("As at %(date)s") % {"date": facts["as_at"]}


def _notices(facts: dict, *, draft: bool) -> list[str]:
    """Returns what nobody should miss: that it is a demonstration, or not the chair's own report."""
    found = [facts["demonstration"]] if facts["demonstration"] else []
    if facts.get("facts_only"):
        found.append(_("Facts of the portal only. The chair has not issued its report."))
    elif draft and facts.get("provisional"):
        found.append(_("Provisional: created by the portal at the end of the term, not issued by the chair"))
    elif draft:
        found.append(_("Draft, not issued by the chair"))
    return found
