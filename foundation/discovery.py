"""How an app adds to the apps below it: by a module of an agreed name, found as Django finds `admin.py`.

Each app is divided into rooms, one package for each noun of the field, and names them in its `AppConfig`,
the lower ones first. A module of an agreed name can lie in any room, or directly in an app:

- `rules`: who may do what
- `tasks`: what the worker does
- `handover`: passages of the handover report
- `archive`: what is read from and written to an archive
- `exports`: the tables that people take away
- `awaiting`: what awaits a person
- `panels`: sections of other pages
- `checklist`: what is open at a handover
- `records`: what the words of a report are checked against
- `measures`: what is counted when terms are compared
- `rotation_effects`: what another line of chairs would change
- `application_decisions`: what the Group decided on applications
- `switches`: what the Group has switched on
- `contact_removal`: what is made again when somebody's contact details are removed
- `agenda_facts`: what the chair's agenda shows of its items
- `changes`: what the history tells, and to whom
- `second_factor`: of whom a second factor can be demanded
- `senders`: for whom mail is written, and who answers it
- `received`: what a message that came by e-mail means, and how it is recorded
- `item_removal`: what happens to other things when an item leaves the agenda

Such a module exposes plain data and functions, and registers nothing upward.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from django.apps import apps

ORDER = ("foundation", "agencies", "chairmanship", "documents", "meetings", "gmg_portal")


def packages() -> list[str]:
    """Returns the dotted names of all rooms and apps, the lower ones first; each app after its rooms."""
    ours = sorted(
        (config for config in apps.get_app_configs() if config.name in ORDER),
        key=lambda config: ORDER.index(config.name),
    )
    return [
        name
        for config in ours
        for name in (*(f"{config.name}.{room}" for room in getattr(config, "rooms", ())), config.name)
    ]


@cache  # pages ask for the same few names again and again
def modules(name: str) -> tuple[ModuleType, ...]:
    """Returns all modules of that name, those of lower apps and rooms first."""
    return tuple(import_module(f"{package}.{name}") for package in packages() if _has(package, name))


def _has(package: str, name: str) -> bool:
    """Whether the package has that module. A room of that name (`foundation.archive`) does not count."""
    spec = find_spec(f"{package}.{name}")
    return spec is not None and spec.submodule_search_locations is None


def template_libraries(root: Path) -> dict[str, str]:
    """Returns the template tags of all rooms by the name for `{% load %}`, for Django's settings."""
    found = (path.relative_to(root).with_suffix("") for path in sorted(root.glob("*/*/templatetags/*.py")))
    return {
        path.name: ".".join(path.parts)
        for path in found
        if path.parts[0] in ORDER and path.name != "__init__"
    }
