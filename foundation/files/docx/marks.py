"""Marks: what pandoc has no word for travels through it at the beginning of a paragraph.

A mark is text between two characters that Unicode keeps for such use, so that no text of a person has them.
"""

import re

BEGIN, END = "\ufdd0", "\ufdd1"
# Where a block stands, from the outermost: "l" for an item, "q" and a name for a quotation. Word has no such
# thing, so hidden bookmarks keep it in the file: of a paragraph, and of a table in its first paragraph.
PLACE = re.compile(r"(?:l|q[a-z0-9]{1,16})(?:\.(?:l|q[a-z0-9]{1,16}))*")
BOOKMARKS = {"at": "_gmg_", "tat": "_gmt_"}
LONGEST_BOOKMARK = 40  # characters, in Word
RESERVED = re.compile("[\ufdd0-\ufdef]")
MARK = re.compile(f"{BEGIN}([^{BEGIN}{END}]*){END}")


def mark(**facts: object) -> str:
    """Returns the mark with these facts. Those that are None or False are left out."""
    said = (f"{key}={value}" for key, value in facts.items() if value is not None and value is not False)
    return BEGIN + "&".join(said) + END


def facts(text: str) -> tuple[dict[str, str], str]:
    """Returns the facts of the mark with which the text begins, and the text without it."""
    found = MARK.match(text)
    if not found:
        return {}, text
    pairs = (part.partition("=") for part in found[1].split("&") if part)
    return {key: value for key, _equals, value in pairs}, text[found.end() :]


def unmarked(text: str) -> str:
    """Returns the text without the characters of marks."""
    return RESERVED.sub("", text)


def bookmark(fact: str, place: str, number: int) -> str:
    """Returns the name of the bookmark that keeps a place; empty if it would be too long for Word."""
    name = f"{BOOKMARKS[fact]}{place.replace('.', '_')}_{number}"
    return name if len(name) <= LONGEST_BOOKMARK else ""


def place(fact: str, bookmark: str) -> str:
    """Returns the place that a bookmark keeps; empty if it keeps none of that fact."""
    begin = BOOKMARKS[fact]
    found = bookmark.removeprefix(begin).rpartition("_")[0].replace("_", ".")
    return found if bookmark.startswith(begin) and PLACE.fullmatch(found) else ""
