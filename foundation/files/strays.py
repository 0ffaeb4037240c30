"""Finds files in the storage that no row names: what is left when a machine stops at the wrong moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from foundation.dates import clock

YOUNG = timedelta(days=1)  # a row that names the file may still be on its way


@dataclass(frozen=True)
class Stray:
    """A file that no row names."""

    name: str
    size: int  # in bytes


def strays() -> tuple[list[Stray], list[str]]:
    """Returns the files that are older than a day and that no row names; and the names of missing files."""
    named = set(_named())
    found, missing = [], set(named)
    for name in _files(""):
        missing.discard(name)
        if name not in named and default_storage.get_modified_time(name) < clock.now() - YOUNG:
            found.append(Stray(name, default_storage.size(name)))
    return sorted(found, key=lambda one: one.name), sorted(missing)


def delete(stray: Stray) -> bool:
    """Deletes the file, unless a row names it now. Returns whether it did."""
    if any(rows.filter(**{field: stray.name}).exists() for rows, field in _columns()):
        return False
    default_storage.delete(stray.name)
    return True


def _columns() -> Iterator[tuple[models.QuerySet, str]]:
    """Yields each column with names of files, with its rows."""
    for model in apps.get_models():
        if model._meta.proxy:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                yield model._base_manager.order_by(), field.name


def _named() -> Iterator[str]:
    for rows, field in _columns():
        yield from rows.exclude(**{field: ""}).values_list(field, flat=True).iterator()


def _files(folder: str) -> Iterator[str]:
    folders, files = default_storage.listdir(folder)
    start = f"{folder}/" if folder else ""
    for name in sorted(filter(None, files)):  # a bucket can have an empty name for the folder itself
        yield start + name
    for name in sorted(folders):
        yield from _files(start + name)
