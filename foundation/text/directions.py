"""The direction in which a text is written."""

import unicodedata
from typing import Literal

Direction = Literal["ltr", "rtl"]
LANGUAGES = {"ar", "he", "fa", "ur"}  # written from right to left


def of_character(character: str) -> Direction | None:
    """Returns the direction of a letter; None for digits, spaces and signs."""
    kind = unicodedata.bidirectional(character)
    return "rtl" if kind in ("R", "AL") else "ltr" if kind == "L" else None


def of_text(text: str) -> Direction | None:
    """Returns the direction of the first letter, as `dir="auto"` does; None if there is no letter."""
    return next((found for found in map(of_character, text) if found), None)


def of_language(language: str) -> Direction:
    """Returns the direction of a language, such as "ar"."""
    return "rtl" if language.partition("-")[0].lower() in LANGUAGES else "ltr"


def stretches(text: str) -> list[tuple[Direction | None, str]]:
    """Returns the text in stretches of one direction. Signs and spaces stay with what is before them."""
    found: list[tuple[Direction | None, str]] = []
    for character in text:
        direction = of_character(character)
        if found and (direction is None or found[-1][0] in (None, direction)):
            found[-1] = (found[-1][0] or direction, found[-1][1] + character)
        else:
            found.append((direction, character))
    return found
