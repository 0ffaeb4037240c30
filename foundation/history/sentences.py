"""Changes in sentences: "Anna Keller changed the date from 3 May 2027 to 10 May 2027."."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.history.kinds import Thing, Told
from foundation.history.values import quoted
from foundation.text import rich
from foundation.text.words import listed, opened

CREATED, REMOVED, CHANGED, WITH, WITHOUT = "created", "removed", "changed", "with", "without"
LONGEST, ROOM = 20_000, 50_000  # characters of two texts that are compared, and of all texts on a page
TAGS = 60  # characters around a piece
TOO_LONG = gettext_lazy("There is too much text to compare here.")


@dataclass
class Change:
    """One change of one field, or that a row was added or removed.

    `before` and `after` are in words, or texts to compare if `is_text`. `own` says that the page is about the
    row itself.
    """

    at: dt.datetime
    entry: int
    who: str
    thing: Thing
    key: int
    label: str
    what: str
    name: str = ""
    told: Told | None = None
    before: str = ""
    after: str = ""
    is_text: bool = False
    raw: str = ""
    own: bool = False
    owner: Any = None
    kind: str = ""
    objects: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """The row in a sentence: "the meeting", or "the agenda item “Data”" on the page of its meeting."""
        return str(self.thing.itself) if self.own else names(self.thing, [self.label])

    @property
    def field_named(self) -> str:
        """The field in a sentence: "the venue", or "the title of the agenda item “Data”"."""
        words = str(self.told.words) if self.told else ""
        if "%(name)s" in words:
            return words % {"name": _shown(self.thing, self.label)}
        return words if self.own else _("%(field)s of %(thing)s") % {"field": words, "thing": self.named}

    @property
    def template(self) -> str:
        """The whole sentence for this change, with its places; "" if it has none of its own."""
        if self.what == CREATED:
            return str(self.thing.created)
        if self.what == REMOVED:
            return str(self.thing.removed)
        return str(self.thing.step(self.name, self.raw) or "")


def names(thing: Thing, labels: list[str]) -> str:
    """Returns "the agenda item “A”", or "the agenda items “A” and “B”"; what is called the same, once."""
    shown = listed(dict.fromkeys(_shown(thing, one) for one in labels))
    return thing.named % {"count": len(labels), "names": shown}


def _shown(thing: Thing, label: str) -> str:
    return quoted(label) if thing.quoted else label


@dataclass
class Line:
    """What one person did to one thing within a minute."""

    at: dt.datetime
    who: str
    changes: list[Change] = field(default_factory=list)
    texts: list[dict] = field(default_factory=list)  # those that changed: `title`, `compared` or a `refusal`

    @property
    def owner(self):
        return self.changes[0].owner

    @property
    def kind(self) -> str:
        return self.changes[0].kind

    @property
    def sentences(self) -> list[str]:
        """What was done, in whole sentences."""
        return of(settled(self.changes))


def compare(lines: list[Line]) -> None:
    """Gives the lines of a page the texts that changed, as many as a page has room for."""
    room = ROOM
    for line in lines:
        for one in settled(line.changes):
            if not (one.is_text and one.told and one.told.values):
                continue
            text = {"title": opened(one.field_named), "refusal": TOO_LONG}
            if len(one.before) + len(one.after) <= min(room, LONGEST):
                pieces = rich.compare(one.before, one.after)
                room -= sum(len(piece.words) + TAGS for paragraph in pieces for piece in paragraph)
                text |= {"compared": pieces, "refusal": ""}
            line.texts.append(text)


def settled(changes: Iterable[Change]) -> list[Change]:
    """Returns the changes with those of one field as one, and without what completes a row just added."""
    found: dict[tuple, Change] = {}
    new = {(id(one.thing), one.key) for one in changes if one.what == CREATED}
    for one in changes:
        row = (id(one.thing), one.key)
        if row in new and not one.template and (one.what == WITH or (one.what == CHANGED and not one.before)):
            continue
        place = (*row, one.what, one.name, one.raw if one.template else "")
        earlier = found.get(place)
        if earlier and one.what == CHANGED:
            earlier.after, earlier.is_text = one.after, one.is_text or earlier.is_text
        elif earlier:
            earlier.objects = tuple(dict.fromkeys([*earlier.objects, *one.objects]))
        else:
            found[place] = replace(one)
    return [one for one in found.values() if one.what != CHANGED or one.template or _differs(one)]


def _differs(one: Change) -> bool:
    return one.before != one.after or bool(one.told and not one.told.values)


def of(changes: list[Change]) -> list[str]:
    """Returns what one person did, in whole sentences."""
    return list(_sentences(changes[0].who, changes)) if changes else []


def _sentences(who: str, changes: list[Change]) -> Iterator[str]:
    plain = [one for one in changes if not one.template]
    if added := [one for one in plain if one.what == CREATED]:
        yield _("%(who)s added %(things)s.") % {"who": who, "things": listed(_by_thing(added))}
    yield from _own_sentences(who, [one for one in changes if one.template])
    yield from _of_fields(who, [one for one in plain if one.what == CHANGED])
    for one in plain:
        if one.what in (WITH, WITHOUT):
            words = (
                _("%(who)s added %(things)s to %(field)s.")
                if one.what == WITH
                else _("%(who)s removed %(things)s from %(field)s.")
            )
            yield words % {"who": who, "things": listed(one.objects), "field": one.field_named}
    if removed := [one for one in plain if one.what == REMOVED]:
        yield _("%(who)s removed %(things)s.") % {"who": who, "things": listed(_by_thing(removed))}


def _own_sentences(who: str, changes: list[Change]) -> Iterator[str]:
    """Yields the sentences that rooms have for a change: one for all rows of which it says the same."""
    same: dict[tuple, list[Change]] = {}
    for one in changes:
        same.setdefault((id(one.thing), one.own, one.template), []).append(one)
    for (_thing, own, template), found in same.items():
        thing, labels = found[0].thing, list(dict.fromkeys(one.label for one in found))
        yield template % {
            "who": who,
            "thing": found[0].named if own else names(thing, labels),
            "name": listed(_shown(thing, label) for label in labels),
        }


def _of_fields(who: str, fields: list[Change]) -> Iterator[str]:
    plain = [one for one in fields if not one.is_text and one.told and one.told.values]
    rest = [one for one in fields if one not in plain]
    if both := [one for one in plain if one.before and one.after]:
        yield _("%(who)s changed %(changes)s.") % {
            "who": who,
            "changes": listed(
                _("%(field)s from %(before)s to %(after)s")
                % {"field": one.field_named, "before": one.before, "after": one.after}
                for one in both
            ),
        }
    if given := [one for one in plain if one.after and not one.before]:
        yield _("%(who)s set %(changes)s.") % {
            "who": who,
            "changes": listed(
                _("%(field)s to %(after)s") % {"field": one.field_named, "after": one.after} for one in given
            ),
        }
    if taken := [one for one in plain if one.before and not one.after]:
        yield _("%(who)s removed %(changes)s.") % {
            "who": who,
            "changes": listed(
                _("%(field)s (%(before)s)") % {"field": one.field_named, "before": one.before}
                for one in taken
            ),
        }
    if rest:
        yield _("%(who)s changed %(changes)s.") % {
            "who": who,
            "changes": listed(dict.fromkeys(one.field_named for one in rest)),
        }


def _by_thing(changes: list[Change]) -> list[str]:
    """Returns the rows by what they are: "the agenda items “A” and “B”", "the paper “C”"."""
    labels: dict[int, list[str]] = {}
    things = {}
    for one in changes:
        things[id(one.thing)] = one.thing
        labels.setdefault(id(one.thing), []).append(one.label)
    return [names(things[key], found) for key, found in labels.items()]
