"""The report as it stands now: what the rooms draft, and what the chair made of it. See ADR 25."""

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeAlias

from chairmanship.handover.sections import Placed, Section, placed
from chairmanship.rotation.handover import paragraphs_of
from chairmanship.rotation.models import Chairmanship, ReportParagraph
from foundation.discovery import modules
from foundation.handover.gathering import gathering
from foundation.handover.passages import Drafted, Passage, introduced
from foundation.text import rich

SINCE = dt.timedelta(days=60)  # after the end of a term, a report tells what happened since
Drafts: TypeAlias = dict[str, list[Drafted]]  # by the section, in order
NAMED = re.compile(r"\(([^()\s][^()]{1,20})\)")  # an acronym beside its name


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the report, and the table that hangs on it.

    Without `key` it is the chair's own. The chair may have taken over a drafted one (`is_taken`): then `now`
    is what the portal would say, and `is_outdated` tells whether it said something else then.
    One that is not `public` is about what only members may know, whoever wrote it. `brief` is its text in the
    short form of the report, where other agencies may be mentioned for the first time.
    """

    text: str
    key: str = ""
    table: str = ""
    short: bool = False
    public: bool = True
    is_taken: bool = False
    now: str = ""
    is_outdated: bool = False
    brief: str = ""


@dataclass
class Written:
    """A section as it stands: its paragraphs, and the drafted ones that the chair removed.

    `is_told` is whether the report has it: it is shown, and it or a section below it says something.
    """

    place: Placed
    number: str = ""
    is_told: bool = False
    paragraphs: list[Paragraph] = field(default_factory=list)
    removed: list[Drafted] = field(default_factory=list)

    @property
    def section(self):
        return self.place.section

    @property
    def shown(self) -> list[Paragraph]:
        """Its paragraphs as they are read: ideas that the chair wrote one after another are a list."""
        if self.section.slug != "ideas":
            return self.paragraphs
        found: list[Paragraph] = []
        for is_idea, run in groupby(self.paragraphs, lambda one: not one.key and one.text.startswith("<p")):
            ideas = list(run)
            if is_idea and len(ideas) > 1:
                listed = f"<ul>{''.join(f'<li>{one.text}</li>' for one in ideas)}</ul>"
                found.append(Paragraph(listed, brief=listed))
            else:
                found += ideas
        return found

    @property
    def text(self) -> str:
        """Its paragraphs as one text, without the tables."""
        return "".join(one.text for one in self.paragraphs)


def passages() -> list[Passage]:
    """Returns the passages of all rooms, in the order of their places."""
    found = [passage for module in modules("handover") for passage in module.PASSAGES]
    return sorted(found, key=lambda passage: passage.place)


def drafted(term: Chairmanship, as_at: dt.date, *, facts_only: bool = False) -> Drafts:
    """Returns what the portal drafts, by the section. Paragraphs of one key are one paragraph.

    Agencies are still marks.
    """
    found: dict[str, dict[str, Drafted]] = {}
    with gathering():
        for passage in passages():
            if passage.section == "since" and as_at - term.ends <= SINCE:
                continue
            if facts_only and passage.is_narrative:
                continue
            section = found.setdefault(passage.section, {})
            for one in passage.tell(term, as_at):
                before = section.get(one.key)
                section[one.key] = _joined(before, one) if before else one
    return {slug: list(section.values()) for slug, section in found.items()}


def _joined(one: Drafted, other: Drafted) -> Drafted:
    """Returns two paragraphs as one."""
    words = other.text.partition(">")[2]
    text = f"{one.text.removesuffix('</p>')} {words}"
    public = one.public and other.public
    return replace(
        one, text=text, table=one.table or other.table, short=one.short or other.short, public=public
    )


def compose(
    term: Chairmanship, *, as_at: dt.date, facts_only: bool = False, drafts: Drafts | None = None
) -> list[Written]:
    """Returns the sections of the report in order, with what was known on that day.

    Those left out are among them; only what is shown and says something has a number. With `facts_only`, all
    is as the portal drafts it, without a word of the chair. `drafts` is what the portal drafts on that day,
    if that is known already.
    """
    rows: dict[str, list[ReportParagraph]] = {}
    with gathering():
        for row in () if facts_only else paragraphs_of(term):
            rows.setdefault(row.section, []).append(row)
        drafts = drafted(term, as_at, facts_only=facts_only) if drafts is None else drafts
    known: set[str] = set()
    in_brief: set[str] = set()
    found = []
    for place in placed(() if facts_only else term.report_sections.all()):
        names = known if place.is_shown else set(known)
        section = Written(place)
        _arrange(section, drafts.get(place.section.slug, []), rows.get(place.section.slug, []))
        briefly = in_brief if place.is_shown and place.section.is_short else set()
        briefs = [
            _resolved(one, briefly).text if is_brief(place.section, one) else "" for one in section.paragraphs
        ]
        section.paragraphs = [
            replace(_resolved(one, names), brief=brief)
            for one, brief in zip(section.paragraphs, briefs, strict=True)
        ]
        section.removed = [replace(one, text=introduced(one.text, set(names))) for one in section.removed]
        found.append(section)
    _number(found)
    return found


def is_brief(section: Section, one: Paragraph) -> bool:
    """Whether the short form of the report has that paragraph, apart from the length of its table."""
    return section.is_short and (one.short or not (one.table or section.slug == "summary"))


def _arrange(section: Written, drafts: list[Drafted], rows: list[ReportParagraph]) -> None:
    """Puts the paragraphs of a section in order: by their rows, new drafts after the draft before them."""
    by_key = {one.key: one for one in drafts}
    for row in rows:
        draft = by_key.get(row.key)
        if row.is_removed:
            section.removed += [draft] if draft else []
        elif row.text:
            section.paragraphs.append(_taken(row, draft) if row.key else Paragraph(_stored(row.text)))
        elif draft:
            section.paragraphs.append(_drafted(draft))
    keys = [one.key for one in section.paragraphs]
    settled = {row.key for row in rows}
    place = len(keys) if section.section.own_first else 0
    for draft in drafts:
        if draft.key in keys:
            place = keys.index(draft.key) + 1
        elif draft.key not in settled:
            section.paragraphs.insert(place, _drafted(draft))
            keys.insert(place, draft.key)
            place += 1


def _stored(text: str) -> str:
    """Returns what the chair wrote as a rich text. Texts from before there was an editor are plain."""
    return text if rich.is_rich(text) else rich.from_plain(text)


def _taken(row: ReportParagraph, draft: Drafted | None) -> Paragraph:
    """Returns a paragraph that the chair took over. Its table stays alive."""
    if draft is None:  # nobody knows any more whether visitors may read it
        return Paragraph(row.text, row.key, public=False, is_taken=True)
    return Paragraph(
        row.text, row.key, draft.table, draft.short, draft.public,
        is_taken=True, now=draft.text, is_outdated=draft.text != row.said,
    )  # fmt: skip


def _drafted(one: Drafted) -> Paragraph:
    return Paragraph(one.text, one.key, one.table, one.short, one.public)


def _resolved(one: Paragraph, known: set[str]) -> Paragraph:
    """Returns a paragraph with its agencies named."""
    if one.key and not one.is_taken:
        text = rich.clean(introduced(one.text, known))
        return replace(one, text=text, table=introduced(one.table, known))
    known.update(NAMED.findall(rich.plain(one.text)))
    now = rich.clean(introduced(one.now, set(known))) if one.now else ""
    return replace(one, table=introduced(one.table, known), now=now)


def _number(found: list[Written]) -> None:
    """Says which sections the report has, and numbers them: 1, 7.1, A. A foreword has no number."""
    told = {one.section.slug for one in found if one.place.is_shown and one.paragraphs}
    told |= {one.section.under for one in found if one.section.slug in told}
    top = part = annex = 0
    for one in found:
        one.is_told = one.section.slug in told and one.place.is_shown
        if not one.is_told or one.section.slug == "foreword":
            continue
        if one.section.is_annex:
            one.number, annex = "ABCDEFGH"[annex], annex + 1
        elif one.section.under:
            part += 1
            one.number = f"{top}.{part}"
        else:
            top, part = top + 1, 0
            one.number = str(top)
