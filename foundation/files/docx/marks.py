"""Marks: what pandoc has no word for travels through it at the beginning of a paragraph.

A mark is text between two characters that Unicode keeps for such use, so that no text of a person has them.
"""

import re

BEGIN, END = "\ufdd0", "\ufdd1"
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
