"""What a room shows on a page of a room below it: `PANELS` in its `panels.py`, a list of these."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from foundation import discovery


@dataclass(frozen=True)
class Panel:
    """One section of a page.

    `page` names the page, `place` the order there. `gather(subject, user)` gives what `template` shows as
    `facts`, only what that user may see, or None when the section is to be left out.
    """

    page: str
    place: int
    title: str
    template: str
    gather: Callable[[Any, Any], dict | None]


def sections(page: str, subject, user) -> list[dict]:
    """The sections of that page in their order, each with its `title`, `template` and `facts`."""
    modules = [module for module in discovery.modules("panels") if module.__name__ != __name__]
    panels = [panel for module in modules for panel in module.PANELS]
    sections = []
    for panel in sorted(panels, key=lambda panel: panel.place):
        if panel.page == page and (facts := panel.gather(subject, user)) is not None:
            sections.append({"title": panel.title, "template": panel.template, "facts": facts})
    return sections
