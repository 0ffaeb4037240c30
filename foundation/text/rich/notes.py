"""Puts the notes at the end of a page where their marks stand.

Word, LibreOffice, Google Docs and most web pages tie both in the same way: the mark leads to the note, and
the note leads back to the mark.
"""

import re
from collections import defaultdict
from copy import deepcopy

from lxml import etree

from foundation.text.rich.schema import NOTE
from foundation.text.rich.tree import Tree, drop

AROUND = ("p", "li", "dd", "dt", "td", "div", "aside", "section")  # what can hold a note
CLIMBED = 6  # elements from the way back to what holds the note
TRIED = 20  # ways back
LONGEST = 5  # letters of a mark; what is longer leads to a chapter
COPIED = 100_000  # letters, of a note that has several marks
OF_NOTE = re.compile(r"note|ftn|edn|fn\d|mso-element", re.IGNORECASE)
HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINE = ("a", "span", "sup", "b", "i", "u", "em", "strong", "font")
SIGNS = " \xa0\t\n[](){}^↑↩⤴\ufe0e\ufe0f.,:;*†‡§¶"


def put_at_their_marks(root: Tree) -> None:
    """Puts each note where its mark stands; one with several marks at each of them."""
    named: dict[str, Tree] = {}
    leading: dict[str, list[Tree]] = defaultdict(list)
    for element in root.iterdescendants():
        for name in (element.get("id"), element.get("name")):
            if name:
                named.setdefault(name, element)
        if element.tag == "a" and _target(element):
            leading[_target(element)].append(element)
    links = [link for several in leading.values() for link in several]
    order = {link: at for at, link in enumerate(root.iterdescendants("a"))} if links else {}
    marks: dict[Tree, list[Tree]] = defaultdict(list)
    backs: dict[Tree, list[Tree]] = defaultdict(list)
    taken: set[Tree] = set()
    for mark in sorted(links, key=order.__getitem__):
        note = named.get(_target(mark))
        if note is None or mark in taken or len("".join(mark.itertext()).strip(SIGNS)) > LONGEST:
            continue
        ways = [way for name in _names(mark) for way in leading.get(name, ())[:TRIED]]
        for way in ways:
            body = _body(note, way) if order[way] > order[mark] else None
            if body is not None and not any(one is body for one in mark.iterancestors()):
                marks[body].append(mark)
                backs[body].append(way)
                taken.add(way)
                break
    for body, those in marks.items():
        whole = _whole(body, marks)
        for back in backs[body]:
            drop(_with_its_signs(back))
        _place(whole, those)


def _target(link: Tree) -> str:
    """Returns the name that a link leads to; browsers copy "#note" with the page's address before it."""
    return (link.get("href") or "").rpartition("#")[2] if "#" in (link.get("href") or "") else ""


def _names(mark: Tree) -> list[str]:
    """Returns the names of a mark; it can also be the raised sign around or within it that has the name."""
    near = [mark, *list(mark)[:1]]
    for around in mark.iterancestors():
        if around.tag not in INLINE or len(near) > 4:
            break
        near.append(around)
    return [name for one in near for name in (one.get("id"), one.get("name")) if name]


def _body(note: Tree, way: Tree) -> Tree | None:
    """Returns the smallest element that holds both what the mark leads to and the way back."""
    near = {note}
    for _step, around in zip(range(CLIMBED), note.iterancestors(), strict=False):
        near.add(around)
    for _step, around in zip(range(CLIMBED), way.iterancestors(), strict=False):
        if around.tag in AROUND and around in near and around.getparent() is not None:
            return None if next(around.iter(*HEADS), None) is not None else around
    return None


def _whole(body: Tree, bodies) -> Tree:
    """Returns the element of a note whose body is only its first paragraph."""
    outer = body.getparent()
    if (
        body.tag != "p"
        or outer is None
        or outer.getparent() is None
        or outer.tag not in ("div", "li", "aside")
    ):
        return body
    said = " ".join(outer.get(name) or "" for name in ("id", "class", "style"))
    if outer[0] is not body or (len(outer) > 1 and not OF_NOTE.search(said)):
        return body
    return body if any(one in bodies for one in outer.iterchildren() if one is not body) else outer


def _with_its_signs(link: Tree) -> Tree:
    """Returns the element around a link that says nothing more than "[1]" or "^"."""
    while (around := link.getparent()) is not None and around.tag in INLINE:
        said = [around.text, *(child.tail for child in around)]
        if len(around) > 1 or any((words or "").strip(SIGNS) for words in said):
            break
        link = around
    return link


def _place(note: Tree, marks: list[Tree]) -> None:
    drop(note)
    length = len("".join(note.itertext()))
    for at, mark in enumerate(marks):
        if at and length * at > COPIED:
            return
        span = etree.Element("span", {"class": NOTE})
        span.append(note if at == len(marks) - 1 else deepcopy(note))
        place = _with_its_signs(mark)
        if place.getparent() is None:
            continue
        span.tail, place.tail = place.tail, None
        place.getparent().replace(place, span)
