"""How a room says what its tables hold.

A room's `exports.py` can have `TABLES`: for the name of each address that gives out a table, a function that
returns the `Table` for what was `Asked`. The page answers with `foundation.exports.views.table` where its
query has `as`. The worker asks the same function again, so that the filters and rights of the page apply.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import resolve

from foundation.discovery import modules

AT_ONCE = 1000  # rows that a page gives out itself, and that are in memory together


@dataclass
class Asked:
    """Who asks for a table, by which address. It has what a view takes from a request to choose rows."""

    user: Any
    GET: QueryDict
    kwargs: dict = field(default_factory=dict)


@dataclass
class Table:
    """A table: what its file is named after, its columns, how many rows it has, and these rows in order."""

    name: str
    columns: Iterable[Any]
    count: int
    rows: Iterable[Iterable]


def table_of(user, address: str) -> Table:
    """Returns the table of an address, with its query, as the user may see it now.

    Raises `Http404` or `PermissionDenied`, as the page does.
    """
    parts = urlsplit(address)
    page = resolve(parts.path)
    return _tables()[page.view_name](Asked(user, QueryDict(parts.query), page.kwargs))


@cache
def _tables() -> dict[str, Callable[[Asked], Table]]:
    found: dict[str, Callable[[Asked], Table]] = {}
    for module in modules("exports"):
        found.update(getattr(module, "TABLES", {}))
    return found


def in_portions(rows: QuerySet) -> Iterator:
    """Yields the rows in their order, a thousand at a time, each portion with the same number of queries.

    What is added meanwhile is left out. No query stays open while rows are written, as on SQLite nobody could
    write meanwhile.
    """
    keys = list(rows.values_list("pk", flat=True))
    for begin in range(0, len(keys), AT_ONCE):
        yield from rows.filter(pk__in=keys[begin : begin + AT_ONCE])
