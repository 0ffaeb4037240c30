"""Visits every address of the portal as every role, and tells what each visit cost.

The ratchet (test_queries.py) and the benchmark (benchmarks/pages.py) do so on archives of different sizes.
"""

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.converters import IntConverter

from agencies.models import User
from tests import subjects

ROLES = {
    "visitor": None,
    "nobody": subjects.NOBODY,
    "focal point": subjects.FOCAL,
    "chair": subjects.CHAIR,
    "outgoing": "focal.ilo@example.org",
    "incoming": "incoming@example.org",
    "secretariat": "secretariat@example.org",
    "superuser": "admin@example.org",
}
TRYING = ("superuser", "focal point", "visitor")  # one of them may see whatever somebody may see
ASKING = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "(SELECT")  # the others begin and end transactions

# What is asked of some pages beside the page itself: another page, a search, a filter, a table.
ALSO = {
    "home": ["?q=migration"],
    "changes": ["?kind=meetings", "?as=csv"],
    "meetings:meeting_list": ["?q=migration", "?level=working"],
    "meetings:decision_list": ["?q=migration", "?as=csv", "?as=xlsx"],
    "meetings:action_list": ["?q=migration", "?as=csv", "?as=xlsx"],
    "meetings:participant_list": ["?as=xlsx"],
    "documents:document_list": ["?q=migration"],
    "agencies:member_list": ["?as=xlsx"],
    "people:person_list": ["?q=example"],
    "people:contact_list": ["?role=principal"],
    "workplan:board": ["?as=xlsx"],
    "mail:mail_list": ["?q=example"],
    "proposals:proposal_list": ["?state=open"],
}


class Visit(NamedTuple):
    """What a visit gave: the status, the queries, the CPU in seconds, the bytes sent, and the answer."""

    status: int
    queries: list[str]
    seconds: float
    size: int
    answer: Any


class Address(NamedTuple):
    """An address of the portal: its name, and arguments that fit no thing."""

    name: str
    nowhere: dict


class Place(NamedTuple):
    """A page: its name and path, and which subject of its address it shows; None if nobody can see any."""

    name: str
    path: str
    address: Address
    number: int | None
    more: str = ""


def addresses() -> list[Address]:
    """Returns all addresses but those of Django's admin."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver, namespace: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            converters, named = pattern.pattern.converters, pattern.pattern.regex.groupindex
            nowhere = {one: 0 if isinstance(converters.get(one), IntConverter) else "none" for one in named}
            yield Address(f"{namespace}{pattern.name}", nowhere)
        elif pattern.namespace != "admin":
            yield from _walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


class Visitors:
    """One browser for each role, on the present database."""

    def __init__(self, roles: Iterable[str] = ROLES):
        self.browsers = {role: Client(headers={"accept-encoding": "gzip"}) for role in {*roles, *TRYING}}
        self.things = subjects.things()
        for role, browser in self.browsers.items():
            if email := ROLES[role]:
                browser.force_login(User.objects.get(email=email))
        # What a process keeps is kept now.
        ContentType.objects.get_for_models(*(one.model_class() for one in ContentType.objects.all()))
        self.visit(TRYING[0], "/")

    def visit(self, role: str, path: str) -> Visit:
        """Opens the path as that role. Nothing of it stays."""
        browser, cookies = self.browsers[role], self.browsers[role].cookies.copy()
        caches["pages"].clear()
        asked: list[str] = []

        def ask(execute, sql, params, many, context):
            if sql.startswith(ASKING):
                asked.append(sql)
            return execute(sql, params, many, context)

        with transaction.atomic(), connection.execute_wrapper(ask):
            began = time.process_time()
            answer = browser.get(path)
            size = len(answer.getvalue())
            seconds = time.process_time() - began
            transaction.set_rollback(True)
        browser.cookies = cookies
        return Visit(answer.status_code, asked, seconds, size, answer)

    def places(self, of: Iterable[Address]) -> list[Place]:
        """Returns the pages at these addresses, each with the first thing that somebody may see there.

        An address to which only a button leads has none.
        """
        return [place for address in of for place in self._places(address)]

    def _places(self, address: Address) -> list[Place]:
        name, nowhere = address
        if self.visit("superuser", reverse(name, kwargs=nowhere)).status == 405:
            return []
        found: dict[str, list[Place]] = {}
        for number, arguments in enumerate(subjects.subjects(name, nowhere, self.things)):
            shown, path = named(name, arguments), reverse(name, kwargs=arguments)
            status = 0 if shown in found else self._status(path)
            if status == 405:
                return []
            if status == 200:
                more = ("", *ALSO.get(name, ()))
                found[shown] = [Place(f"{shown}{one}", f"{path}{one}", address, number, one) for one in more]
                if "kind" not in arguments:
                    break
        return [one for places in found.values() for one in places] or [Place(name, "", address, None)]

    def _status(self, path: str) -> int:
        """Returns 200 if somebody may see the page, else what who may do everything gets."""
        statuses = []
        for role in TRYING:
            statuses.append(self.visit(role, path).status)
            if statuses[-1] in (200, 405):
                return statuses[-1]
        return statuses[0]

    def again(self, place: Place) -> Place:
        """Returns the same page of another archive."""
        if place.number is None:
            return place
        name, nowhere = place.address
        arguments = next(islice(subjects.subjects(name, nowhere, self.things), place.number, None))
        return place._replace(path=f"{reverse(name, kwargs=arguments)}{place.more}")


def named(name: str, arguments: dict) -> str:
    """Returns the name of a page, with what tells it from others at the same address."""
    return " ".join([name, *(str(arguments[one]) for one in ("kind", "year") if one in arguments)])
