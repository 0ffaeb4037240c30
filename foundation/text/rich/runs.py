"""The words of a paragraph with their marks, and how they are put into an element."""

import re
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from foundation.text.rich.schema import MARKS, NOTE
from foundation.text.rich.tree import Tree, last

Marks = dict[str, tuple[tuple[str, str], ...]]  # the name of each mark, and its attributes

UNSEEN = re.compile(r"[\u200b\u2060\ufeff\xad\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
PARTS = re.compile(r"(\n|[ \t\r\xa0\u2000-\u200a\u202f\u205f\u3000]+)")
ODD = re.compile(r"  |[\n\t\r\xa0\u2000-\u200a\u202f\u205f\u3000]")
STIFF = "\xa0\u202f"  # spaces at which no line may break
BEFORE_STIFF, AFTER_STIFF = re.compile(r"[\d«]$"), re.compile(r"[\d»:;!?%°€£$]")


class Run(NamedTuple):
    """Words with the same marks, or a footnote. A line break is a "\\n" in `text`."""

    text: str
    marks: Marks = {}
    note: tuple["Run", ...] = ()


def tidy(runs) -> list[Run]:
    """Returns the runs without spaces at the ends of lines and without line breaks at both ends.

    Several spaces become one, and more than two line breaks become two. A space between words of different
    marks gets only the marks that both have. Equal neighbours are joined.
    """
    found: list[Run] = []
    breaks, space = 0, ""
    for run in runs:
        for part in [""] if run.note else _parts(UNSEEN.sub("", run.text)):
            if part == "\n":
                breaks += 1
            elif PARTS.fullmatch(part):
                space = part if not space else " "
            elif part or run.note:
                if found and (breaks or space):
                    gap = "\n" * min(breaks, 2) or _space(space, found[-1].text, part)
                    found.append(Run(gap, _shared(found[-1].marks, run.marks)))
                found.append(run._replace(text=part))
                breaks, space = 0, ""
    return _joined(found)


def _parts(text: str) -> list[str]:
    """Returns words, spaces and line breaks apart; what needs no tidying stays together."""
    if ODD.search(text):
        return PARTS.split(text)
    words = text.strip(" ")
    return [text[:1] if text[:1] == " " else "", words, " " if text[-1:] == " " and words else ""]


def _space(space: str, before: str, after: str) -> str:
    """Returns the space between two words; a stiff one only where the language wants one."""
    stiff = space in STIFF and (BEFORE_STIFF.search(before) or AFTER_STIFF.match(after))
    return space if stiff else " "


def _shared(one: Marks, other: Marks) -> Marks:
    return {name: values for name, values in one.items() if other.get(name) == values}


def _joined(runs: list[Run]) -> list[Run]:
    """Returns the runs with equal neighbours as one."""
    found: list[Run] = []
    for _same, alike in groupby(enumerate(runs), key=lambda one: one[0] if one[1].note else one[1].marks):
        those = [run for _at, run in alike]
        found.append(those[0]._replace(text="".join(run.text for run in those)))
    return found


def paragraphs(runs: list[Run]) -> list[list[Run]]:
    """Returns tidy runs as paragraphs: an empty line begins a new one."""
    parts: list[list[Run]] = [[]]
    for run in runs:
        first, *others = [run.text] if run.note else run.text.split("\n\n")
        parts[-1].append(run._replace(text=first))
        parts.extend([run._replace(text=other)] for other in others)
    return [ready for ready in map(tidy, parts) if ready]


def put(runs, into: Tree) -> None:
    """Adds the runs to an element, each mark within those that come before it in the schema."""
    _put(list(runs), list(MARKS), into)


def _put(runs: list[Run], marks: list[str], into: Tree) -> None:
    if not runs:
        return
    used = {name for run in runs for name in run.marks}
    mark = next((name for name in marks if name in used), None)
    if mark is None:
        for run in runs:
            _words(run, into)
        return
    inner = marks[marks.index(mark) + 1 :]
    for values, alike in groupby(runs, key=lambda run: run.marks.get(mark)):
        rest = [run._replace(marks={k: v for k, v in run.marks.items() if k != mark}) for run in alike]
        target = into if values is None else etree.SubElement(into, mark, dict(values))
        _put(rest, inner, target)


def _words(run: Run, into: Tree) -> None:
    if run.note:
        note = etree.SubElement(into, "span", {"class": NOTE})
        put(run.note, note)
        return
    first, *lines = run.text.split("\n")
    say(first, into)
    for line in lines:
        etree.SubElement(into, "br")
        say(line, into)


def say(words: str, into: Tree) -> None:
    """Adds plain words at the end of an element."""
    before = last(into)
    if before is None:
        into.text = (into.text or "") + words
    else:
        before.tail = (before.tail or "") + words
