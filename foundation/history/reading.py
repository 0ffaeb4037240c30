"""Reads the log: the history of one thing, and all changes. Each page takes a fixed number of queries."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from auditlog.models import LogEntry
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext as _

from foundation.dates import clock
from foundation.history import sentences
from foundation.history.belonging import belonging
from foundation.history.kinds import Kind, Thing, Told, by_content_type, kinds
from foundation.history.sentences import Change, Line
from foundation.history.values import EMPTY, in_words, is_text, names_of
from foundation.text import rich

A_PAGE = 25  # lines
AT_ONCE = 200  # entries of the log, of which some are not told and some belong together
IN_A_TABLE = 2000
NOT_READ = ("serialized_data", "changes_text")
Action = LogEntry.Action


@dataclass
class Page:
    """Some lines, the latest first. `before` is where the earlier ones begin; None if there are none."""

    lines: list[Line]
    before: int | None


def history(kind: Kind, thing: Any, user, *, before: int | None = None) -> Page:
    """Returns what was done to a thing, as far as the user may know."""
    rows, scope = list(kind.rows(thing)), kind.of or kind.key
    entries = LogEntry.objects.filter(belonging(scope, rows, user))
    return _page(entries, before, lambda found: _told(found, user, scope=scope, alone=len(rows) == 1))


def changes(
    user,
    *,
    person: int | None = None,
    portal: bool = False,
    kind: str = "",
    first: dt.date | None = None,
    last: dt.date | None = None,
    before: int | None = None,
) -> Page:
    """Returns what was done to anything: by a person or by the portal, to things of a kind, on some days."""
    entries = _chosen(person=person, portal=portal, kind=kind, first=first, last=last)
    return _page(entries, before, lambda found: _told(found, user, kind=kind))


def count(**chosen) -> int:
    """Returns how many entries of the log may tell something. One can tell of several changes."""
    return _chosen(**chosen).filter(content_type__in=by_content_type()).count()


def each_change(user, **chosen) -> Iterator[Change]:
    """Yields the same as `changes`, one by one, of any time."""
    before = None
    while True:
        entries = _batch(_chosen(**chosen), before, IN_A_TABLE)
        for line in _lines(_told(entries, user, kind=chosen.get("kind", ""))):
            yield from reversed(sentences.settled(line.changes))
        if len(entries) < IN_A_TABLE:
            return
        before = entries[-1].pk


def _chosen(*, person=None, portal=False, kind="", first=None, last=None) -> models.QuerySet:
    entries = LogEntry.objects.all()
    if person:
        entries = entries.filter(actor=person)
    if portal:
        entries = entries.filter(actor=None)
    if kind:
        types = [key for key, thing in by_content_type().items() if thing.owner[0] == kind]
        entries = entries.filter(content_type__in=types)
    if first:
        entries = entries.filter(timestamp__gte=_midnight(first))
    if last:
        entries = entries.filter(timestamp__lt=_midnight(last + dt.timedelta(days=1)))
    return entries


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), clock.zone())


# From entries to lines ------------------------------------------------------------------------------


def _batch(entries: models.QuerySet, before: int | None, many: int) -> list[LogEntry]:
    if before:
        entries = entries.filter(pk__lt=before)
    return list(entries.defer(*NOT_READ).select_related("actor").order_by("-pk")[:many])


def _page(entries: models.QuerySet, before: int | None, told) -> Page:
    found = _batch(entries, before, AT_ONCE)
    lines = _lines(told(found))
    earlier = found[-1].pk if len(found) == AT_ONCE else None
    if len(lines) > A_PAGE:
        lines = lines[:A_PAGE]
        earlier = min(one.entry for one in lines[-1].changes)
    sentences.compare(lines)
    return Page(lines, earlier)


def _lines(found: Iterable[Change]) -> list[Line]:
    """Returns the changes in lines: those of one person to one thing within a minute are one."""
    lines: list[Line] = []
    for one in found:
        minute = one.at.replace(second=0, microsecond=0)
        last = lines[-1] if lines else None
        if last and (last.at, last.who, last.kind, last.owner) == (minute, one.who, one.kind, one.owner):
            last.changes.insert(0, one)
        else:
            lines.append(Line(minute, one.who, [one]))
    return [line for line in lines if line.sentences]


@dataclass(frozen=True)
class _Part:
    """One thing that an entry tells: what was done, to which field, before and after, and what was chosen."""

    what: str
    name: str = ""
    told: Told | None = None
    before: str = ""
    after: str = ""
    objects: tuple[str, ...] = ()
    is_restored: bool = False  # it got its value from before an error back: that is no step


@dataclass
class _Entry:
    """An entry of the log that is told: its row (None if it is gone), who did it, and what it tells."""

    entry: LogEntry
    thing: Thing
    row: Any
    who: Any
    parts: list[_Part]
    named_by: str = ""  # the key of what names a row that is gone

    @property
    def nobody(self) -> str:
        """Who did it, if nobody had signed in."""
        unsigned = [part.told.anonymous for part in self.parts if part.told and part.told.anonymous]
        return str(next(iter(unsigned), self.thing.anonymous)) or _("The portal")

    @property
    def pointed_to(self) -> set[tuple]:
        """The rows that its values name, by model and key as the log has it."""
        found: set[tuple] = {(get_user_model(), self.who)} if isinstance(self.who, str) else set()
        if self.named_by:
            found.add((self._naming, self.named_by))
        for part in self.parts:
            if isinstance(field := self.thing.field(part.name), models.ForeignKey):
                found |= {(field.related_model, part.before), (field.related_model, part.after)}
        return found

    @property
    def _naming(self) -> Any:
        return self.thing.model._meta.get_field(self.thing.gone_by).related_model

    def _label(self, names: dict) -> str:
        if self.row is not None:
            return self.thing.label(self.row)
        return names[self._naming, self.named_by] if self.named_by else self.entry.object_repr

    def _who(self, names: dict) -> str:
        person = _called(self.who) or names.get((get_user_model(), self.who))
        if person and _link_of(self.entry):
            return _("%(person)s, by link,") % {"person": person}
        return person or self.nobody

    def changes(self, names: dict, *, scope: str, alone: bool) -> Iterator[Change]:
        """Yields what it tells, in words."""
        row, (kind, path) = self.row, self.thing.owner
        if scope:
            kind, path = ("" if alone else scope), self.thing.within[scope]
        about: dict[str, Any] = {
            "at": self.entry.timestamp.astimezone(clock.zone()),
            "entry": self.entry.pk,
            "who": self._who(names),
            "thing": self.thing,
            "key": self.entry.object_id,
            "label": self._label(names),
            "own": path == "pk",
            "kind": kind,
            "owner": _owner(row, path) if kind else None,
        }
        for part in self.parts:
            field = self.thing.field(part.name)
            texts = is_text(field, part.before, part.after)
            before, after = (
                _plain(one) if texts else in_words(field, one, names) for one in (part.before, part.after)
            )
            yield Change(
                **about,
                what=part.what,
                name=part.name,
                told=part.told,
                before=before,
                after=after,
                is_text=texts,
                raw="" if part.is_restored else part.after,
                objects=part.objects,
            )


def _told(
    entries: list[LogEntry], user, *, scope: str = "", alone: bool = False, kind: str = ""
) -> list[Change]:
    """Returns the changes that the user may know of, the latest first.

    With a `scope` they are told on the page of a thing of that kind; `alone` if it is one row.
    """
    told = list(_readable(entries, user, kind))
    names = names_of({one for entry in told for one in entry.pointed_to})
    return [
        change for entry in told for change in reversed(list(entry.changes(names, scope=scope, alone=alone)))
    ]


def _readable(entries: list[LogEntry], user, kind: str) -> Iterator[_Entry]:
    types = {key: one for key, one in by_content_type().items() if kind in ("", one.owner[0])}
    rows, seen = _rows(entries, types, user)
    links = _links(entries, types)
    for entry in entries:
        thing = types.get(entry.content_type_id)
        if thing is None:
            continue
        row = rows[thing.model].get(entry.object_id)
        if row is None:
            may = thing.gone(user)
        else:
            known = seen[thing.model]
            since = known.get(row.pk)
            may = row.pk in known and (since is None or entry.timestamp >= since)
        if may and (parts := list(_parts(entry, thing, row, user))):
            named_by = links.get((entry.content_type_id, entry.object_id), "") if row is None else ""
            yield _Entry(entry, thing, row, _doer(entry, thing), parts, named_by)


def _rows(entries: list[LogEntry], types: dict[int, Thing], user) -> tuple[dict, dict]:
    """Returns the rows that the entries are about, and which of them the user may know of, by model."""
    rows, seen = {}, {}
    for key, thing in types.items():
        keys = {entry.object_id for entry in entries if entry.content_type_id == key}
        if not keys:
            continue
        found = thing.model._base_manager.filter(pk__in=keys)
        path = thing.owner[1]
        related = [*thing.related, *([path] if path != "pk" else [])]
        found_rows = found.select_related(*related).defer(*thing.unread)
        rows[thing.model] = {row.pk: row for row in found_rows}
        seen[thing.model] = thing.seen(user, found)
    return rows, seen


def _links(entries: list[LogEntry], types: dict[int, Thing]) -> dict[tuple, str]:
    """Returns the keys of what names rows that are gone, as the log of their beginning or end has them."""
    found = {}
    for entry in entries:
        thing = types.get(entry.content_type_id)
        if thing and thing.gone_by and isinstance(pair := entry.changes_dict.get(thing.gone_by), list):
            key = next((str(one) for one in pair if one not in EMPTY), "")
            found[entry.content_type_id, entry.object_id] = key
    return found


def _parts(entry: LogEntry, thing: Thing, row, user) -> Iterator[_Part]:
    """Yields what an entry tells."""
    is_new = entry.action == Action.CREATE
    is_restored = bool((entry.additional_data or {}).get("restored"))
    opens = [name for name in thing.opens if is_new and entry.changes_dict.get(name, EMPTY)[1] not in EMPTY]
    if entry.action != Action.UPDATE and not opens:
        if not thing.silent:
            yield _Part(sentences.CREATED if is_new else sentences.REMOVED)
        return
    for name, value in entry.changes_dict.items():
        if is_new and name not in opens:
            continue
        told = thing.told(name)
        if told and told.may and not told.may(user, row):
            continue
        if isinstance(value, dict):
            if told and value.get("type") == "m2m":
                what = sentences.WITH if value["operation"] == "add" else sentences.WITHOUT
                yield _Part(what, name, told, objects=tuple(value["objects"]))
            continue
        before, after = ("" if one in EMPTY else str(one) for one in value)
        step = None if is_restored else thing.step(name, after)
        if before == after or step == "" or not (told or step):
            continue
        yield _Part(sentences.CHANGED, name, told, before, after, is_restored=is_restored)


def _doer(entry: LogEntry, thing: Thing):
    """Returns the person who did it; else the key of the person of whom the entry says so, or ""."""
    if entry.actor_id:
        return entry.actor
    if link_of := _link_of(entry):
        return link_of
    for name in thing.by:
        value = entry.changes_dict.get(name, ("", ""))
        if isinstance(value, list) and str(value[1]).isdigit():
            return str(value[1])
    return ""


def _link_of(entry: LogEntry) -> str:
    """Returns the key of the person by whose link it was done; "" if it was not done by a link."""
    return str((entry.additional_data or {}).get("by_link") or "")


def _called(person) -> str:
    """Returns the name of a person, and never an address; "" for what is no person."""
    if isinstance(person, str):
        return ""
    return person.name or _("Person %(number)s") % {"number": person.pk}


def _owner(row, path: str):
    """Returns what the row belongs to; None if it, or what lies between, is not there any more."""
    if path == "pk":
        return row
    try:
        return attrgetter(path.replace("__", "."))(row)
    except AttributeError:
        return None


def _plain(text: str) -> str:
    return rich.plain(text) if rich.is_rich(text) else text


def title_of(change: Change) -> str:
    """Returns what the change is about, for a table: the name of the owner, else of the row itself."""
    kind = kinds()[change.kind]
    return kind.label(change.owner) if change.owner is not None else change.label
