"""Agencies as a text mentions them: by a name that the portal knows, or by one spelled a little otherwise."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from agencies.models import Agency

_GAPS = r" \-" "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{NO-BREAK SPACE}"
_APART = re.compile(f"[{_GAPS}]+")


@dataclass(frozen=True)
class Mention:
    """A mention: the agency, what the text says and where, and the name that the portal has for it.

    `is_short` is whether that name is an acronym.
    """

    agency: Agency
    said: str
    name: str
    is_short: bool
    start: int
    end: int


@dataclass(frozen=True)
class _Form:
    agency: Agency
    name: str
    is_short: bool


class Names:
    """All names of some agencies, through time and in all languages."""

    def __init__(self, agencies: Iterable[Agency]):
        self.agencies = list(agencies)

    @cached_property
    def _forms(self) -> dict[str, _Form]:
        """The names without their spaces, hyphens and capitals; an exact one is a key as well."""
        found: dict[str, _Form] = {}
        for agency in self.agencies:
            facts = [{"acronym": agency.acronym, "name": agency.name}, *agency.name_facts]
            for one in facts:
                for key, is_short in (("acronym", True), ("name", False)):
                    if name := _plain(one.get(key, "")):
                        form = _Form(agency, name, is_short)
                        found.setdefault(name, form)
                        found.setdefault(_squeezed(name), form)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = sorted({form.name for form in self._forms.values()}, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(_loose, names))})(?!\w)", re.IGNORECASE)

    def find(self, text: str) -> list[Mention]:
        """Returns the mentions in a text, in order."""
        if not self._forms:
            return []
        found = []
        for match in self._pattern.finditer(_plain(text)):
            said = match[0]
            form = self._forms.get(said) or self._forms.get(_squeezed(said))
            if form and (said == form.name or _is_name(said)):
                found.append(Mention(form.agency, said, form.name, form.is_short, *match.span()))
        return found


def _plain(text: str) -> str:
    return text.replace("’", "'")


def _squeezed(name: str) -> str:
    return _APART.sub("", name).casefold().replace("z", "s")


def _loose(name: str) -> str:
    """Returns a pattern for the name with other spaces and hyphens; "Organisation" is "Organization"."""
    signs = ("[sz]" if sign in "szSZ" else re.escape(sign) for sign in _APART.sub("", name))
    return f"[{_GAPS}]?".join(signs)


def _is_name(said: str) -> bool:
    """Whether a spelling that the portal does not know can be a name at all: "who" and "Who" are not."""
    capitals = sum(sign.isupper() for sign in said)
    return capitals > 1 or (capitals == 1 and len(said) > 4 and not _APART.search(said))
