"""Sections that a room shows on pages of rooms below it: `PANELS` in its `panels.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from foundation import discovery


@dataclass(frozen=True)
class Panel:
    """One section of a page.

    `page` names the page, `place` the position there. `gather(subject, user)` returns the `facts` for
    `template`, only what that user may see; None if the section is left out.
    """

    page: str
    place: int
    title: str
    template: str
    gather: Callable[[Any, Any], dict | None]


def sections(page: str, subject, user) -> list[dict]:
    """Returns the sections of that page in order, each with its `title`, `template` and `facts`."""
    modules = [module for module in discovery.modules("panels") if module.__name__ != __name__]
    panels = [panel for module in modules for panel in module.PANELS]
    sections = []
    for panel in sorted(panels, key=lambda panel: panel.place):
        if panel.page == page and (facts := panel.gather(subject, user)) is not None:
            sections.append({"title": panel.title, "template": panel.template, "facts": facts})
    return sections
