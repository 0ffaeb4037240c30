"""What a message says. It comes from strangers: nothing in it is believed, and nothing of it can harm."""

import codecs
import datetime as dt
import email
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from email import policy
from email.header import decode_header
from email.message import Message as Parsed
from email.utils import getaddresses, parsedate_to_datetime

from django.conf import settings

from foundation.mailbox import html

# Each part of a message names its type. More than that is an attack on whoever reads it.
MOST_PARTS = 100
MOST_LINES = 2_000  # that may begin a part
LONGEST_HEADER = 2_000  # characters of a header that are read
LONGEST = 100_000  # characters of the text that is kept
MOST_FILES = 50
CHARSETS = re.compile(
    r"(ascii|utf_?(7|8|16|32)|utf-?(7|8|16|32)|iso|cp|windows|koi8|gb|big5|shift|euc|latin|mac|hz|johab|tis|ptcp)"
)
# Also what turns the direction of writing, so that no name shows as another.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
OURS = re.compile(r"<?mail-(\d{1,18})-(\d{20})(?:-(\d{1,5}))?@[\w.-]{1,255}>?")
AWAY = re.compile(
    r"\s*(out of (the )?office|automatic reply|auto(matic)?[- ]?response|réponse automatique"
    r"|absence du bureau"
    r"|respuesta automática|fuera de la oficina|automatische antwort|abwesenheits?notiz|risposta automatica"
    r"|resposta automática|automatisch antwoord|автоматический ответ|رد تلقائي|自动回复|自動回覆)\b",
    re.IGNORECASE,
)


class NotUnderstood(Exception):
    """The message is built in such a way that reading it would cost too much."""


@dataclass(frozen=True)
class OurId:
    """The Message-ID of a mail of ours, as another message names it."""

    pk: int
    stamp: str  # when it was written, to the microsecond: nobody guesses it
    times: int = 1


@dataclass
class Message:
    """What is read of a message. Texts are clean: no control characters, and no markup."""

    message_id: str = ""
    sender: str = ""  # the address, in lower case
    sender_name: str = ""
    subject: str = ""
    sent_at: dt.datetime | None = None
    text: str = ""
    files: list[dict] = field(default_factory=list)  # name, type and size in bytes
    calendar: str = ""  # an iCalendar object
    checks: str = ""  # what our own server found out about the sender
    is_automatic: bool = False
    named: list[OurId] = field(default_factory=list)  # mails of ours that it answers
    parsed: Parsed = field(default_factory=Parsed, repr=False)


def read(raw: bytes) -> Message:
    """Returns what a message says. Raises `NotUnderstood`, or whatever a broken one makes a library raise."""
    # A part can also have no headers at all, only the line that begins it.
    if raw.lower().count(b"content-type") > MOST_PARTS or raw.count(b"\n--") > MOST_LINES:
        raise NotUnderstood
    parsed = email.message_from_bytes(raw, policy=policy.compat32)
    found = headers(parsed)
    texts: dict[str, str] = {}
    for part in parts_of(parsed):
        _take(part, found, texts)
    found.text = texts.get("text/plain") or html.as_text(texts.get("text/html", ""))
    return found


def headers(parsed: Parsed) -> Message:
    """Returns what the headers say."""
    name, address = address_of(parsed, "From")
    said = Message(
        message_id=header(parsed, "Message-ID")[:300],
        sender=address.lower()[:254],
        sender_name=name[:300],
        subject=header(parsed, "Subject")[:500],
        sent_at=_moment(header(parsed, "Date")),
        checks=_checks(parsed),
        is_automatic=_is_automatic(parsed),
        parsed=parsed,
    )
    said.named = ours_in(" ".join(header(parsed, name) for name in ("In-Reply-To", "References")))
    return said


def only_headers(raw: bytes) -> Message:
    """Returns what the headers of a message say whose body is not read."""
    head = re.split(rb"\r?\n\r?\n", raw[:100_000], maxsplit=1)[0]
    return headers(email.message_from_bytes(head + b"\r\n\r\n", policy=policy.compat32))


def header(parsed: Parsed, name: str) -> str:
    """Returns a header in one line, decoded; "" if it is not there."""
    value = parsed.get(name)
    if value is None:
        return ""
    raw = str(value)[:LONGEST_HEADER]
    try:
        pieces = decode_header(raw)
    except Exception:  # it is not encoded as it says
        pieces = [(raw, None)]
    words = "".join(one if isinstance(one, str) else as_text(one, charset) for one, charset in pieces)
    return " ".join(clean(words).split())


def address_of(parsed: Parsed, name: str) -> tuple[str, str]:
    """Returns the name and the address of a header such as From; the address is "" if it is none."""
    raw = str(parsed.get(name) or "")[:LONGEST_HEADER]
    for _shown, found in getaddresses([raw]):
        if re.fullmatch(r"[^\s@<>\"]{1,64}@[^\s@<>\"]{1,189}", clean(found)):
            shown = header(parsed, name).rpartition("<")[0].strip().strip('"')
            return shown, clean(found)
    return header(parsed, name), ""


def clean(text: str) -> str:
    """Returns the text without what no database keeps and nobody should see."""
    return CONTROLS.sub("", text).encode("utf-8", "replace").decode()


def as_text(data: bytes, charset: str | None) -> str:
    """Returns bytes as text, whatever they say of themselves."""
    try:
        name = codecs.lookup(charset or "utf-8").name
    except (LookupError, ValueError):
        name = "utf-8"
    if not CHARSETS.match(name):  # some codecs take a minute for a megabyte
        name = "utf-8"
    try:
        return data.decode(name)
    except (UnicodeError, LookupError, ValueError):
        # Many say that they are of another charset than they are.
        return data.decode("utf-8", "replace") if name != "utf-8" else data.decode("cp1252", "replace")


def parts_of(parsed: Parsed) -> Iterable[Parsed]:
    """Yields the parts that are no containers, without what lies in a message within the message."""
    waiting = [parsed]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_type() == "message/rfc822" and part is not parsed:
            yield part
        elif part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting = [*part.get_payload(), *waiting]  # type: ignore[list-item]
        else:
            yield part


def content(part: Parsed) -> str:
    """Returns the text of a part."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        charset = part.get_content_charset()
    except Exception:  # a parameter that cannot be read
        charset = None
    return clean(as_text(data[: 8 * LONGEST], charset)).replace("\r\n", "\n").replace("\r", "\n")


def ours_in(text: str) -> list[OurId]:
    """Returns the mails of ours that a text names, each once, the last named first."""
    found = [OurId(int(pk), stamp, int(times or 1)) for pk, stamp, times in OURS.findall(text)]
    return list(dict.fromkeys(reversed(found)))


def _take(part: Parsed, said: Message, texts: dict[str, str]) -> None:
    kind = part.get_content_type()
    name = _filename(part)
    is_attached = part.get_content_disposition() == "attachment"
    if kind in ("text/calendar", "application/ics") or name.lower().endswith(".ics"):
        said.calendar = said.calendar or content(part)[:LONGEST]
    if kind in ("text/plain", "text/html") and not is_attached and not texts.get(kind):
        texts[kind] = content(part)[:LONGEST]
    elif (name or is_attached or not kind.startswith("text/")) and len(said.files) < MOST_FILES:
        data = part.get_payload(decode=True) if kind != "message/rfc822" else b""
        size = len(data) if isinstance(data, bytes) else 0
        said.files.append({"name": name[:200], "type": kind[:100], "size": size})


def _filename(part: Parsed) -> str:
    try:
        name = part.get_filename() or ""
        pieces = decode_header(name[:LONGEST_HEADER])
    except Exception:  # a parameter that cannot be read
        return ""
    words = "".join(one if isinstance(one, str) else as_text(one, charset) for one, charset in pieces)
    return " ".join(clean(words).split())


def _moment(words: str) -> dt.datetime | None:
    try:
        found = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    found = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    return found if 1990 <= found.year <= 2200 else None


def _checks(parsed: Parsed) -> str:
    """Returns the first result of our own server. Anybody can write such a header under another name."""
    own = settings.MAILBOX_CHECKED_BY.casefold()
    for value in parsed.get_all("Authentication-Results", []):
        words = " ".join(clean(str(value)[:LONGEST_HEADER]).split())
        if own and words.partition(";")[0].split(" ")[0].casefold() == own:
            return words.partition(";")[2].strip()[:500]
    return ""


def _is_automatic(parsed: Parsed) -> bool:
    submitted = header(parsed, "Auto-Submitted").casefold()
    precedence = header(parsed, "Precedence").casefold()
    return (
        (bool(submitted) and not submitted.startswith("no"))
        or precedence in ("bulk", "junk", "list", "auto_reply")
        or any(parsed.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponse"))
        or bool(AWAY.match(header(parsed, "Subject")))
        or parsed.get_content_type() == "multipart/report"
    )
