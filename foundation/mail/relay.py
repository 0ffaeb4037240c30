"""The connection to the mail server: kept for one mail after another, and what its answers mean.

with relay.line() as line:
    refused = line.send(message)     # raises a `Fault`
"""

import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_ON_A_LINE = 100  # mails; many servers close a connection that brings more
NEEDS_SIGN_IN = (530, 534, 535, 538)  # about the portal's own account, whatever the mail
ENHANCED = re.compile(r"\s*[45]\.(\d{1,3})\.(\d{1,3})\b")  # RFC 3463: what the refusal is about
# Without such a code, what a server says that refuses the portal and not the address.
OF_THE_PORTAL = re.compile(r"relay|spam|block|black|policy|reputation|denied|authenticat", re.IGNORECASE)

NOT_REACHED = _("The mail server could not be reached: %(reason)s")
NO_NAME = _("The name of the mail server is not known: %(reason)s")
NOT_SECURE = _("The secure connection to the mail server failed: %(reason)s")
WRONG_PASSWORD = _("The mail server does not accept the portal’s user name and password: %(reason)s")
NOT_NOW = _("The mail server is not accepting mail now: %(reason)s")
NOT_YET = _("The mail server is not accepting this message yet: %(reason)s")
REFUSED = _("The mail server refused this message: %(reason)s")
NO_ANSWER = _("The mail server took this message, but did not confirm it: %(reason)s")


@dataclass(frozen=True)
class Answer:
    """What a server said of one address, or of the whole mail."""

    code: int
    said: str

    def __str__(self):
        return f"{self.code} {self.said}"

    @property
    def _about(self) -> tuple[int, int] | None:
        found = ENHANCED.match(self.said)
        return (int(found[1]), int(found[2])) if found else None

    @property
    def is_of_server(self) -> bool:
        """Returns whether it says that the server takes no mail at all now."""
        return self.code == 421 or self.code in NEEDS_SIGN_IN or (self.code < 500 and self._is_about(3))

    @property
    def can_pass(self) -> bool:
        """Returns whether it may be another answer later. A mailbox that is full may be emptied."""
        return self.code < 500 or self._about == (2, 2)

    @property
    def can_pass_for_address(self) -> bool:
        """Returns the same of an answer to an address, where 552 says that the mailbox is full."""
        return self.can_pass or (self.code == 552 and not self._about)

    @property
    def is_lost(self) -> bool:
        """Returns whether an answer to an address says that nobody can be reached there."""
        if self.can_pass_for_address or self.is_of_server:
            return False
        if self._about:
            return self._is_about(1, 2)
        return self.code in (550, 551, 553) and not OF_THE_PORTAL.search(self.said)

    def _is_about(self, *subjects: int) -> bool:
        return self._about is not None and self._about[0] in subjects


class Fault(Exception):
    """The server did not take the mail. People see the text."""

    def __init__(self, words: Promise, reason: object):
        super().__init__(str(words) % {"reason": reason})


class Away(Fault):
    """The server takes no mail at all now."""


class NotNow(Fault):
    """The server does not take this mail now, but may take it in some minutes."""


class Unconfirmed(Fault):
    """The server has the whole mail and did not answer. Nobody knows whether it will arrive."""


class Refused(Fault):
    """The server will never take this mail. `lost` are the addresses where nobody can be reached."""

    lost: dict[str, Answer]


class Talk(smtplib.SMTP):
    """A talk with a server that knows whether the server has a whole mail that it did not answer yet."""

    owes_an_answer = False
    refused: dict[str, tuple[int, bytes]]

    def send(self, s):
        self.owes_an_answer = False
        super().send(s)
        self.owes_an_answer = isinstance(s, bytes) and s.endswith(b"\r\n.\r\n")

    def sendmail(self, *args, **kwargs):
        self.refused = super().sendmail(*args, **kwargs)
        return self.refused


class SecureTalk(Talk, smtplib.SMTP_SSL):
    """The same, over TLS from the start."""


class Smtp(smtp.EmailBackend):
    """Django's own way to a mail server, with a `Talk`."""

    @property
    def connection_class(self):
        return SecureTalk if self.use_ssl else Talk


SMTP = f"{smtp.__name__}.EmailBackend"


class Line:
    """A connection to the mail server, opened when it is needed, and again when the server has closed it."""

    def __init__(self):
        self._backend = None
        self._sent = 0

    def send(self, message: EmailMessage) -> dict[str, Answer]:
        """Hands over a message. Returns the answers to those addresses that were refused, if any was taken.

        Raises a `Fault`.
        """
        if self._sent >= MOST_ON_A_LINE:
            self.close()
        is_new = self._open()
        try:
            refused = self._hand_over(message)
        except Away:
            if is_new:
                raise
            self._open()  # the server had enough of the old connection; or it is away, and says so now
            refused = self._hand_over(message)
        self._sent += 1
        return refused

    def close(self) -> None:
        """Ends the connection as the server expects it."""
        if self._backend:
            with suppress(OSError, smtplib.SMTPException):
                self._backend.close()
        self._backend, self._sent = None, 0

    def _open(self) -> bool:
        if self._backend:
            return False
        backend = get_connection(
            f"{__name__}.Smtp" if settings.MAIL_TRANSPORT == SMTP else settings.MAIL_TRANSPORT
        )
        try:
            backend.open()
        except (OSError, smtplib.SMTPException, SoftTimeLimitExceeded) as error:
            _drop(backend)
            raise _while_opening(error) from error
        self._backend = backend
        return True

    def _hand_over(self, message: EmailMessage) -> dict[str, Answer]:
        backend = self._backend
        message.connection = backend
        talk = getattr(backend, "connection", None)
        try:
            message.send()
        except (OSError, smtplib.SMTPException, SoftTimeLimitExceeded) as error:
            fault = _while_sending(error, owes_an_answer=getattr(talk, "owes_an_answer", False))
            if isinstance(fault, Away | Unconfirmed):
                _drop(backend)
                self._backend, self._sent = None, 0
            raise fault from error
        except BaseException:
            _drop(backend)
            self._backend, self._sent = None, 0
            raise
        return {one: answer(*said) for one, said in (getattr(talk, "refused", None) or {}).items()}


_kept = threading.local()


@contextmanager
def kept() -> Iterator[None]:
    """Keeps one line for all that this thread sends in the block."""
    _kept.line = Line()
    try:
        yield
    finally:
        _kept.line.close()
        _kept.line = None


@contextmanager
def line() -> Iterator[Line]:
    """Yields the line that is kept, or one for this block only."""
    if one := getattr(_kept, "line", None):
        yield one
        return
    one = Line()
    try:
        yield one
    finally:
        one.close()


def answer(code: int, said: bytes | str) -> Answer:
    """Returns what the server said, in one line."""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return Answer(code, " ".join(text.split()))


def _drop(backend) -> None:
    """Closes the connection without a word: the server may not answer one."""
    for name in ("connection", "_partial_connection"):  # Django keeps one apart until it is signed in
        talk = getattr(backend, name, None)
        if isinstance(talk, smtplib.SMTP):
            setattr(backend, name, None)
            with suppress(OSError):
                talk.close()


def _while_opening(error: Exception) -> Fault:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Away(WRONG_PASSWORD, answer(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):
        return Away(NOT_NOW, answer(error.smtp_code, error.smtp_error))
    return _not_reached(error)


def _not_reached(error: Exception) -> Fault:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return Away(NOT_SECURE, reason)
    return Away(NO_NAME if isinstance(error, socket.gaierror) else NOT_REACHED, reason)


def _while_sending(error: Exception, *, owes_an_answer: bool) -> Fault:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _of_addresses({one: answer(*said) for one, said in error.recipients.items()})
    if isinstance(error, smtplib.SMTPNotSupportedError):  # an address that this server cannot write
        return _refused(str(error))
    if isinstance(error, smtplib.SMTPResponseException):
        said = answer(error.smtp_code, error.smtp_error)
        # What it says to the sender, it would say to each mail.
        of_all = isinstance(error, smtplib.SMTPSenderRefused) and said.code < 500
        if said.is_of_server or of_all:
            return Away(WRONG_PASSWORD if said.code in NEEDS_SIGN_IN else NOT_NOW, said)
        return NotNow(NOT_YET, said) if said.can_pass else _refused(str(said))
    if owes_an_answer:
        return Unconfirmed(NO_ANSWER, str(error) or type(error).__name__)
    return _not_reached(error)


def _of_addresses(answers: dict[str, Answer]) -> Fault:
    words = "; ".join(str(one) for one in answers.values())
    of_server = next((one for one in answers.values() if one.is_of_server), None)
    if of_server:
        return Away(WRONG_PASSWORD if of_server.code in NEEDS_SIGN_IN else NOT_NOW, of_server)
    if any(one.can_pass_for_address for one in answers.values()):
        return NotNow(NOT_YET, words)
    return _refused(words, {address: one for address, one in answers.items() if one.is_lost})


def _refused(words: str, lost: dict[str, Answer] | None = None) -> Refused:
    fault = Refused(REFUSED, words)
    fault.lost = lost or {}
    return fault
