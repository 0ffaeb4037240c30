"""The table of addresses and roles as a page of the documentation."""

import re
from itertools import groupby
from pathlib import Path

from django.urls import URLPattern, get_resolver

from tests.test_roles import ROLES, TABLE

PAGE = Path(__file__).resolve().parent.parent / "docs" / "access.md"
WORDS = {"login": "login", "403": "no", "404": "hidden", "410": "ended", "405": "–", "400": "yes"}
INTRODUCTION = """# Who sees and does what

Made by `make access` from the table in `tests/test_roles.py`, which the tests hold against the portal: every
address for every role, on 1 March 2007 of a small Group. The roles follow the calendar: a *focal point* is of
the agency that the thing belongs to, where it belongs to one; *chair*, *outgoing* and *incoming* are the
people of the agencies of the troika; *nobody* has a login and acts for no agency. The rules behind it are the
predicates in the `rules.py` of each app.

yes: it is shown or done · login: sent to the login, whether or not the thing exists · no: told that it is
not theirs to do · hidden: as if it did not exist · ended: the link leads nowhere any more · –: not asked that
way. An address that stands twice is asked for two things, such as one that is private and one that is public.
"""


def page() -> str:
    addresses = dict(_addresses(get_resolver().url_patterns))
    text = INTRODUCTION
    rows = sorted(TABLE, key=lambda row: row[0].rpartition(":")[0])  # stable: keeps the order of the table
    for space, members in groupby(rows, key=lambda row: row[0].rpartition(":")[0]):
        text += f"\n## {space.capitalize() or 'The roof'}\n\n"
        text += f"| address | | {' | '.join(ROLES)} |\n|---|---|{'---|' * len(ROLES)}\n"
        for name, _, method, expected in members:
            words = [WORDS.get(status, "yes") for status in expected.split()]
            address = re.sub(
                r"<\w+:|\(\?P<|>\[?[^)]*\)", lambda found: "<" if "<" in found[0] else ">", addresses[name]
            )
            text += f"| `/{address}` | {method} | {' | '.join(words)} |\n"
    return text


def _addresses(patterns, prefix="", space=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern).lstrip("^").removesuffix("$")
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", route
        elif pattern.app_name == "admin":
            yield "admin:index", route
        else:
            yield from _addresses(
                pattern.url_patterns, route, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )
