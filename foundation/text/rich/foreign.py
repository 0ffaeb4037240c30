"""What came in from elsewhere (Word, Google Docs, LibreOffice, a web page) as a tree that can be read.

It is still theirs: `reading.py` makes our text of it. Here what is not the text is taken out and counted, and
the notes at the end of the page are put where their marks stand.
"""

import re
from collections import Counter
from functools import cache, lru_cache
from html.parser import HTMLParser

import nh3
from lxml import etree

from foundation.text.rich import notes, stylesheets, symbols
from foundation.text.rich.runs import say
from foundation.text.rich.schema import ELEMENTS
from foundation.text.rich.tree import UNWRITABLE, Tree, drop

NEVER = {
    "script", "style", "title", "xml", "template", "noscript", "iframe", "object", "embed", "svg", "math",
    "select", "button", "textarea", "video", "audio", "canvas",
}  # fmt: skip
SHAPES = {  # the tags that are read
    "div", "section", "article", "header", "footer", "main", "nav", "aside", "address", "center", "figure",
    "figcaption", "details", "summary", "form", "fieldset", "legend", "hgroup", "search", "menu", "dialog",
    "pre", "dl", "dt", "dd", "h1", "h2", "h6", "caption", "tfoot", "hr", "b", "i", "cite", "dfn", "var",
    "strike", "font", "small", "q", "input",
    *ELEMENTS,
}  # fmt: skip
ALWAYS = {"style", "class", "id", "dir", "hidden", "data-id", "role", "aria-level"}
ATTRIBUTES = {tag: ALWAYS | set(ELEMENTS[tag].attributes if tag in ELEMENTS else ()) for tag in SHAPES}
for _tag, _names in {
    "a": {"name"},
    "ins": {"cite"},
    "del": {"cite"},
    "img": {"width", "height"},
    "input": {"type", "checked"},
    "li": {"data-aria-level", "data-aria-posinset", "data-listid", "aria-checked", "value"},
    "tr": {"height"},
}.items():
    ATTRIBUTES[_tag] |= _names
DEEP = 100  # elements within elements; of what is deeper only the words are kept
VOID = {"br", "hr", "img", "input"}
EMBEDDED = re.compile(r"<(?:iframe|object|embed|video|audio|canvas)\b([^<>]*)", re.IGNORECASE)
UNSEEN = re.compile(
    r"(?:width|height)\s*[=:]\s*[\"']?[01](?:px)?\b|display\s*:\s*none|\bhidden\b", re.IGNORECASE
)
HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE
)
ASIDE = re.compile(  # classes of words that can't be seen, or lead to an editor
    r"\b(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|element-invisible|mw-editsection|mw-jump-link)\b"
)
COMMENT = re.compile(r"mso-element\s*:\s*comment(?!-)", re.IGNORECASE)
COMMENTS = re.compile(r"mso-element\s*:\s*comment-list", re.IGNORECASE)
COMMENT_MARK = re.compile("msocomanchor|msocommentreference|msocomoff")
GOOGLE_COMMENT = re.compile(r"cmnt\d+")
GOOGLE_MARK = re.compile(r"cmnt_ref\d+")


def tree(html: str) -> tuple[Tree, Counter]:
    """Returns the tree of what came in, and how many comments, images and embedded things were left out."""
    html = _open_text_boxes(UNWRITABLE.sub("", html))
    left_out = Counter(embedded=sum(not UNSEEN.search(said) for said in EMBEDDED.findall(_uncommented(html))))
    builder = _Builder(stylesheets.rules(html))
    builder.feed(_sanitizer().clean(_not_too_deep(html)))
    builder.close()
    _leave_out(builder.root, left_out)
    notes.put_at_their_marks(builder.root)
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

    def __init__(self, sheet: stylesheets.Rules):
        super().__init__(convert_charrefs=True)
        self.sheet = sheet
        self.root = etree.Element("div")
        self.open = [self.root]
        self.signs: list[dict[str, str]] = [{}]  # of the font of each open element
        self.deeper = 0

    def handle_starttag(self, tag, attrs):
        if len(self.open) > DEEP and tag not in VOID:
            self.deeper += 1
            return
        values = {name: value or "" for name, value in attrs}
        if more := stylesheets.said_of(tag, values.get("class", ""), self.sheet):
            values["style"] = more + values.get("style", "")
        element = etree.SubElement(self.open[-1], tag, values)
        if tag not in VOID:
            self.open.append(element)
            self.signs.append(symbols.font(values.get("style", ""), self.signs[-1]))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if self.deeper:
            self.deeper -= 1
        elif len(self.open) > 1:
            self.open.pop()
            self.signs.pop()

    def handle_data(self, data):
        say(symbols.spelt(UNWRITABLE.sub("", data), self.signs[-1]), self.open[-1])


def styles(element: Tree) -> dict[str, str]:
    """Returns the styles of an element, in small letters. They are only to be read."""
    return _styles(element.get("style") or "")


@lru_cache(1000)
def _styles(said: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in said.split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _colon, value in pairs}


# What would take a parser too long

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
FORMATS = {"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
ENDLESS = {
    "a",
    "p",
    "li",
    "dt",
    "dd",
    "td",
    "th",
    "tr",
    "thead",
    "tbody",
    "tfoot",
}  # end when the next begins
DEEPEST, FORMATTED = 400, 40  # elements, and formats, within one another
AGAIN = 200_000  # formats that are begun again in the next block


def _not_too_deep(html: str) -> str:
    """Returns HTML without the tags that lie too deep: a parser goes through all open ones at each.

    A parser also begins open formats again in each block. If that comes to too many, no format is kept.
    """
    depth: Counter[bool] = Counter()
    again = 0

    def kept(tag: re.Match) -> str:
        nonlocal again
        name = tag[2].lower()
        if name in FORMATS or (name in SHAPES and name not in ENDLESS and name not in VOID) or name == "span":
            kind, most = name in FORMATS, FORMATTED if name in FORMATS else DEEPEST
            depth[kind] = max(0, depth[kind] + (-1 if tag[1] else 1))
            if depth[kind] >= most + bool(tag[1]):
                return ""
        if name not in FORMATS:
            again += min(depth[True], FORMATTED)
        return tag[0]

    shallow = TAG.sub(kept, html)
    return (
        TAG.sub(lambda tag: "" if tag[2].lower() in FORMATS else tag[0], html) if again > AGAIN else shallow
    )


# What is not the text

COMMENTED = re.compile(r"<!--(?!-?>).*?(?:-->|\Z)", re.DOTALL)
BOX = re.compile(r"<v:textbox\b[^<>]*>(.*?)(?:</v:textbox>|\Z)", re.DOTALL | re.IGNORECASE)
INSTEAD = re.compile(r"\s*<!(?:--)?\[if !vml\](?:--)?>(.{0,20000}?)<!(?:--)?\[endif\](?:--)?>", re.DOTALL)


def _uncommented(html: str) -> str:
    return COMMENTED.sub("", html)


def _open_text_boxes(html: str) -> str:
    """Puts the words of Word's text boxes after their paragraph.

    Word hides them in a comment, and shows a picture of them instead.
    """
    if "<v:textbox" not in html:
        return html
    parts, at = [], 0
    for comment in COMMENTED.finditer(html):
        said = "".join(f"<div>{one}</div>" for one in BOX.findall(comment[0]))
        instead = INSTEAD.match(html, comment.end()) if said else None
        if not instead or comment.start() < at or re.sub(r"<[^>]*>", "", instead[1]).strip():
            continue
        ending = html.find("</p>", instead.end())
        ending = instead.end() if ending < 0 else ending + len("</p>")
        parts += [html[at : comment.start()], html[instead.end() : ending], said]
        at = ending
    return "".join([*parts, html[at:]])


def _leave_out(root: Tree, left_out: Counter) -> None:
    """Takes out the remarks at the margin, which are not part of the text, and what is hidden."""
    gone: set[Tree] = set()
    for element in list(root.iterdescendants()):
        if element.getparent() in gone:
            gone.add(element)
            continue
        style, named = element.get("style") or "", (element.get("class") or "").lower()
        if COMMENTS.search(style):
            left_out["comments"] += sum(1 for one in element.iter() if COMMENT.search(one.get("style") or ""))
        elif "msocomtxt" in named:  # without the list around it
            left_out["comments"] += 1
        elif element.tag == "a" and GOOGLE_COMMENT.fullmatch(element.get("id") or ""):
            left_out["comments"] += 1
            element = _of_google(element)
        elif not (
            COMMENT_MARK.search(named)
            or (element.tag == "a" and GOOGLE_MARK.fullmatch(element.get("id") or ""))
            or HIDDEN.search(style)
            or "hidden" in element.attrib
            or ASIDE.search(named)
        ):
            continue
        gone.add(element)
        drop(element)


def _of_google(link: Tree) -> Tree:
    """Returns what holds a comment of Google Docs: the `div` that begins with it, or else its paragraph."""
    paragraph = next(link.iterancestors("p", "li", "td", "div"), link)
    around = paragraph.getparent()
    if around is None:
        return link
    is_of_comment = paragraph.tag == "p" and around.tag == "div" and around.getparent() is not None
    names = [one.get("id") or "" for one in around.iter("a")] if is_of_comment else []
    whole = (
        is_of_comment and around[0] is paragraph and sum(map(bool, map(GOOGLE_COMMENT.fullmatch, names))) == 1
    )
    return around if whole else paragraph
