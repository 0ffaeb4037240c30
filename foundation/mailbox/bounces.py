"""Reports that a mail was not delivered: by the standard (RFC 3464), or in words of a server.

Whether to believe one is not decided here: anybody can write it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import Message as Parsed

from foundation.mailbox import message as messages
from foundation.mailbox.message import Message, OurId

POSTMASTER = re.compile(
    r"(mailer-daemon|postmaster|mail-daemon|mdaemon|noreply-bounce|bounces?)@", re.IGNORECASE
)
SUBJECT = re.compile(
    r"\s*(undeliver|non[- ]?deliver|delivery (status notification|failure|has failed|delayed)|failure notice"
    r"|mail delivery (failed|failure|system)|returned mail|message (undeliverable|delivery failure)"
    r"|warning: message"
    r"|undelivered|unzustellbar|non remis|échec de remise|non recapitabile|mensaje no entregado"
    r"|no se puede entregar"
    r"|не доставлено|недоставленное|无法投递|退信|تعذر التسليم)",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[A-Za-z0-9._%+'=/-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
CODE = re.compile(r"(?<![\d.])([45]\d\d)[ -](?=\D)")
STILL_TRIED = re.compile(
    r"(still being (tried|retried)|will (be retried|keep trying|continue to try)"
    r"|not been able to deliver .{0,60}yet"
    r"|is delayed|has been delayed|delivery is delayed|do not need to resend)",
    re.IGNORECASE,
)
READ = 20_000  # characters of its words


@dataclass(frozen=True)
class Failure:
    """One address that was not reached, as the report says."""

    address: str  # in lower case
    permanent: bool
    reason: str
    given_up: bool = True  # False if its server still tries


@dataclass
class Bounce:
    """A report, and the mails of ours that it names."""

    failures: list[Failure] = field(default_factory=list)
    named: list[OurId] = field(default_factory=list)


def read(said: Message, raw: bytes) -> Bounce | None:
    """Returns the report; None if the message is none. A report that something arrived has no failures."""
    reports = [part for part in said.parsed.walk() if part.get_content_type() == "message/delivery-status"]
    if not reports and not _looks_like_one(said):
        return None
    found = Bounce(named=_named(said, raw))
    for report in reports:
        found.failures += _of_standard(report)
    if not reports:
        found.failures = _of_words(said)
    return found


def _looks_like_one(said: Message) -> bool:
    parsed = said.parsed
    if parsed.get("X-Failed-Recipients"):
        return True
    is_empty = messages.header(parsed, "Return-Path") == "<>"
    is_from_server = bool(POSTMASTER.match(said.sender))
    return (is_empty or is_from_server or not said.sender) and bool(SUBJECT.match(said.subject))


def _of_standard(report: Parsed) -> Iterable[Failure]:
    """Yields the failures of a report: groups of fields, one for each address."""
    groups = report.get_payload()
    for group in groups if isinstance(groups, list) else ():
        if not isinstance(group, Parsed):
            continue
        action = messages.header(group, "Action").casefold()
        addresses = [_typed(group, name) for name in ("Original-Recipient", "Final-Recipient")]
        addresses = [one for one in addresses if "@" in one]
        if not addresses or action not in ("failed", "delayed"):
            continue
        status = STATUS.search(messages.header(group, "Status"))
        words = _typed(group, "Diagnostic-Code", lower=False)
        reason = " ".join(filter(None, [status[1] if status else "", words]))[:400]
        for one in dict.fromkeys(addresses):
            yield Failure(
                one,
                permanent=action == "failed" and (status is None or status[1].startswith("5")),
                reason=reason,
                given_up=action == "failed",
            )


def _typed(group: Parsed, name: str, *, lower: bool = True) -> str:
    """Returns the value of a field such as "rfc822; ana@example.org" without its type."""
    value = messages.header(group, name)
    words = value.partition(";")[2].strip() if ";" in value else value
    return words.strip("<> ").lower() if lower else words


def _of_words(said: Message) -> list[Failure]:
    """Returns the failures of a report in words only."""
    text = said.text[:READ]
    listed = messages.header(said.parsed, "X-Failed-Recipients") or text
    addresses = dict.fromkeys(one.lower().strip("'") for one in ADDRESS.findall(listed))
    status, code = STATUS.search(text), CODE.search(text)
    said_code = status[1] if status else code[1] if code else ""
    waits = bool(STILL_TRIED.search(text)) or messages.header(said.parsed, "Subject").casefold().startswith(
        "warning"
    )
    permanent = not waits and not said_code.startswith("4")
    return [
        Failure(one, permanent=permanent, reason=_reason(text, said_code), given_up=not waits)
        for one in list(addresses)[:50]
    ]


def _reason(text: str, code: str) -> str:
    """Returns the line of the text that has the code, else the code alone."""
    for line in text.splitlines():
        if code and code in line:
            return " ".join(line.split())[:400]
    return code


def _named(said: Message, raw: bytes) -> list[OurId]:
    """Returns the mails of ours that it names anywhere: in headers, in its words, in what it sends back."""
    texts = [raw.decode("ascii", "replace")]
    for part in said.parsed.walk():
        if part.get("Content-Transfer-Encoding") and not part.is_multipart():
            texts.append(messages.content(part))
    return list(dict.fromkeys([*said.named, *(one for text in texts for one in messages.ours_in(text))]))
