"""The style sheets work in both directions of writing: they name start and end, not left and right."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHEETS = [*sorted((ROOT / "static" / "css").rglob("*.css")), ROOT / "foundation/files/pdf/house.css"]
LENGTH = r"(?:[^\s;}()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+"
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:scroll-)?(?:margin|padding)|border)-(?:left|right)[\w-]*\s*:"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?<![\w.-])(?:left|right)\s*:"
    r"|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)"
    r"|to (?:left|right)\b"
)
FOUR = re.compile(
    rf"(?<![\w-])(margin|padding|inset|border-width|border-radius)\s*:\s*"
    rf"({LENGTH})\s+({LENGTH})\s+({LENGTH})\s+({LENGTH})\s*[;}}]"
)
# Left and right on purpose.
EXCEPTIONS = {
    # A chevron made of two edges, which points down or up once it is turned.
    "static/css/base.css": {"border-width: 0 1.5px 1.5px 0;"},
    "static/css/editor.css": {"border-width: 0 1.5px 1.5px 0;"},
}


def physical(sheet: str) -> set[str]:
    """Returns the declarations of a style sheet that name left or right, or that differ between them."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    found = {one[0] for one in PHYSICAL.finditer(sheet)}
    for one in FOUR.finditer(sheet):
        first, second, third, fourth = one.groups()[1:]
        if (first, third) != (second, fourth) if one[1] == "border-radius" else second != fourth:
            found.add(one[0])
    return found


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_style_sheet_names_start_and_end(path):
    name = str(path.relative_to(ROOT))
    assert physical(path.read_text()) == EXCEPTIONS.get(name, set())


@pytest.mark.parametrize(
    "sheet",
    [
        "a { margin-left: 1px }", "a { border-right: 0 }", "a { border-left-color: red }", "a { left: 0 }",
        "a{right:auto}", "a { text-align: right }", "a { float: left }", "a { padding: 1px 2px 3px 4px }",
        "a { border-radius: 0 var(--r) var(--r) 0; }", "a { border-top-left-radius: 1px }",
    ],
)  # fmt: skip
def test_left_and_right_are_found(sheet):
    assert physical(sheet)


@pytest.mark.parametrize(
    "sheet",
    [
        "a { margin-inline-start: 1px }", "a { padding: 1px 2px 3px 2px }", "a { text-align: start }",
        "a { inset: auto 0 0 }", ".left:empty { color: red }", "@page { @top-left { content: none } }",
        "a { border-radius: 1px 1px 2px 2px }",
        "a { padding: var(--space-8) calc(1px + var(--x)) 0 calc(1px + var(--x)) }", "/* left: that */",
    ],
)  # fmt: skip
def test_start_and_end_are_not(sheet):
    assert not physical(sheet)
