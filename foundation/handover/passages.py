"""What rooms tell in a handover report: passages. A room has its own as `PASSAGES` in `handover.py`.

A passage is drafted in whole sentences, by gettext, as blocks of the one text (ADR 22 and 25). Agencies in it
are marks until the report is put together: the first mention then gives the name.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.text import names, rich
from foundation.text.names import Name
from foundation.text.rich.schema import HREF
from foundation.text.rich.tree import hashed
from foundation.text.words import listed, opened, sentence

EMPTY = "–"  # in a cell of which nothing is known
FROM, PART, TO = "\ue000", "\ue001", "\ue002"  # around a mention of an agency, and between its parts
MENTION = re.compile(
    f"(^|>|[.!?] )?{FROM}([^{PART}]*){PART}([^{PART}]*){PART}([^{PART}]*){PART}([^{TO}]*){TO}"
)


@dataclass(frozen=True)
class Drafted:
    """A paragraph as the portal drafts it: a block whose id is `key`.

    One with a `table` is the caption of that table. `short` says whether the short form has the table, or of
    the section “Summary” the paragraph. One that is not `public` tells what only members may know, and is
    left out on the web.
    """

    key: str
    text: str
    table: str = ""
    short: bool = False
    public: bool = True


@dataclass(frozen=True)
class Passage:
    """What a room tells in a section of the report, and at which place in it.

    `tell(term, as_at)` returns what was known on that day, as paragraphs; none if there is nothing to tell.
    `is_narrative` is whether it repeats what the chair wrote, so that a report of facts only does without.
    """

    section: str
    place: int
    tell: Callable[[Any, dt.date], Iterable[Drafted]]
    is_narrative: bool = False


# Sentences


def say(words: str, /, **values) -> SafeString:
    """Returns a translated sentence as HTML, with its places filled. Values that are no HTML are escaped."""
    return mark_safe(
        escape(str(words), quote=False) % {key: conditional_escape(one) for key, one in values.items()}
    )


def together(*sentences: str) -> SafeString:
    """Returns the sentences that say something, one after another."""
    return mark_safe(" ".join(str(conditional_escape(one)) for one in sentences if one))


def mention(agency, on: dt.date | None = None, word: str = "the") -> SafeString:
    """Returns an agency as a sentence has it, named in full at its first mention in the report.

    `word` is "of", "to", "by" or "the", as in `foundation.text.names`.
    """
    return mention_of(agency.called(on), word)


def mention_of(said: Name, word: str = "the") -> SafeString:
    """Returns a name as `mention` does."""
    parts = (word, said.short, said.article, said.name)
    return mark_safe(FROM + PART.join(escape(part, quote=False) for part in parts) + TO)


def enumerated(parts: Iterable[str], *, apart: bool = False) -> SafeString:
    """Returns "UNHCR, IOM and UNDESA" for three mentions, or for other parts of a sentence.

    Parts that have commas themselves are set apart by semicolons, and all of them if `apart`.
    """
    said = [conditional_escape(one) for one in parts]
    if len(said) < 2 or not (apart or any(", " in MENTION.sub("", one) for one in said)):
        return mark_safe(listed(said))
    words = _("%(all_but_last)s; and %(last)s")
    return mark_safe(words % {"all_but_last": "; ".join(said[:-1]), "last": said[-1]})


# How a description can begin that people write without a subject. English only: others stand as they are.
DONE = re.compile(
    r"(?:Coordinated|Prepared|Drafted|Written|Delivered|Organized|Held|Made|Published|Adopted|Given|Produced)\b"
)
SHOWS = re.compile(
    r"(?:Shows|Describes|Lists|Gives|Sets|Outlines|Covers|Explains|Presents|Summarizes|Compares|Contains)\b"
)
THING = re.compile(r"An? ")
SCOPE = re.compile(r"The (?!\w+(?: \w+)? (?:is|are|was|were|has|have|had|told|said|agreed|met|shows?)\b)")


def more_of_it(words: str, *, count: int = 1) -> SafeString:
    """Returns what somebody wrote of a thing that was just named, as a sentence: "It shows gaps.".

    With `count`, it is said of so many things. A description that is a sentence of its own stays as it is.
    """
    words = sentence(words)
    small = words[:1].lower() + words[1:]
    if DONE.match(words):
        return say(ngettext("It was %(words)s", "They were %(words)s", count), words=small)
    if count == 1 and SHOWS.match(words):
        return say(_("It %(words)s"), words=small)
    if count == 1 and THING.match(words):
        return say(_("It is %(words)s"), words=small)
    if count == 1 and SCOPE.match(words):
        return say(_("It covers %(words)s"), words=small)
    return conditional_escape(words)


def introduced(text: str, known: set[str]) -> str:
    """Returns HTML with its mentions resolved. `known` has the acronyms mentioned before, and gets more."""

    def resolve(match: re.Match) -> str:
        before, word, short, article, name = match.groups()
        plain = Name(name, short, article, language=names.language_of())
        said = plain.said(word)
        if short not in known and name and name != short:
            said = names.in_sentence(word, _in_full(name, short), language=plain.language)
        known.add(short)
        return (before or "") + (opened(said) if before is not None else said)

    return MENTION.sub(resolve, text)


def _in_full(name: str, acronym: str) -> str:
    if " " in acronym and acronym in name:  # it says no more
        return _("the %(name)s") % {"name": name}
    return _("the %(name)s (%(acronym)s)") % {"name": name, "acronym": acronym}


# Blocks


def paragraph(key: str, *sentences: str, short: bool = False, public: bool = True) -> Drafted:
    """Returns a paragraph of these sentences."""
    return Drafted(key, f'<p data-id="{key}">{together(*sentences)}</p>', short=short, public=public)


def captioned(key: str, caption: str, table: str, *, short: bool = False) -> Drafted:
    """Returns a table with its caption."""
    return Drafted(key, f'<p data-id="{key}">{conditional_escape(caption)}</p>', table, short)


def subheading(key: str, words: str) -> Drafted:
    """Returns a heading within a section."""
    return Drafted(key, f'<h4 data-id="{key}">{conditional_escape(words)}</h4>')


def bullets(key: str, items: Iterable[str]) -> Drafted:
    """Returns a list with these items, each with its lines below one another."""
    lines = "".join(f"<li>{_cell(str(conditional_escape(one)))}</li>" for one in items)
    return Drafted(key, f'<ul data-id="{key}">{lines}</ul>')


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Returns a table with a head, as a stored text. Empty columns are left out; "" if it has no rows."""
    lines = [[str(conditional_escape(cell)) for cell in row] for row in rows]
    shown = (
        [number for number in range(len(lines[0])) if any(line[number] for line in lines)] if lines else []
    )
    if not shown:
        return ""
    heads = [str(conditional_escape(cell)) for cell in head]
    top = "".join(f"<th>{_cell(heads[number])}</th>" for number in shown)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(line[number] or EMPTY)}</td>' for number in shown)}</tr>"
        for line in lines
    )
    return rich.write(rich.parse(f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"))


def _cell(words: str) -> str:
    """Returns the words of a cell as paragraphs, one for each line."""
    return "".join(f"<p>{line}</p>" for line in words.split("\n"))


def lines_of(parts: Iterable[str]) -> SafeString:
    """Returns what stands below one another in a cell; empty parts are left out."""
    return mark_safe("\n".join(conditional_escape(one) for one in parts if one))


def note(words: str) -> SafeString:
    """Returns a footnote, to stand where its mark shall be; nothing without words."""
    return mark_safe(f'<span class="footnote">{conditional_escape(words)}</span>' if words else "")


def link(address: str, words: str) -> SafeString:
    """Returns the words as a link; the bare words without an address."""
    if not address or not HREF.fullmatch(address):
        return conditional_escape(words)
    return mark_safe(f'<a href="{escape(address)}">{conditional_escape(words)}</a>')


def strong(words: str) -> SafeString:
    """Returns the words in bold."""
    return mark_safe(f"<strong>{conditional_escape(words)}</strong>")


def key_of(kind: str, *named: str) -> str:
    """Returns the key of a paragraph about one of many, by what it is called: the same on every machine."""
    return kind + hashed(" ".join(named))
