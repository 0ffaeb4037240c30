"""Rich text as the portal stores it, and every way in and out of it.

A text is stored as a string. It is rich if it begins with one of our block tags. Then it contains only `p`,
`h3`, `h4`, `blockquote` (with `p` in it), `ul`, `ol`, `li`, `br`, `strong`, `em`, `del`, and `a` with a web
or mail address. Any other string is plain text and stays plain: what somebody typed without JavaScript, what
an archive brought, what was stored before there was an editor.
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
# A text that begins with one of these is HTML. "<IOM> said" and "<3" are not.
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
SHAPES = {  # the tags that are read in a text that comes in; they become our own tags
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
    """Returns whether a stored text is rich; otherwise it is plain."""
    return bool(OURS.match(text))


def clean(text: str) -> str:
    """Returns the text of an editor or a clipboard (Word, Outlook, LibreOffice, Google Docs) as we store it.

    Paragraphs that only look like a list become a list, and the rows of a table become lines. Empty
    paragraphs and all styles are removed. A text without markup is returned as it is. Cleaning twice changes
    nothing more.
    """
    if not HTML.match(text.lstrip()):
        return text
    return _going_out().clean(as_html(read(_coming_in().clean(text))))


def blocks(text: str) -> list[Block]:
    """Returns a stored text, rich or plain, paragraph by paragraph."""
    if is_rich(text):
        return read(_coming_in().clean(text))
    parts = (part.strip("\n") for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return [Block("p", [Run(part)]) for part in parts if part.strip()]


def shown(text: str) -> SafeString:
    """Returns a stored text as HTML for a page. Rich text is sanitized again: it may come from an archive."""
    if is_rich(text):
        return mark_safe(_going_out().clean(text))
    return mark_safe(linebreaks(text, autoescape=True)) if text.strip() else SafeString()


def plain(text: str) -> str:
    """Returns a stored text as plain text, for mails, search and tables. Lists have "- " and "1. "."""
    return as_plain(blocks(text)) if is_rich(text) else text


def compare(old: str, new: str) -> list[list[Piece]]:
    """Compares two stored texts word by word. Returns the pieces of each paragraph.

    Bold, headings and other formats are not compared.
    """
    return _compare(plain(old), plain(new))
