"""What several passages of a report tell of is read once for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Read = TypeVar("Read")

_known: ContextVar[dict[tuple, Any] | None] = ContextVar("known", default=None)


@contextmanager
def gathering() -> Iterator[None]:
    """While it lasts, each `shared` function reads once for the same things."""
    if _known.get() is not None:
        yield
        return
    before = _known.set({})
    try:
        yield
    finally:
        _known.reset(before)


def shared(read: Callable[Given, Read]) -> Callable[Given, Read]:
    """Returns a function that reads once while facts are gathered. Nobody changes what it returns."""

    @wraps(read)
    def once(*given: Given.args, **named: Given.kwargs) -> Read:
        known = _known.get()
        if known is None:
            return read(*given, **named)
        key = (read, given, tuple(named.items()))
        if key not in known:
            known[key] = read(*given, **named)
        return known[key]

    return once
