"""How an app adds to what stands below it: by a module of an agreed name, found as Django finds `admin.py`.

`handover` chapters of the report · `archive` what the app reads and writes of an archive · `forgetting` what
is made anew when somebody's contact details are removed · `decided` what the Group decided on an application.
The module exposes plain data and functions, and registers nothing upward.
"""

from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule

ORDER = ("foundation", "agencies", "chairmanship", "documents", "meetings", "gmg_portal")


def modules(name: str) -> list[ModuleType]:
    """Every app's module of that name, the lower apps' first. An app without one adds nothing."""
    ours = sorted(
        (config for config in apps.get_app_configs() if config.name in ORDER),
        key=lambda config: ORDER.index(config.name),
    )
    return [
        import_module(f"{config.name}.{name}") for config in ours if module_has_submodule(config.module, name)
    ]
