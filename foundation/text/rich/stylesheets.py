"""What a style sheet on the clipboard says of the words, for the elements that it speaks of.

Excel, and the programs of a Mac, strike words out or make them bold by a class.
"""

import re

SHEET = re.compile(r"<style\b[^<>]*>(.*?)(?:</style|\Z)", re.IGNORECASE | re.DOTALL)
SELECTOR = re.compile(r"([a-z][a-z0-9]*)?\.([\w-]+)", re.IGNORECASE)
TELLING = {
    "font", "font-weight", "font-style", "text-decoration", "text-decoration-line", "vertical-align",
    "display", "mso-hide", "list-style-type", "white-space", "direction",
}  # fmt: skip
LOOKS_ONLY = ("msohyperlink", "msolist", "msonormal")  # a link is underlined anyway
MANY = 2_000  # rules

Rules = dict[tuple[str, str], str]


def rules(html: str) -> Rules:
    """Returns what the sheets say by the tag ("" for any) and the class that it is said of."""
    found: Rules = {}
    for sheet in SHEET.findall(html):
        depth = 0  # within "@media print { … }", which does not hold on a screen
        for rule in sheet.replace("<!--", "").replace("-->", "").split("}"):
            depth = max(0, depth + rule.count("{") - 1)
            selectors, _brace, said = rule.rpartition("{")
            telling = _telling(said) if not depth else ""
            for selector in selectors.split(",") if telling else ():
                one = SELECTOR.fullmatch(selector.rpartition("*/")[2].strip())
                if one and not one[2].lower().startswith(LOOKS_ONLY):
                    found[(one[1] or "").lower(), one[2]] = telling
            if len(found) > MANY:
                return found
    return found


def _telling(said: str) -> str:
    parts = (part.strip() for part in said.split(";"))
    return "".join(f"{part};" for part in parts if part.partition(":")[0].strip().lower() in TELLING)


def said_of(tag: str, named: str, sheet: Rules) -> str:
    """Returns what a sheet says of an element with these classes, to stand before its own styles."""
    if not sheet:
        return ""
    return "".join(sheet.get((one, name), "") for name in named.split()[:20] for one in ("", tag))
