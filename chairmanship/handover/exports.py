"""The report for Word: the same sections as the PDF, with real headings, tables and footnotes."""

from django.utils.translation import gettext as _

from chairmanship.handover.report import noted, short
from foundation.portal import group


def docx(facts: dict, *, draft: bool, summary: bool = False) -> bytes:
    """Returns the report, or its summary, as DOCX, made from the frozen sections like the PDF."""
    from foundation.files.docx import Paper

    title = _("Summary of the handover report") if summary else _("Handover report")
    said = [group.name(), facts["period"], _("As at %(date)s") % {"date": facts["as_at"]}]
    said += [facts["demonstration"]] if facts["demonstration"] else []
    if facts.get("facts_only"):
        said.append(_("Facts of the portal only. The chair has not issued its report."))
    elif draft:
        said.append(_("Draft, not issued by the chair"))
    paper = Paper(
        f"{title}: {facts['agency']}",
        facts=said,
        running=_("%(acronym)s handover report · %(agency)s, %(months)s")
        % {"acronym": group.acronym(), "agency": facts["agency"], "months": facts["months"]},
    )
    known: set[str] = set()  # addresses that it has given
    for section in (short(facts) if summary else facts)["sections"]:
        number = f"{section['number']}\N{EN SPACE}" if section["number"] else ""
        paper.heading(f"{number}{section['title']}", level=2 if section["is_part"] else 1)
        for block in section["blocks"]:
            paper.rich(noted(block["text"], known), below=2)
            if block["table"]:
                paper.rich(noted(block["table"], known))
    return paper.content()
