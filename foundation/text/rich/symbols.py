"""Signs that are letters in a font of pictures: Word writes an arrow as "à" in Wingdings."""

import re

# What people type into arrows and faces, tick off, or begin an item with.
WINGDINGS = dict(
    zip("JKLàßáâèðïóüûþýxo¨qrnl§Øvuwts¡«F(*", "☺😐☹→←↑↓➔⇨⇦↔✓✗☑☒☒☐☐❑❒■●▪➢❖◆◆◆◆○★☞☎✉", strict=True)
)
SYMBOL = dict(
    zip(
        "abgdezhqiklmnxoprstufcywGDQLXPSFYW·£³´¸¹º»®¬«¯ÞÛå¥Ö¶ÎÇÈòÆ",
        "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ•≤≥×÷≠≡≈→←↔↓⇒⇔∑∞√∂∈∩∪∫∅",
        strict=True,
    )
)
FONT = re.compile(r"(?:^|;)\s*(?:mso-symbol-)?font(?:-family)?\s*:([^;]*)", re.IGNORECASE)
MANY = 3  # letters; what is longer is no sign, whatever its font


def font(style: str, around: dict[str, str]) -> dict[str, str]:
    """Returns the signs of the font that an element has, by its styles or those around it."""
    if "font" not in style:
        return around
    for named in reversed(FONT.findall(style)):
        first = named.lower().strip(" \"'")
        return WINGDINGS if first.startswith("wingdings") else SYMBOL if first.startswith("symbol") else {}
    return around


def spelt(words: str, signs: dict[str, str]) -> str:
    """Returns words of such a font in signs that every font has."""
    if not signs or len(words.strip()) > MANY:
        return words
    return "".join(signs.get(_letter(sign), sign) for sign in words)


def _letter(sign: str) -> str:
    """Returns the letter of a sign. Windows also keeps them where no letter is."""
    return chr(ord(sign) - 0xF000) if "\uf020" <= sign <= "\uf0ff" else sign
