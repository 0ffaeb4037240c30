"""Draws the house from the code: docs/house.svg, and the list of rooms in CONTRIBUTING.md.

Without an argument it writes both. With `--check` it exits with status 1 if one of them no longer fits the
code.
"""

import ast
import os
import re
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402
from django.apps import apps  # noqa: E402

django.setup()

from foundation.discovery import ORDER  # noqa: E402

PICTURE, PAGE = ROOT / "docs" / "house.svg", ROOT / "CONTRIBUTING.md"
FLOORS = [
    *("models", "queries", "rules", "actions", "forms", "views", "urls", "mail", "exports", "tasks"),
    *("archive", "awaiting", "checklist", "measures", "handover", "panels"),
]
MARKS = "<!-- rooms: written by make house -->\n", "<!-- end of the rooms -->\n"
# The sizes of the drawing, in px.
WIDTH, EDGE, NAME, GAP, LINE, BOX = 1280, 24, 132, 10, 15, 146
STYLE = """
text { font: 12px system-ui, 'Segoe UI', Roboto, sans-serif; fill: #1d2733 }
.app { font-weight: 600; font-size: 15px }
.room { font-weight: 600; font-size: 13px } .floor { fill: #51606f }
.note { fill: #51606f; font-size: 13px }
.band { fill: #eef2f6 } .box { fill: #fff; stroke: #b9c4cf }
"""


def floors_of(room: Path) -> list[str]:
    """Returns the modules of a room, without `.py`: first the floors that rooms have in common."""
    inside = {path.stem for path in room.glob("*.py")} | {
        path.parent.name for path in room.glob("*/__init__.py")
    }
    inside -= {"__init__", "templatetags"}
    return [*(name for name in FLOORS if name in inside), *sorted(inside - set(FLOORS))]


def house() -> list[tuple]:
    """Returns each app, upper ones first, with its rooms, lower ones first: (name, about, floors)."""
    found = []
    for app in reversed(ORDER):
        rooms = []
        for room in getattr(apps.get_app_config(app), "rooms", ()):
            folder = ROOT / app / room
            about = ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""
            rooms.append((room, about.split("\n\n")[0].replace("\n", " "), floors_of(folder)))
        found.append((app, rooms))
    return found


def drawing() -> str:
    """Returns the SVG: the apps as storeys, the lowest at the bottom, with their rooms and floors."""
    across = (WIDTH - 2 * EDGE - NAME) // (BOX + GAP)
    parts, y = [], EDGE + 34
    for app, rooms in house():
        rows = [rooms[at : at + across] for at in range(0, len(rooms), across)]
        heights = [34 + LINE * max(len(floors) for _, _, floors in row) for row in rows]
        height = sum(heights) + GAP * (len(rows) + 1) if rows else 44
        parts.append(
            f'<rect class="band" x="{EDGE}" y="{y}" width="{WIDTH - 2 * EDGE}" height="{height}" rx="6"/>'
        )
        parts.append(f'<text class="app" x="{EDGE + 14}" y="{y + 28}">{app}</text>')
        top = y + GAP
        for row, tall in zip(rows, heights, strict=True):
            for at, (room, _, floors) in enumerate(row):
                x = EDGE + NAME + at * (BOX + GAP)
                parts.append(f'<rect class="box" x="{x}" y="{top}" width="{BOX}" height="{tall}" rx="4"/>')
                parts.append(f'<text class="room" x="{x + 10}" y="{top + 20}">{escape(room)}</text>')
                parts += [
                    f'<text class="floor" x="{x + 10}" y="{top + 38 + LINE * number}">{escape(floor)}</text>'
                    for number, floor in enumerate(floors)
                ]
            top += tall + GAP
        y += height + GAP
    note = (
        "Each app uses only those below it. Each room uses only those before it in its app, and lower apps."
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + EDGE - GAP}" role="img" '
        f'aria-label="The apps of the portal and their rooms">\n<style>{STYLE}</style>\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n'
        f'<text class="note" x="{EDGE}" y="{EDGE + 14}">{note}</text>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def rooms() -> str:
    """Returns the tables of the rooms for CONTRIBUTING.md."""
    lines = []
    for app, inside in house():
        if inside:
            lines += ["", f"**{app}**", "", "| room | what it is about |", "| --- | --- |"]
            lines += [f"| [{room}]({app}/{room}) | {about} |" for room, about, _ in inside]
    return "\n".join(lines) + "\n\n"


def main() -> int:
    before, after = (re.escape(mark) for mark in MARKS)
    page = re.sub(
        f"({before}).*({after})", lambda found: found[1] + rooms() + found[2], PAGE.read_text(), flags=re.S
    )
    wanted = {PICTURE: drawing(), PAGE: page}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} no longer fits the code. Run make house.")
        return bool(stale)
    for path in stale:
        path.write_text(wanted[path])
    return 0


if __name__ == "__main__":
    sys.exit(main())
