"""What came in from elsewhere (Word, Google Docs, LibreOffice, a web page) as a tree that can be read.

It is still theirs: `reading.py` makes our text of it. Here what is not the text is taken out and counted, and
the notes at the end of the page are put where their marks stand.
"""

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import nh3
from lxml import etree

from foundation.text.rich.runs import say
from foundation.text.rich.schema import ELEMENTS, NOTE
from foundation.text.rich.tree import UNWRITABLE, Tree

NEVER = {
    "script", "style", "title", "xml", "template", "noscript", "iframe", "object", "embed", "svg", "math",
    "select", "button", "textarea", "video", "audio", "canvas",
}  # fmt: skip
EMBEDDED = re.compile(r"<(?:iframe|object|embed|video|audio|canvas)\b", re.IGNORECASE)
SHAPES = {  # the tags that are read
    "div", "section", "article", "header", "footer", "main", "aside", "address", "center", "figure",
    "figcaption", "pre", "dl", "dt", "dd", "h1", "h2", "h6", "caption", "tfoot", "hr", "b", "i",
    "cite", "strike", "font", "small",
    *ELEMENTS,
}  # fmt: skip
ALWAYS = {"style", "class", "id", "dir", "hidden", "data-id"}
ATTRIBUTES = {tag: ALWAYS | set(ELEMENTS[tag].attributes if tag in ELEMENTS else ()) for tag in SHAPES}
ATTRIBUTES["a"] |= {"name"}
ATTRIBUTES["ins"] |= {"cite"}
ATTRIBUTES["del"] |= {"cite"}
ATTRIBUTES["img"] |= {"width", "height"}
ATTRIBUTES["li"] |= {"data-aria-level", "value"}
DEEP = 100  # elements within elements; of what is deeper only the words are kept
VOID = {"br", "hr", "img"}
HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all)", re.IGNORECASE)
COMMENT = re.compile(r"mso-element\s*:\s*comment(?!-)", re.IGNORECASE)
COMMENTS = re.compile(r"mso-element\s*:\s*comment-list", re.IGNORECASE)
GOOGLE_COMMENT = re.compile(r"cmnt(?:_ref)?\d+")


def tree(html: str) -> tuple[Tree, Counter]:
    """Returns the tree of what came in, and how many comments, images and embedded things were left out."""
    left_out = Counter(embedded=len(EMBEDDED.findall(html)))
    builder = _Builder()
    builder.feed(_sanitizer().clean(UNWRITABLE.sub("", html)))
    builder.close()
    _leave_out_comments(builder.root, left_out)
    _put_notes_at_their_marks(builder.root)
    return builder.root, left_out


@cache
def _sanitizer() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=SHAPES,
        clean_content_tags=NEVER,
        attributes=ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "file", "cid", "data"},  # an image is counted; only ours stay
    )


class _Builder(HTMLParser):
    """Builds the tree of well-formed HTML, as the sanitizer leaves it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = etree.Element("div")
        self.open = [self.root]
        self.deeper = 0

    def handle_starttag(self, tag, attrs):
        if len(self.open) > DEEP and tag not in VOID:
            self.deeper += 1
            return
        element = etree.SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if self.deeper:
            self.deeper -= 1
        elif len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data):
        say(UNWRITABLE.sub("", data), self.open[-1])


def styles(element: Tree) -> dict[str, str]:
    """Returns the styles of an element, in small letters."""
    pairs = (part.partition(":") for part in (element.get("style") or "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _colon, value in pairs}


def drop(element: Tree) -> None:
    """Takes an element out of its tree; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
        element.tail = None
    parent.remove(element)


def _leave_out_comments(root: Tree, left_out: Counter) -> None:
    """Takes out the remarks at the margin, which are not part of the text, and what is hidden."""
    for element in list(root.iterdescendants()):
        style, named = element.get("style") or "", (element.get("class") or "").lower()
        if COMMENTS.search(style):
            left_out["comments"] += sum(1 for one in element.iter() if COMMENT.search(one.get("style") or ""))
        elif "msocomanchor" in named or "msocommentreference" in named or "msocomoff" in named:
            pass
        elif "msocomtxt" in named:  # without the list around it
            inside = any(COMMENTS.search(one.get("style") or "") for one in element.iterancestors())
            left_out["comments"] += not inside
        elif element.tag == "a" and GOOGLE_COMMENT.fullmatch(element.get("id") or ""):
            if not element.get("id", "").startswith("cmnt_ref"):
                left_out["comments"] += 1
                element = next(element.iterancestors("div"), element)
        elif not (HIDDEN.search(style) or "hidden" in element.attrib):
            continue
        drop(element)


def _put_notes_at_their_marks(root: Tree) -> None:
    """Puts each note into the text, where its mark stands.

    Word, LibreOffice, Google Docs and most web pages tie both in the same way: the mark leads to the
    note, and the note leads back to the mark.
    """
    named: dict[str, Tree] = {}
    for element in root.iterdescendants():
        for name in {element.get("id"), element.get("name")} - {None, ""}:
            named.setdefault(name, element)
    marks = [one for one in root.iterdescendants("a") if (one.get("href") or "").startswith("#")]
    seen: set[Tree] = set()
    for mark in marks:
        if mark in seen or mark.getroottree().getroot() is not root:
            continue
        note = named.get(mark.get("href", "")[1:])
        if note is None:
            continue
        own = {one.get(key) for one in (mark, *mark.iterancestors("sup", "span")) for key in ("id", "name")}
        body, back = _body(note, own)
        if body is None or mark in set(body.iter()):
            continue
        seen.add(back)
        holder = body.getparent()
        drop(back)
        drop(body)
        _drop_if_empty(holder)
        span = etree.Element("span", {"class": NOTE})
        span.append(body)
        body.tail = None
        place = mark.getparent()
        if place.tag == "sup" and not "".join(place.itertext()).replace("".join(mark.itertext()), "").strip():
            mark = place
        span.tail, mark.tail = mark.tail, None
        mark.getparent().replace(mark, span)


def _body(note: Tree, own: set) -> tuple[Tree | None, Tree]:
    """Returns the smallest element around the note that leads back to the mark, and the link back."""
    for around in (note, *note.iterancestors()):
        if around.tag not in ("div", "li", "p", "dd", "td", "aside", "section"):
            continue
        for link in around.iter("a"):
            target = link.get("href") or ""
            if target.startswith("#") and target[1:] in own:
                outer = around.getparent()
                whole = (
                    outer is not None
                    and outer.tag == "div"
                    and len(outer) == 1
                    and outer.getparent() is not None
                )
                return (outer if whole else around), link
        if around.tag in ("div", "section", "li"):
            break
    return None, note


def _drop_if_empty(element: Tree | None) -> None:
    """Takes out what held only notes, with the line above it."""
    while element is not None and element.getparent() is not None and not "".join(element.itertext()).strip():
        if element.find(".//img") is not None:
            return
        parent = element.getparent()
        drop(element)
        element = parent
