"""Plain text and its paragraphs."""

import re


def paragraphs(text: str) -> list[str]:
    """Returns the paragraphs of a text. Empty lines separate them; without any, each line is a paragraph."""
    text = newlines(text).strip()
    parts = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text) else text.split("\n")
    return [part.strip() for part in parts if part.strip()]


def joined(texts) -> str:
    """Returns the texts as one, with empty lines between them. `paragraphs` reads them again."""
    return "\n\n".join(newlines(text) for text in texts)


def newlines(text: str) -> str:
    """Returns the text with the newlines that the portal stores, "\\n", whatever the browser sent."""
    return text.replace("\r\n", "\n")
