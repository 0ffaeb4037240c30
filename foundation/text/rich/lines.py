"""Plain text as HTML.

A viewer of PDFs ends each line where it ended on the page; such lines are joined again. An address, a poem
and a table stay line by line.
"""

import re
from html import escape
from itertools import chain, pairwise

SHORTEST, FULL = 45, 0.8  # letters of a line of prose; the part of the longest line that a full one has
PROSE = 0.8  # the part of the lines that a page explains
BULLET = re.compile(r"[•●▪■◦○‣⁃\uf0b7\uf0a7](?:\s+|$)")
LISTED = re.compile(r"(?:[-–—*·]|\(?\w{1,3}[.)]|\d{1,3}(?:\.\d{1,3})+\.?)\s")
PAGE = re.compile(r"(?:[-–—]\s*)?(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—])?", re.IGNORECASE)
ENDS = re.compile(r"[.:;!?…»”\")\]]$")
HYPHEN = re.compile(r"([^\W\d_]+)[-‐\xad]$")
LETTERS = re.compile(r"[^\W\d_]+")
LONGEST = 40  # letters of a part of a word
KEPT = {
    "non",
    "self",
    "long",
    "short",
    "well",
    "high",
    "low",
    "half",
    "mid",
    "all",
    "ex",
    "part",
    "full",
    "so",
}
BREAK = "\n"


def as_html(text: str) -> str:
    """Returns plain text as paragraphs: empty lines separate them."""
    return "".join(_paragraph(part) for part in _parts(text))


def as_pasted(text: str) -> str:
    """Returns plain text of a clipboard as paragraphs and lists, without the line breaks of a page."""
    known = set(re.findall(r"\b\w++-\w+", text.lower()))
    parts = [_joined(part, known) for part in _parts(_without_page_numbers(text))]
    html, items = [], []
    for said in [*chain.from_iterable(parts), ""]:
        if bullet := BULLET.match(said):
            items.append(f"<li>{_paragraph(said[bullet.end() :])}</li>")
            continue
        if items:
            html.append(f"<ul>{''.join(items)}</ul>")
            items = []
        html.append(_paragraph(said) if said else "")
    return "".join(html)


def _parts(text: str) -> list[str]:
    text = text.replace("\r\n", BREAK).replace("\r", BREAK).replace("\f", BREAK * 2)
    return [part.strip(BREAK) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _paragraph(said: str) -> str:
    return f"<p>{escape(said).replace(BREAK, '<br>')}</p>"


def _without_page_numbers(text: str) -> str:
    """Returns the text without the numbers of pages that stand in the middle of a sentence."""
    lines = text.replace("\r\n", BREAK).replace("\r", BREAK).replace("\f", BREAK).split(BREAK)
    said = [at for at, line in enumerate(lines) if line.strip()]
    gone: set[int] = set()
    for before, at, after in zip(said, said[1:], said[2:], strict=False):
        goes_on = len(lines[before].strip()) >= SHORTEST and not ENDS.search(lines[before].strip())
        if PAGE.fullmatch(lines[at].strip()) and goes_on and lines[after].strip()[0].islower():
            gone |= set(range(before + 1, after))
    return text if not gone else BREAK.join(line for at, line in enumerate(lines) if at not in gone)


def _joined(part: str, known: set[str]) -> list[str]:
    """Returns the paragraphs of a part. Lines that were not broken by a page stay lines of one paragraph."""
    lines = [line.strip() for line in part.split(BREAK)]
    longest = max(map(len, lines))
    is_prose = _is_prose(lines, longest)
    if not is_prose and not any(map(BULLET.match, lines)):
        return [part]
    found = [[lines[0]]]
    for before, line in pairwise(lines):
        if BULLET.fullmatch(before):
            found[-1] += [" ", line]
        elif BULLET.match(line) or (is_prose and _begins(line, before, longest)):
            found.append([line])
        elif is_prose and _is_divided(before, line, known):
            found[-1] += [found[-1].pop()[:-1], line]
        elif is_prose:
            found[-1] += ["" if HYPHEN.search(before[-LONGEST:]) and line[0].islower() else " ", line]
        else:
            found[-1] += [BREAK, line]
    return ["".join(pieces) for pieces in found]


def _is_prose(lines: list[str], longest: int) -> bool:
    """Returns whether a page broke the lines: most are full, or end a sentence. Verses have capitals."""
    if len(lines) < 3 or longest < SHORTEST or all(line[0].isupper() for line in lines[1:]):
        return False
    full = sum(len(line) >= longest * FULL for line in lines[:-1])
    ending = sum(len(line) < longest * FULL and bool(ENDS.search(line)) for line in lines[:-1])
    return full >= 1 and full + ending >= (len(lines) - 1) * PROSE


def _begins(line: str, before: str, longest: int) -> bool:
    """Returns whether a line of prose begins a paragraph: its first word had room in the line before it."""
    if LISTED.match(line):
        return True
    if HYPHEN.search(before[-LONGEST:]) and line[0].islower():
        return False
    room = longest * FULL - len(before) - 1
    return len(line.partition(" ")[0]) <= room and (bool(ENDS.search(before)) or not line[0].islower())


def _is_divided(before: str, line: str, known: set[str]) -> bool:
    """Returns whether a page divided a word: "co-" and "operation", but not "long-" and "term"."""
    hyphen, word = HYPHEN.search(before[-LONGEST:]), LETTERS.match(line)
    if not hyphen or not word or not line[0].islower():
        return False
    return hyphen[1].lower() not in KEPT and f"{hyphen[1]}-{word[0]}".lower() not in known
