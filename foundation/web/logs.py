"""Writes the log: one line for a refusal, no personal addresses, no secrets of links, no forged lines.

Nobody can be erased from a log, and whoever reads it may not have what a link opens.
"""

import copy
import logging
import re
import time

from foundation.web.requests import SECRETS

ADDRESS = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
# Whatever ends a line or moves the cursor, in a terminal or in a program that reads logs.
CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
REFUSED = range(400, 500)
HOUR = 3600  # seconds
SHORTEST = 12  # characters of a secret; a shorter key names a thing, and may be any number in a line


class Formatter(logging.Formatter):
    """Writes a record as one line, and the traceback of an error below it, indented.

    It leaves out e-mail addresses, also in tracebacks and in the answers of mail servers, and the parts of an
    address that are a secret. An error that comes again within an hour has no traceback: else a task that
    runs every ten seconds would fill the disk while the database is away. Moments are in UTC, and a request
    that was refused or failed says whose it was, by the number of the person.
    """

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.converter = time.gmtime
        self._told: dict[tuple, float] = {}  # when a traceback was last shown

    def format(self, record):
        if getattr(record, "status_code", 0) in REFUSED:
            record = copy.copy(record)
            record.exc_info = record.exc_text = None
        elif record.exc_info and record.exc_info[1] and self._was_told(record):
            record, error = copy.copy(record), type(record.exc_info[1]).__name__
            record.msg, record.args = " ".join(f"{record.getMessage()} [again: {error}]".split()), ()
            record.exc_info = record.exc_text = None
        request = getattr(record, "request", None)
        if number := _person(request):
            record = copy.copy(record)
            record.msg, record.args = f"{record.getMessage()} [person {number}]", ()
        text = _without_secrets(super().format(record), request)
        return ADDRESS.sub("[address]", text)

    def _was_told(self, record) -> bool:
        error = record.exc_info[1]
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = (record.name, type(error), (trace.tb_frame.f_code, trace.tb_lineno) if trace else None)
        now, last = time.monotonic(), self._told.get(place)
        if last is not None and now - last < HOUR:
            return True
        self._told[place] = now
        return False

    def formatMessage(self, record):  # noqa: N802  # logging calls it so
        return escaped(super().formatMessage(record))

    def formatException(self, exc_info):  # noqa: N802
        """Returns the traceback, none of whose lines looks like a line of the log."""
        lines = super().formatException(exc_info).splitlines()
        return "\n".join(f"    {escaped(line)}" for line in lines)


def _person(request) -> int | None:
    """Returns the number of who is signed in. It asks no database: that may be what failed."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)


def escaped(text: str) -> str:
    """Returns the text with nothing in it that ends a line or moves the cursor."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def _without_secrets(text: str, request) -> str:
    match = getattr(request, "resolver_match", None)
    parts = match.kwargs if match else {}
    for name in SECRETS & parts.keys():
        if len(secret := str(parts[name])) >= SHORTEST:
            text = text.replace(secret, f"[{name}]")
    return text
