"""Plain text and its paragraphs."""

import re


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: parted by empty lines where there are any, else each line."""
    text = newlines(text).strip()
    parts = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text) else text.split("\n")
    return [part.strip() for part in parts if part.strip()]


def joined(texts) -> str:
    """The texts with an empty line between two, as `paragraphs` reads them again."""
    return "\n\n".join(newlines(text) for text in texts)


def newlines(text: str) -> str:
    """The text with newlines as the portal keeps them, whatever a browser sent."""
    return text.replace("\r\n", "\n")
