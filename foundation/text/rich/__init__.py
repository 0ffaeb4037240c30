"""Rich text as the portal stores it, and every way in and out of it.

Stored is a string. It is rich when it begins with one of our block tags, and holds then nothing but `p`,
`h3`, `h4`, `blockquote` (with `p` in it), `ul`, `ol`, `li`, `br`, `strong`, `em`, `del` and `a` with an
address of the web or of a mail. Any other string is plain text and stays so: what was typed without
JavaScript, what an archive brings, what was stored before there was an editor.
"""

import re
from functools import cache

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from foundation.text.rich.blocks import Block, Run
from foundation.text.rich.differences import Piece
from foundation.text.rich.differences import compare as _compare
from foundation.text.rich.reading import HREF, read
from foundation.text.rich.writing import as_html, as_plain

__all__ = ["Block", "Piece", "Run", "blocks", "clean", "compare", "is_rich", "plain", "shown"]

OURS = re.compile(r"<(?:p|h3|h4|blockquote|ul|ol)>")
TAGS = {"p", "h3", "h4", "blockquote", "ul", "ol", "li", "br", "strong", "em", "del", "a"}
# By these first signs a text that comes in is HTML. "<IOM> said" and "<3" are words of a person.
HTML = re.compile(
    r"""<!--|<!doctype\b|</?(?:html|head|body|meta|link|style|script|title|base|xml|div|p|span|font|center|
    section|article|header|footer|main|aside|nav|address|figure|figcaption|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|
    tbody|tfoot|tr|td|th|caption|colgroup|blockquote|pre|code|kbd|hr|br|b|strong|i|em|u|s|strike|del|ins|sub|sup|
    small|big|mark|a|img|svg|math|iframe|object|embed|form|input|button|textarea|select|video|audio|template|
    noscript|marquee|xmp|plaintext|listing|noembed|noframes|[owv]:\w+|st1:\w+)(?=[\s/>])""",
    re.IGNORECASE | re.VERBOSE,
)
NEVER = {
    "script", "style", "title", "xml", "template", "noscript", "iframe", "object", "embed", "svg", "math",
    "select", "button", "textarea", "video", "audio",
}  # fmt: skip
SHAPES = {  # what is understood of a text that comes in; the reading makes ours of it
    "p", "div", "section", "article", "header", "footer", "main", "aside", "address", "center", "figure",
    "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd",
    "table", "caption", "tr", "td", "th", "br", "hr", "b", "strong", "i", "em", "cite", "s", "strike", "del",
    "a", "span", "font",
}  # fmt: skip
STYLED = {"p", "div", "li", "span", "font", "b", "strong", "i", "em", "h1", "h2", "h3", "h4", "h5", "h6"}


@cache
def _coming_in() -> nh3.Cleaner:
    attributes = {tag: {"style", "class"} for tag in STYLED} | {"a": {"href"}}
    return nh3.Cleaner(
        tags=SHAPES,
        clean_content_tags=NEVER,
        attributes=attributes,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )


@cache
def _going_out() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        clean_content_tags=NEVER,
        attributes={"a": {"href"}},
        attribute_filter=lambda tag, name, value: value if HREF.fullmatch(value) else None,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )


def is_rich(text: str) -> bool:
    """Whether a stored text is rich; if not it is plain."""
    return bool(OURS.match(text))


def clean(text: str) -> str:
    """What an editor or a clipboard (Word, Outlook, LibreOffice, Google Docs) yields, in our stored form.

    Fake lists become lists, the rows of a table lines; empty paragraphs and every style go. A text without
    markup comes back as it is. Cleaning twice changes nothing more.
    """
    if not HTML.match(text.lstrip()):
        return text
    return _going_out().clean(as_html(read(_coming_in().clean(text))))


def blocks(text: str) -> list[Block]:
    """A stored text, rich or plain, paragraph by paragraph."""
    if is_rich(text):
        return read(_coming_in().clean(text))
    parts = (part.strip("\n") for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return [Block("p", [Run(part)]) for part in parts if part.strip()]


def shown(text: str) -> SafeString:
    """A stored text for a page. Rich text is sanitized once more: an archive may have brought it."""
    if is_rich(text):
        return mark_safe(_going_out().clean(text))
    return mark_safe(linebreaks(text, autoescape=True)) if text.strip() else SafeString()


def plain(text: str) -> str:
    """A stored text for mails, search and tables: empty lines between paragraphs, lists with "- ", "1. "."""
    return as_plain(blocks(text)) if is_rich(text) else text


def compare(old: str, new: str) -> list[list[Piece]]:
    """Two stored texts, word by word: of each paragraph its pieces ("same" | "out" | "in" | "note", words).

    Bold, headings and the like are not compared.
    """
    return _compare(plain(old), plain(new))
