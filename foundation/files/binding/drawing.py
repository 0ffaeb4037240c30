"""What is drawn on the pages of others: words at the foot, where readers see them whatever the page does."""

import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

USUAL = 8  # points, the size of the words on A4
NARROW = 0.55  # usual width of a letter of Helvetica, of its size
PAIRS = {b"q": b"Q", b"BT": b"ET", b"BDC": b"EMC", b"BMC": b"EMC"}
# The operators that open and close, and what can hold the same letters: strings, comments.
_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|%[^\r\n]*|(?<![^\s\]>)])(q|Q|BT|ET|BDC|BMC|EMC)(?![^\s\[<(/])", re.DOTALL
)


def close(page: "pikepdf.Page") -> None:
    """Closes what the content of a page leaves open, so that what is drawn later is drawn as it should be."""
    left: list[bytes] = []
    over = 0
    with suppress(Exception):  # a page whose content cannot be read is drawn as far as readers can
        left, over = _left_open(page)
    page.contents_add(b"q " * (1 + over), prepend=True)
    page.contents_add(b" ".join([*left, b"Q"]))


def _left_open(page) -> tuple[list[bytes], int]:
    import pikepdf

    content = _content(page)
    left, over = _unclosed(match[1] for match in _TOKEN.finditer(content))
    torn = content.count(b"(") != content.count(b")") or content.count(b"<") != content.count(b">")
    if left or over or torn:  # perhaps: a picture can hold the same letters, so look at it in earnest
        found = pikepdf.parse_content_stream(page)
        left, over = _unclosed(one.operator.unparse() for one in found)
        if torn:  # it may end within a word, which would swallow what follows
            page.obj.Contents.write(pikepdf.unparse_content_stream(found))
    return left, over


def _content(page) -> bytes:
    page.contents_coalesce()
    found = page.obj.get("/Contents")
    return found.read_bytes() if found is not None else b""


def _unclosed(operators) -> tuple[list[bytes], int]:
    """Returns the operators that would close what is open, in order, and how many Q had nothing to close."""
    ends = set(PAIRS.values())
    waiting: list[bytes] = []
    over = 0
    for one in operators:
        if one in PAIRS:
            waiting.append(PAIRS[one])
        elif one in ends:
            if one in waiting:  # the last one: readers too forgive a wrong order
                place = len(waiting) - 1 - waiting[::-1].index(one)
                del waiting[place]
            elif one == b"Q":
                over += 1
    return waiting[::-1], over


def seen(page: "pikepdf.Page") -> tuple[float, float, float, float]:
    """Returns the part of the page that readers see: left, bottom, right, top."""
    media, crop = _box(page.mediabox), _box(page.cropbox)
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def _box(box) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(edge) for edge in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def stamp(page: "pikepdf.Page", words: str) -> None:
    """Writes the words at the lower right of the page as readers see it, even if the page is rotated."""
    import pikepdf

    x0, y0, x1, y1 = seen(page)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    across, down = (y1 - y0, x1 - x0) if turn in (90, 270) else (x1 - x0, y1 - y0)
    size = max(USUAL, min(across, down) / 74)
    size = min(size, across * 0.9 / (NARROW * len(words)), down * 0.5)  # a page can be tiny
    right = max(across - 1.5 * size - NARROW * size * len(words), across * 0.05)
    up = min(1.25 * size, down * 0.25)
    matrix = {
        0: (1, 0, 0, 1, x0 + right, y0 + up),
        90: (0, 1, -1, 0, x1 - up, y0 + right),
        180: (-1, 0, 0, -1, x1 - right, y1 - up),
        270: (0, -1, 1, 0, x0 + up, y1 - right),
    }[turn if turn in (0, 90, 180, 270) else 0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    name = page.add_resource(font, pikepdf.Name.Font)
    written = pikepdf.String(words.encode("cp1252", "replace")).unparse()
    numbers = " ".join(f"{one:.2f}" for one in matrix).encode()
    letters = f"{name} {size:.2f} Tf".encode()
    page.contents_add(b"q BT %s 0.3 g %s Tm %s Tj ET Q" % (letters, numbers, written))
