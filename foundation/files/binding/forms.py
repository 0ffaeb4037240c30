"""Forms become part of the page, so that every reader shows what was filled in, in every script."""

import io
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from foundation.files import pdf
from foundation.files.binding.acting import annotations

if TYPE_CHECKING:
    import pikepdf

UNSEEN = 1 | 2 | 32  # flags of an annotation: invisible, hidden, not to be viewed
MULTILINE, PASSWORD = 1 << 12, 1 << 13  # flags of a field
LARGEST, SMALLEST = 12, 4  # points; used if the form leaves the size of the letters open
LINE = 1.2  # height of a line, of the size of its letters
EDGE = 2  # points between the edge of a box and its words
NO_HEAD = "@top-left { content: none } @top-right { content: none } @bottom-right { content: none }"
TURNS = {90: [0, 1, -1, 0, 0, 0], 180: [-1, 0, 0, -1, 0, 0], 270: [0, -1, 1, 0, 0, 0]}


def flatten(paper: "pikepdf.Pdf") -> None:
    """Draws the boxes of all forms into the pages, and removes the forms."""
    import pikepdf

    form = paper.Root.get("/AcroForm")
    form = form if isinstance(form, pikepdf.Dictionary) else pikepdf.Dictionary()
    afresh = bool(form.get("/NeedAppearances", False))
    boxes = []
    for page in paper.pages:
        found = annotations(page)
        here = [_Box(page, one, form) for one in found if one.get("/Subtype") == "/Widget"]
        if here:
            page.obj.Annots = pikepdf.Array([one for one in found if one.get("/Subtype") != "/Widget"])
        boxes += [box for box in here if not int(_number(box.obj.get("/F"))) & UNSEEN and all(box.size)]
    for box in boxes:
        box.choose(afresh)
    _write(paper, [box for box in boxes if box.is_blank(afresh)])
    for box in boxes:
        box.draw()
    if "/AcroForm" in paper.Root:
        del paper.Root.AcroForm


@dataclass
class _Box:
    """A box of a form on a page: its annotation, and what the form says for all its fields."""

    page: "pikepdf.Page"
    obj: Any
    form: Any

    def get(self, key: str, default=None):
        """Returns a value of the box, of its field, or of one of the fields above."""
        holder, seen = self.obj, 0
        while _is_dictionary(holder) and seen < 20:
            if key in holder:
                return holder[key]
            holder, seen = holder.get("/Parent"), seen + 1
        return self.form.get(key, default)

    @property
    def is_multiline(self) -> bool:
        return bool(int(_number(self.get("/Ff"))) & MULTILINE) or "\n" in self.words

    @property
    def turn(self) -> int:
        look = self.obj.get("/MK")
        return int(_number(look.get("/R"))) % 360 if _is_dictionary(look) else 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, as its words run."""
        rect = self.obj.get("/Rect")
        x0, y0, x1, y1 = (_number(edge) for edge in rect) if _is_array(rect) and len(rect) == 4 else [0] * 4
        width, height = abs(x1 - x0), abs(y1 - y0)
        return (height, width) if self.turn in (90, 270) else (width, height)

    @property
    def is_on(self) -> bool:
        """Whether a box to tick is ticked."""
        return str(self.obj.get("/AS", self.get("/V", "/Off"))) != "/Off"

    @property
    def words(self) -> str:
        """What was written or chosen, as a reader of PDFs shows it."""
        import pikepdf

        if self.get("/FT") == "/Btn":
            return "X" if self.is_on else ""
        value = self.get("/V")
        if value is None:
            return ""
        if isinstance(value, pikepdf.Stream):
            return value.read_bytes().decode(errors="replace")
        options = self.get("/Opt")
        pairs = [one for one in options if _is_array(one) and len(one) == 2] if _is_array(options) else []
        shown = {str(name): str(words) for name, words in pairs}
        chosen = [str(one) for one in value] if _is_array(value) else [str(value)]
        if int(_number(self.get("/Ff"))) & PASSWORD and self.get("/FT") == "/Tx":
            return "•" * len(chosen[0])
        return "\n".join(re.split(r"\r\n|\r|\n", "\n".join(shown.get(one, one) for one in chosen)))

    @property
    def appearance(self):
        """How it is drawn, as a stream; None if the form says nothing of it."""
        import pikepdf

        found = pikepdf.Annotation(self.obj).get_appearance_stream(pikepdf.Name.N)
        return found if isinstance(found, pikepdf.Stream) else None

    def choose(self, afresh: bool) -> None:
        """Ticks a box by the value of its field, where the form does not say itself which look it has."""
        import pikepdf

        drawn = self.obj.get("/AP")
        looks: Any = drawn.get("/N") if _is_dictionary(drawn) else None
        if self.get("/FT") != "/Btn" or not _is_dictionary(looks):
            return
        if afresh or "/AS" not in self.obj:
            value = str(self.get("/V", "/Off"))
            self.obj.AS = pikepdf.Name(value if value in looks else "/Off")

    def is_blank(self, afresh: bool) -> bool:
        """Returns whether its words have still to be drawn."""
        kind = str(self.get("/FT"))
        if kind == "/Btn":
            return "/AP" not in self.obj and self.is_on
        if kind not in ("/Tx", "/Ch") or not self.words.strip():
            return False
        drawn = self.appearance
        return afresh or drawn is None or not re.search(rb"\b(Tj|TJ|Do)\b|['\"]\s", drawn.read_bytes())

    def draw(self) -> None:
        """Draws it on its page."""
        import pikepdf

        look = self.appearance
        if look is None:
            return
        look.Subtype = pikepdf.Name.Form
        self._lend_fonts(look)
        name = self.page.add_resource(look, pikepdf.Name.XObject)
        turn = int(self.page.obj.get("/Rotate", 0))
        drawn = pikepdf.Annotation(self.obj).get_page_content_for_appearance(name, turn, 0, UNSEEN)
        if "/OC" in self.obj:  # it is on a layer
            layer = self.page.add_resource(self.obj.OC, pikepdf.Name.Properties)
            drawn = b"/OC %s BDC %s EMC" % (str(layer).encode(), drawn)
        self.page.contents_add(drawn)

    def _lend_fonts(self, look) -> None:
        """Gives the drawing the fonts of the form, which it may use without naming them."""
        import pikepdf

        resources = self.form.get("/DR")
        fonts = resources.get("/Font") if _is_dictionary(resources) else None
        if not _is_dictionary(fonts):
            return
        if not _is_dictionary(look.get("/Resources")):
            look.Resources = pikepdf.Dictionary()
        if "/Font" not in look.Resources:
            look.Resources.Font = fonts


def _write(paper: "pikepdf.Pdf", boxes: list[_Box]) -> None:
    """Draws the words of the boxes in our own fonts, which have every script: each on a page of its size."""
    import pikepdf

    if not boxes:
        return
    parts, style = [], []
    for number, box in enumerate(boxes):
        width, height = box.size
        letters = _fitting(box)
        line = f"{LINE * letters:.2f}pt" if box.is_multiline else f"{height:.2f}pt"
        style.append(
            f"@page b{number} {{ size: {width:.2f}pt {height:.2f}pt; margin: 0; {NO_HEAD} }} "
            f".b{number} {{ page: b{number}; margin: 0; line-height: 0 }} "
            f".b{number} span {{ display: inline-block; box-sizing: border-box; width: {width:.2f}pt; "
            f"height: {height:.2f}pt; padding: 0 {EDGE}pt; overflow: hidden; color: {_colour(box)}; "
            f"font: {letters:.2f}pt/{line} 'GMG Sans', 'GMG Arabic', \"GMG Han\", sans-serif; "
            f"white-space: {'pre-wrap' if box.is_multiline else 'pre'}; "
            f"text-align: {('left', 'center', 'right')[int(_number(box.get('/Q'))) % 3]} }}"
        )
        parts.append(f'<div class="b{number}"><span>{escape(box.words)}</span></div>')
    made = pdf.render(f"<html lang=und><body>{''.join(parts)}</body></html>", style=" ".join(style))
    with pikepdf.open(io.BytesIO(made.content)) as drawn:
        for box, page in zip(boxes, drawn.pages, strict=True):
            look = paper.copy_foreign(page.as_form_xobject())
            if box.turn in TURNS:
                look.Matrix = pikepdf.Array(TURNS[box.turn])
            box.obj.AP = pikepdf.Dictionary(N=look)
            if "/AS" in box.obj:
                del box.obj.AS


def _fitting(box: _Box) -> float:
    """Returns the size of letters, in points, at which the words fit into the box."""
    width, height = box.size
    width, height = max(width - 2 * EDGE, 1), max(height, 1)
    asked = re.search(r"([\d.]+)\s+Tf", str(box.get("/DA", "")))
    size = float(asked[1]) if asked and float(asked[1]) else min(LARGEST, height / LINE)
    lines = [_length(line) for line in box.words.split("\n")]
    while size > SMALLEST:
        count = sum(max(1, -(-line * size // width)) for line in lines) if box.is_multiline else 1
        if count * LINE * size <= height and (box.is_multiline or lines[0] * size <= width):
            break
        size -= 0.5
    return max(size, SMALLEST)


def _length(line: str) -> float:
    """Returns about how long a line is, in the size of its letters."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WF" else 0.52 for one in line)


def _number(found) -> float:
    """Returns a number of a PDF, 0 if it is none."""
    return float(found) if isinstance(found, int | float | Decimal) else 0.0


def _is_array(found) -> bool:
    import pikepdf

    return isinstance(found, pikepdf.Array)


def _is_dictionary(found) -> bool:
    import pikepdf

    return isinstance(found, pikepdf.Dictionary)


def _colour(box: _Box) -> str:
    numbers = re.findall(r"((?:[\d.]+\s+){1,4})(g|rg|k)\b", str(box.get("/DA", "")))
    if not numbers:
        return "black"
    parts = [min(float(one), 1) for one in numbers[-1][0].split()]
    if len(parts) == 4:
        parts = [(1 - parts[3]) * (1 - one) for one in parts[:3]]
    red, green, blue = parts if len(parts) == 3 else parts[:1] * 3
    return f"rgb({red:.0%}, {green:.0%}, {blue:.0%})"
