"""The server of the mailbox that the portal reads, by IMAP.

with opened(account()) as box:
    for uid in box.uids_after(0, since=day): box.get(uid)
"""

import datetime as dt
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

PATIENCE = 15  # seconds for one answer of the server
LARGEST = 2 * 1024 * 1024  # bytes; of a longer message only its beginning is fetched
PORTS = {"imap+ssl": 993, "imap+tls": 143, "imap": 143}
OWN_MACHINE = ("127.0.0.1", "localhost", "::1")
MOVE = "move:"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Unreadable(Exception):
    """The mailbox cannot be read now. The text says why, without the password."""


@dataclass(frozen=True)
class Account:
    """What MAILBOX_URL says."""

    kind: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"

    @property
    def name(self) -> str:
        """The same for the same mailbox, whatever its password is."""
        return f"{self.user} {self.host} {self.folder}"


@dataclass(frozen=True)
class Fetched:
    """A message as the server has it, or its first `LARGEST` bytes."""

    uid: int
    raw: bytes
    size: int  # of the whole message, in bytes

    @property
    def is_cut(self) -> bool:
        return self.size > len(self.raw)


def account() -> Account | None:
    """Returns the mailbox of the settings; None if there is none. Raises `Unreadable`."""
    if not settings.MAILBOX_URL:
        return None
    try:
        parts = urlsplit(settings.MAILBOX_URL)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        port = 0
    if not port or not parts.hostname or not parts.username:
        raise Unreadable(_("MAILBOX_URL is not of the form imap+ssl://user:password@host:993/INBOX."))
    if parts.scheme == "imap" and parts.hostname not in OWN_MACHINE:
        raise Unreadable(_("MAILBOX_URL would send the password unencrypted. Use imap+ssl or imap+tls."))
    return Account(
        parts.scheme,
        parts.hostname,
        port,
        unquote(parts.username),
        unquote(parts.password or ""),
        unquote(parts.path.strip("/")) or "INBOX",
    )


def is_read() -> bool:
    """Returns whether the portal reads a mailbox, so that replies by e-mail reach it."""
    return bool(settings.MAILBOX_URL)


@contextmanager
def opened(of: Account) -> "Iterator[Box]":
    """Yields the mailbox. Raises `Unreadable`, also for what goes wrong within the block."""
    client: BaseMailBox | None = None
    try:
        client = _connected(of)
        client.login(of.user, of.password, initial_folder=None)
        client.folder.set(of.folder)
        yield Box(client)
    except (OSError, EOFError, imaplib.IMAP4.error, ImapToolsError, UnicodeError) as error:
        words = " ".join((str(error) or type(error).__name__).split())
        if of.password:
            words = words.replace(of.password, "…")
        raise Unreadable(
            _("The mailbox at %(host)s cannot be read: %(reason)s") % {"host": of.host, "reason": words[:200]}
        ) from None
    finally:
        if client is not None:
            with suppress(OSError, EOFError, imaplib.IMAP4.error, ImapToolsError):
                client.logout()
            with suppress(OSError, EOFError):
                client.client.shutdown()


def _connected(of: Account) -> BaseMailBox:
    # Python's own IMAP would not check the certificate without this.
    checked = ssl.create_default_context()
    if of.kind == "imap+ssl":
        return MailBox(of.host, of.port, timeout=PATIENCE, ssl_context=checked)
    if of.kind == "imap+tls":
        return MailBoxStartTls(of.host, of.port, timeout=PATIENCE, ssl_context=checked)
    return MailBoxUnencrypted(of.host, of.port, timeout=PATIENCE)


class Box:
    """An open mailbox. Its numbers (UID) stay the same as long as its `validity` does."""

    def __init__(self, client: BaseMailBox):
        self._client = client
        found = client.client.untagged_responses.get("UIDVALIDITY") or [b"0"]
        self.validity = int(found[-1])  # type: ignore[arg-type]

    def uids_after(self, last: int, *, since: dt.date) -> list[int]:
        """Returns the numbers above `last` of messages that came on that day or later, the lowest first."""
        day = f"{since.day}-{MONTHS[since.month - 1]}-{since.year}"
        found = self._client.uids(f"UID {last + 1}:* SINCE {day}", charset=None)
        # A server answers with the highest number if none is above.
        return sorted(uid for uid in map(int, found) if uid > last)

    def get(self, uid: int) -> Fetched | None:
        """Returns a message, without marking it as read; None if it is gone."""
        answer, data = self._client.client.uid("FETCH", str(uid), f"(RFC822.SIZE BODY.PEEK[]<0.{LARGEST}>)")
        if answer != "OK":
            raise imaplib.IMAP4.error(f"FETCH of message {uid}: {answer}")
        for part in data or ():
            if isinstance(part, tuple):
                size = SIZE.search(part[0])
                return Fetched(uid, part[1], int(size[1]) if size else len(part[1]))
        return None

    def put_away(self, uids: list[int]) -> None:
        """Marks messages as read, moves them or deletes them, as MAILBOX_AFTER says."""
        numbers = [str(uid) for uid in uids]
        if not numbers:
            return
        if settings.MAILBOX_AFTER == "delete":
            self._client.delete(numbers)
        elif settings.MAILBOX_AFTER.startswith(MOVE):
            self._client.move(numbers, settings.MAILBOX_AFTER.removeprefix(MOVE))
        else:
            self._client.flag(numbers, r"\Seen", True)
