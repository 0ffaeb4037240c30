"""How an app adds to what stands below it: by a module of an agreed name, found as Django finds `admin.py`.

Each app is divided into rooms, one package for each noun of the field, and names them in its `AppConfig`,
the lower ones first. A module of an agreed name can lie in any room, or on top of an app:

`rules` who may do what · `tasks` what the worker does · `handover` chapters of the report · `archive` what is
read and written of an archive · `awaiting` what awaits a person · `panels` sections of other pages ·
`checklist` what is open at a handover · `comparing` what is counted in terms that are compared · `rotating`
what another line of chairs means · `decided` what the Group decided on an application · `switches` what is
switched on · `forgetting` what is made anew when somebody's contact details are removed · `agenda_facts` what
is shown of items on the chair's agenda · `item_removal` what becomes of things when their item leaves it.

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
    """The dotted names of all rooms and apps, the lower first; each app comes after its rooms."""
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
    """Every module of that name, those of lower apps and rooms first. A room without one adds nothing."""
    return tuple(import_module(f"{package}.{name}") for package in packages() if _has(package, name))


def _has(package: str, name: str) -> bool:
    """Whether it has that module. A room of the same name (`foundation.archive`) is none."""
    spec = find_spec(f"{package}.{name}")
    return spec is not None and spec.submodule_search_locations is None


def template_libraries(root: Path) -> dict[str, str]:
    """The template tags of all rooms, by the name that `{% load %}` takes, for Django's settings."""
    found = (path.relative_to(root).with_suffix("") for path in sorted(root.glob("*/*/templatetags/*.py")))
    return {
        path.name: ".".join(path.parts)
        for path in found
        if path.parts[0] in ORDER and path.name != "__init__"
    }
