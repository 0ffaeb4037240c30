"""Answers that calendars send to an invitation (RFC 5546, METHOD:REPLY)."""

from dataclasses import dataclass

LONGEST = 100_000  # characters
REPLIES = ("REPLY", "COUNTER")  # the second proposes another time


@dataclass(frozen=True)
class CalendarReply:
    """What a calendar answers. Everything in it is the sender's word."""

    uid: str
    attendee: str  # the address, in lower case
    name: str
    answer: str  # PARTSTAT: ACCEPTED, TENTATIVE, DECLINED, DELEGATED …; COUNTER if it proposes another time
    sequence: int | None  # of the entry that it answers
    delegate: str  # who comes instead
    comment: str

    @property
    def facts(self) -> dict:
        """Its values as JSON has them."""
        return self.__dict__.copy()


def read(text: str) -> CalendarReply | None:
    """Returns the answer in an iCalendar object; None if it is no answer, or cannot be read."""
    from icalendar import Calendar

    if not text or len(text) > LONGEST or "VCALENDAR" not in text[:1000].upper():
        return None
    try:
        found = Calendar.from_ical(text)
    except (ValueError, TypeError, IndexError, KeyError, AttributeError):
        return None
    method = str(found.get("METHOD", "")).strip().upper()
    events = found.walk("VEVENT")
    if method not in REPLIES or not events:
        return None
    event = events[0]
    attendees = event.get("ATTENDEE", [])
    for attendee in attendees if isinstance(attendees, list) else [attendees]:
        return _of(event, attendee, method)
    return None


def _of(event, attendee, method: str) -> CalendarReply:
    parameters = getattr(attendee, "params", {})
    answer = str(parameters.get("PARTSTAT", "")).upper()[:20]
    delegates = parameters.get("DELEGATED-TO", "")
    delegate = delegates[0] if isinstance(delegates, list) and delegates else delegates
    try:
        sequence = int(event.get("SEQUENCE"))
    except (TypeError, ValueError):
        sequence = None
    return CalendarReply(
        uid=str(event.get("UID", ""))[:300],
        attendee=_address(attendee),
        name=_words(parameters.get("CN", ""))[:300],
        answer="COUNTER" if method == "COUNTER" else answer,
        sequence=sequence,
        delegate=_address(delegate),
        comment=_words(event.get("COMMENT", ""))[:2000],
    )


def _address(value) -> str:
    words = str(value or "").strip().strip('"')
    head, mark, rest = words.partition(":")
    return (rest if mark and head.casefold() == "mailto" else words).strip().lower()[:254]


def _words(value) -> str:
    from foundation.mailbox.message import clean

    if isinstance(value, list):
        value = " ".join(map(str, value))
    return " ".join(clean(str(value or "")).split())
