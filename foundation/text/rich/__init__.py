"""Rich text: what people write, paste and upload, as the portal stores it, and every way in and out of it.

A text is stored as HTML of one schema (`schema.py`), in one canonical form. Each block has an id that stays.
"""

import re
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from foundation.text.rich import foreign, lines, reading
from foundation.text.rich.differences import Piece
from foundation.text.rich.differences import compare as _compare
from foundation.text.rich.foreign import NEVER
from foundation.text.rich.schema import BLOCKS, ELEMENTS, VALUES
from foundation.text.rich.tree import Tree, name_blocks, parse, words, write
from foundation.text.rich.writing import as_page, as_plain

__all__ = [
    "Piece", "Read", "Tree", "archived", "clean", "compare", "from_plain", "is_rich", "join", "length",
    "parse", "plain", "printed", "read", "read_plain", "shown", "split", "without_images", "write",
]  # fmt: skip

LARGEST = 3_000_000  # characters with all markup; reading takes a second for each million or so
TAGS = re.compile(r"<[^<>]*>")
OURS = re.compile(rf"<(?:{'|'.join(BLOCKS)})(?=[ >])")
# A text that begins with one of these is HTML. "<IOM> said" and "<3" are not.
HTML = re.compile(
    r"""<!--|<!doctype\b|</?(?:html|head|body|meta|link|style|script|title|base|xml|div|p|span|font|center|
    section|article|header|footer|main|aside|nav|address|figure|figcaption|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|
    tbody|tfoot|tr|td|th|caption|colgroup|blockquote|pre|code|kbd|hr|br|b|strong|i|em|u|s|strike|del|ins|sub|sup|
    small|big|mark|a|img|svg|math|iframe|object|embed|form|input|button|textarea|select|video|audio|template|
    noscript|marquee|xmp|plaintext|listing|noembed|noframes|[owv]:\w+|st1:\w+)(?=[\s/>])""",
    re.IGNORECASE | re.VERBOSE,
)
SIMPLE = re.compile(r"""(?:<p(?: data-id="[a-z0-9]+")?>(?:[^<\xa0\u202f]|<br>)+</p>)*""")


class Read(NamedTuple):
    """A text that came in as it is stored, and in sentences what could not be kept."""

    text: str
    left_out: list[str]


def is_rich(text: str) -> bool:
    """Returns whether a text is one that the portal has cleaned; otherwise it is plain."""
    return bool(OURS.match(text))


def read(text: str, *, images: bool = False) -> Read:
    """Returns what came in (from an editor, a clipboard, an archive, a form) as it is stored.

    Plain text becomes paragraphs. Empty paragraphs and all styles are left out. Reading twice changes nothing
    more. With `images`, images of the portal stay. Of a text of more than `LARGEST` characters only its words
    stay.
    """
    if len(text) > LARGEST:
        return Read(from_plain(TAGS.sub("\n", text)), [_("The text is too long to keep its formatting.")])
    if not HTML.match(text.lstrip()):
        return Read(from_plain(text), [])
    theirs, left_out = foreign.tree(text)
    made = reading.read(theirs, left_out, images=images)
    return Read(_named(made), [sentence for kind, sentence in _left_out(left_out) if left_out[kind]])


def clean(text: str, *, images: bool = False) -> str:
    """Returns what came in as it is stored. `read` also tells what was left out."""
    return read(text, images=images).text


def from_plain(text: str) -> str:
    """Returns plain text as it is stored: empty lines separate paragraphs. What looks like a tag is text."""
    return _named(reading.read(parse(lines.as_html(text)), Counter(), images=False))


def _named(root: Tree) -> str:
    name_blocks(root)
    return write(root)


def _left_out(counts):
    comments, images, embedded = counts["comments"], counts["images"], counts["embedded"]
    yield (
        "comments",
        ngettext(
            "%(count)s margin comment was left out.", "%(count)s margin comments were left out.", comments
        )
        % {"count": comments},
    )
    yield (
        "images",
        ngettext("%(count)s image was left out.", "%(count)s images were left out.", images)
        % {"count": images},
    )
    yield (
        "embedded",
        ngettext(
            "%(count)s embedded object was left out.", "%(count)s embedded objects were left out.", embedded
        )
        % {"count": embedded},
    )


def read_plain(text: str) -> str:
    """Returns plain text from a clipboard as it is stored.

    A viewer of PDFs ends each line where it ended on the page. Such lines are joined again.
    """
    return _named(reading.read(parse(lines.as_pasted(text)), Counter(), images=False))


def shown(text: str, *, first_note: int = 1) -> SafeString:
    """Returns a stored text as HTML for a page. Its footnotes are numbered from `first_note`."""
    return _shown(text, first_note, get_language())


@lru_cache(maxsize=256)  # a page of minutes has dozens, and many people read the same ones
def _shown(text: str, first_note: int, language: str | None) -> SafeString:
    return mark_safe(_guard().clean(as_page(parse(_stored(text)), first_note=first_note)))


def printed(text: str) -> SafeString:
    """Returns a stored text as HTML for a PDF, in which footnotes come to the foot of their page."""
    return mark_safe(_guard().clean(as_page(parse(_stored(text)), notes_inline=True)))


def _stored(text: str) -> str:
    return text if is_rich(text) else clean(text)


@cache
def _guard() -> nh3.Cleaner:
    """Returns what looks at each text again before a page shows it."""
    shown = {"id", "class", "tabindex", "title", "scope", "aria-label", "dir"}
    attributes = {tag: shown | set(element.attributes) for tag, element in ELEMENTS.items()} | {"div": shown}
    attributes["a"] = shown | {"href"}
    return nh3.Cleaner(
        tags=set(attributes),
        clean_content_tags=NEVER,
        attributes=attributes,
        attribute_filter=_only_ours,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )


def _only_ours(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if VALUES["href"].fullmatch(value) or value.startswith("#note-") else None
    if name == "src":
        return value if VALUES["src"].fullmatch(value) else None
    return value


def plain(text: str) -> str:
    """Returns a stored text as plain text, for mails, search and tables. Lists have "- " and "1. "."""
    return as_plain(parse(text)) if is_rich(text) else text


def length(text: str) -> int:
    """Returns how many characters of a stored text can be seen."""
    return len(words(parse(text)).strip()) if is_rich(text) else len(text)


def archived(text: str) -> str:
    """Returns a stored text as an archive holds it: plain if it has only paragraphs, else as stored.

    An archive has no images.
    """
    text = without_images(text)
    if not SIMPLE.fullmatch(text):
        return text
    return plain(text)


def without_images(text: str) -> str:
    """Returns a stored text without its images, and without what held nothing else."""
    return clean(text) if "<img" in text else text


def split(text: str) -> list[str]:
    """Returns the outermost blocks of a stored text, each as a stored text."""
    return [write([block]) for block in parse(text)]


def join(texts) -> str:
    """Returns stored texts as one, after one another."""
    return clean("".join(texts), images=True)


def compare(old: str, new: str) -> list[list[Piece]]:
    """Compares two stored texts word by word. Returns the pieces of each paragraph.

    Bold, headings and other formats are not compared.
    """
    return _compare(plain(old), plain(new))
