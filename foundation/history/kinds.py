"""What a history tells, and of what: rooms say it in their `changes.py`, with `KINDS` and `THINGS`.

Nothing is told unless a room names it: its model, its field, and which rows a reader may know of. See ADR 28.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy

from foundation import discovery

# The rows that a reader may know of, by their keys, each with the moment from which on (None: the first).
Seen = dict[int, dt.datetime | None]
READS_ALL = "foundation.read_changes"
# What is told of an entry made in error (`foundation.corrections`): a step, and the words of the reason.
CORRECTED = {"*": gettext_lazy("%(who)s marked %(thing)s as entered in error.")}
WHY_CORRECTED = gettext_lazy("the reason for the correction")


@dataclass(frozen=True)
class Told:
    """How a change of a field is told.

    `words` is its name in a sentence: "the venue", or with the place `name` "the reply of %(name)s". If
    `values` is false, it is told that it changed, but not what it was and is.
    `may(user, row)` says who may know of it; the row can be gone, and is then None.
    """

    words: str
    values: bool = True
    may: Callable[[Any, Any], bool] | None = None
    anonymous: str = ""  # who changed it, if nobody had signed in


class _All(dict[int, dt.datetime | None]):
    """All rows, without asking for their keys."""

    def __contains__(self, key) -> bool:
        return True

    def __missing__(self, key) -> None:
        return None


def everything(user, rows: models.QuerySet) -> Seen:
    """Returns all rows: whoever reads the page may know of them."""
    return _All()


def those(rows: models.QuerySet) -> Seen:
    """Returns these rows."""
    return dict.fromkeys(rows.values_list("pk", flat=True))


def for_those_with(permission: str) -> Callable[[Any, models.QuerySet], Seen]:
    """Returns what shows all rows to people with that permission, and none to others."""
    return lambda user, rows: everything(user, rows) if user.has_perm(permission) else {}


def as_its(path: str, model: type[models.Model], seen: Callable[[Any, models.QuerySet], Seen]):
    """Returns what shows a row to whoever may know of the row of `model` that it belongs to by `path`."""

    def found(user, rows: models.QuerySet) -> Seen:
        owners = dict(rows.values_list("pk", path))
        known = seen(user, model._base_manager.filter(pk__in=set(owners.values())))
        return {pk: known[owner] for pk, owner in owners.items() if owner in known}

    return found


@dataclass(frozen=True)
class Thing:
    """A model, and what is told of its rows.

    `itself` names a row on its own page ("the meeting"), `named` one or more rows elsewhere: an
    `ngettext_lazy` with the places `count` and `names`. `within` says whose history a row belongs to: the
    kind, and the path of fields from the row to it; the first is its owner. `steps` has whole sentences for
    values of a field, with the places `who`, `thing` and `name`; "*" stands for any other value, and one
    without words is not told. `silent` leaves out that rows were added and removed. `opens` has fields that,
    if they have a value, are told in place of that a row was added.
    """

    model: type[models.Model]
    itself: str
    named: str
    within: Mapping[str, str]
    fields: Mapping[str, str | Told] = field(default_factory=dict)
    steps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    seen: Callable[[Any, models.QuerySet], Seen] = everything
    gone: Callable[[Any], bool] = lambda user: user.has_perm(READS_ALL)
    label: Callable[[Any], str] = str
    quoted: bool = True
    gone_by: str = ""  # a foreign key that names a row that is gone: without it, as the log calls it
    related: tuple[str, ...] = ()  # what its label needs
    unread: tuple[str, ...] = ()  # long texts that nothing here needs
    by: tuple[str, ...] = ()  # fields that say who did it, where nobody had signed in
    anonymous: str = ""  # who did it then, if these do not say it
    silent: bool = False
    opens: tuple[str, ...] = ()
    created: str = ""  # a sentence in place of "added", with the places of a step
    removed: str = ""

    def told(self, name: str) -> Told | None:
        """Returns how a change of that field is told. None if it is not."""
        words = self.fields.get(name)
        return Told(words) if words is not None and not isinstance(words, Told) else words

    def step(self, name: str, value: str) -> str | None:
        """Returns the sentence for that value of a field; "" if it is not told, None if there is none."""
        steps = self.steps.get(name, {})
        return steps.get(value, steps.get("*") if value else None)

    def field(self, name: str) -> Any:
        """Returns the field of the model with that name. None if there is none any more."""
        try:
            return self.model._meta.get_field(name)
        except FieldDoesNotExist:
            return None

    @property
    def owner(self) -> tuple[str, str]:
        """The kind and the path of the first of `within`."""
        return next(iter(self.within.items()))


@dataclass(frozen=True)
class Kind:
    """A kind of thing: `title` of all, `one` of a single one, and the page of its history if it has one.

    `find(key)` returns the thing of an address; None if there is none, or if the user may not see that there
    is. `may(user, thing)` says who may read its history; the thing is None if it was not found. `rows(thing)`
    returns the rows that the things of the kind `of` belong to, by default itself. `back(thing)` returns the
    address of its page, and `back_for(user, thing)` one for readers who may not open that; "" if all may.
    """

    key: str
    title: str
    one: str
    find: Callable[[Any, str], Any] | None = None
    may: Callable[[Any, Any], bool] = lambda user, thing: False
    rows: Callable[[Any], Iterable[int]] = lambda thing: [thing.pk]
    of: str = ""
    back: Callable[[Any], str] = lambda thing: thing.get_absolute_url()
    back_for: Callable[[Any, Any], str] = lambda user, thing: ""
    label: Callable[[Any], str] = str

    def get(self, user, key: str):
        """Returns the thing of an address. Raises `Http404` or `PermissionDenied`."""
        thing = self.find(user, key) if self.find else None
        if not self.may(user, thing):
            raise Http404 if thing is None else PermissionDenied
        if thing is None:
            raise Http404
        return thing


def number(key: str) -> int:
    """Returns the key of a row from an address; 0, which no row has, if it is none."""
    return int(key) if key.isascii() and key.isdigit() and len(key) < 16 else 0


@cache
def kinds() -> dict[str, Kind]:
    """Returns all kinds by their keys, those of lower rooms first."""
    return {one.key: one for module in discovery.modules("changes") for one in getattr(module, "KINDS", ())}


@cache
def things() -> tuple[Thing, ...]:
    """Returns everything that is told."""
    return tuple(one for module in discovery.modules("changes") for one in getattr(module, "THINGS", ()))


def by_content_type() -> dict[int, Thing]:
    """Returns what is told by the key of its content type. Django keeps these after the first time."""
    types = ContentType.objects.get_for_models(*(one.model for one in things()))
    return {types[one.model].pk: one for one in things()}


@cache
def thing_of(model: type[models.Model]) -> Thing | None:
    """Returns what is told of a model; None if nothing is."""
    return next((one for one in things() if one.model is model), None)
