"""The plain text of a message that has only HTML. Nothing of it is shown as HTML or fetched."""

import html
import re

import nh3

LONGEST = 200_000  # characters that are read
BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6]|/table|/blockquote)\b[^<>]{0,200}>", re.IGNORECASE)
POINTS = re.compile(r"<li\b[^<>]{0,500}>", re.IGNORECASE)
SPACE = re.compile(r"[ \t\xa0]+")
# Where the mail programs begin what they quote.
QUOTED = re.compile(
    r"<(?:div|blockquote|hr|table)\b[^<>]{0,300}(?:gmail_quote|yahoo_quoted|protonmail_quote|moz-cite-prefix"
    r"|divRplyFwdMsg|appendonsend|stopSpelling|type=\"?cite)",
    re.IGNORECASE,
)


def as_text(page: str) -> str:
    """Returns the words of an HTML page, with its lines, and a mark where the quoted message begins."""
    page = page[:LONGEST]
    if quoted := QUOTED.search(page):
        page = f"{page[: quoted.start()]}<br>{MARK}<br>{page[quoted.start() :]}"
    page = POINTS.sub("- ", BREAKS.sub("\n", re.sub(r"\s+", " ", page)))
    words = html.unescape(nh3.clean(page, tags=set(), clean_content_tags={"script", "style", "title"}))
    lines = [SPACE.sub(" ", line).strip() for line in words.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


MARK = "_" * 32  # as Outlook sets it in plain text
