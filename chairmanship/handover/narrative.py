"""The narrative: what a chair writes in the report. Theme and objective, and the text of each section.

The text of a section is all its paragraphs, those that the portal drafts among them. What the chair left as
it was stays the portal's; what the chair changed is taken over. See ADR 25.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from chairmanship.handover.composing import Drafts, Written, compose
from chairmanship.handover.sections import WRITTEN
from chairmanship.rotation.models import Chairmanship, ReportParagraph
from foundation.dates import clock
from foundation.text import rich
from foundation.text.rich.tree import words

FIELDS = {"theme": _("Theme"), "objective": _("Overall objective")}
LABELS = {**FIELDS, **{slug: section.title for slug, section in WRITTEN.items()}}


def texts(term: Chairmanship, *, drafts: Drafts | None = None) -> dict[str, str]:
    """Returns the current texts by name: the theme is a line, the others are rich texts.

    `drafts` is what the portal drafts today, if that is known already.
    """
    return texts_of(term, compose(term, as_at=clock.today(), drafts=drafts))


def text(term: Chairmanship, name: str) -> str:
    """Returns the current text of that name. What is a field of the term needs no facts."""
    return getattr(term, name) if name in FIELDS else texts(term)[name]


def texts_of(term: Chairmanship, found: list[Written]) -> dict[str, str]:
    """Returns the texts of a report that is composed, by name."""
    told = {one.section.slug: one.text for one in found if one.section.slug in WRITTEN}
    return {"theme": term.theme, "objective": term.objective, **told}


def steady(term: Chairmanship, now: dict[str, str], bases: Mapping[str, str | None]) -> dict[str, str]:
    """Returns the current texts as whoever opened them saw what the portal drafts.

    So a fact that changed since is nobody's change.
    """
    rows = term.paragraphs.exclude(text="")
    touched = {(row.section, key) for row in rows for key in blocks(row.text)}  # the chair's
    found = dict(now)
    for name, base in bases.items():
        if name in WRITTEN and base and name in now:
            opened = blocks(base)
            found[name] = "".join(
                opened.get(key, text) if (name, key) not in touched else text
                for key, text in blocks(now[name]).items()
            )
    return found


def blocks(text: str) -> dict[str, str]:
    """Returns the outermost blocks of a stored text by their ids."""
    return {block.get("data-id") or "": rich.write([block]) for block in rich.parse(text)}


def save(term: Chairmanship, said: dict[str, str], before: dict[str, str], drafts: Drafts) -> None:
    """Saves the texts. `before` has each as it was shown; what is as it was stays the portal's."""
    term.theme, term.objective = said["theme"], said["objective"]
    for name in (name for name in WRITTEN if said[name] != before[name]):
        known = {one.key: one.text for one in drafts.get(name, ())}
        _save_section(term, name, blocks(said[name]), blocks(before[name]), known)


def _save_section(
    term: Chairmanship, section: str, said: dict[str, str], before: dict[str, str], drafts: dict[str, str]
) -> None:
    """Makes the rows of a section those of what was said. A row that stays as it is is not written."""
    kept = {row.key: row for row in term.paragraphs.filter(section=section).exclude(key="")}
    own = iter(list(term.paragraphs.filter(section=section, key="")))
    position = 0
    for position, (key, text) in enumerate(said.items()):
        row = kept.pop(key, None)
        if key in drafts or row:
            row = row or ReportParagraph(term=term, section=section, key=key)
            if text != before.get(key):
                values = {"text": text, "said": drafts.get(key, row.said), "is_removed": False}
            elif row.is_removed:
                values = {"text": "", "said": "", "is_removed": False}
            else:
                values = {}
        else:
            row = next(own, None) or ReportParagraph(term=term, section=section)
            values = {"text": text}
        _write(row, position=position, **values)
    for row in own:
        row.delete()
    for key in before:
        if key not in said and key in drafts:
            row = kept.pop(key, None) or ReportParagraph(term=term, section=section, key=key)
            _write(row, position=position, text="", said=drafts[key], is_removed=True)
    for row in kept.values():
        if not row.is_removed and row.key not in drafts:
            row.delete()


def _write(row: ReportParagraph, **values) -> None:
    if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def use_draft(term: Chairmanship, section: str, key: str) -> None:
    """Makes a paragraph the portal's again: one that the chair took over, which keeps its place, or removed.

    One that was removed comes back where the portal puts it.
    """
    for row in term.paragraphs.filter(section=section, key=key):
        if row.is_removed:
            row.delete()
        else:
            _write(row, text="", said="")


MARK = re.compile(r"\s*[-–—•*·]\s+")  # the mark that people type before a point of a list


def points(rows) -> list[str]:
    """Returns challenges or ideas as points of a list: rich texts, without the marks typed before them."""
    found = []
    for row in rows:
        for block in rich.parse(row.text if rich.is_rich(row.text) else rich.from_plain(row.text)):
            if block.tag in ("ul", "ol"):
                found += [rich.write(item) for item in block]
            else:
                found += _typed_points(block)
    return found


def _typed_points(block: rich.Tree) -> list[str]:
    """Returns a block as points: each line is one if all begin with a mark, and the mark goes."""
    lines = words(block).splitlines()
    if not lines or not all(MARK.match(line) for line in lines):
        return [rich.write([block])]
    if len(lines) > 1:
        return [rich.from_plain(MARK.sub("", line, count=1)) for line in lines]
    if MARK.match(block.text or ""):
        block.text = MARK.sub("", block.text, count=1)
    return [rich.write([block])]
