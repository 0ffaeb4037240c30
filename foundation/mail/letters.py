"""The mail of the portal: text and simple HTML from one template, why people get it, and one link.

letters.write(
    ["ana@example.org"], subject="The agenda is out", template="meetings/agenda/mail/agenda_published.txt",
    context={"meeting": meeting}, why="You receive this e-mail because …", link=mail.address(meeting_address),
)

The template is text: paragraphs with an empty line between them, lines with a dash for a list, four spaces
before what is quoted, a line of = below a heading. `address` in it is the link; a template that does not
place it gets it at the end.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from foundation.dates import clock
from foundation.mail import senders
from foundation.mail.backend import method_of
from foundation.mail.kinds import Kind, When
from foundation.mail.senders import Sender
from foundation.portal import group
from foundation.text import rich

RECALL = dt.timedelta(minutes=1)  # for so long what somebody pressed can be taken back
AT_ONCE = dt.timedelta()
SUMMARY_AT = dt.time(8)  # in the Group's zone
SUMMARY_ON = 0  # Monday, for who wants one mail a week
TIME_TO_ANSWER = dt.timedelta(days=2)  # what has to be answered by then does not wait for a summary
AUTOMATIC = {"Auto-Submitted": "auto-generated"}  # so that nobody's “I am away” answers it
URL = re.compile(r"https?://[^\s<>“”\"]*[^\s<>“”\".,;:!?)]")
WRAPPED = 60  # a line shorter than this ends where its writer ended it; a longer one was wrapped
# A first line such as “Dear colleagues,”: who wrote the words greets already.
GREETING = re.compile(r"\A[^\n.:!?]{2,80},[ \t]*\r?\n[ \t]*\r?\n")


class Letter(EmailMultiAlternatives):
    """A mail of the portal. `kept` has the fields of its row that a message does not have."""

    kept: dict


@dataclass(frozen=True)
class Reader:
    """Who gets a mail, and how. `stop` is the address of the page on which they end mail of that kind."""

    address: str
    name: str = ""
    when: str = When.AT_ONCE
    stop: str = ""
    choose: str = ""  # the address of the page on which they choose what they receive
    why: str = ""  # why they receive it, if that is not the same for all

    @property
    def greeting(self) -> str:
        """Returns how a mail to them begins."""
        return _("Dear %(name)s,") % {"name": self.name} if self.name else _("Dear colleague,")


def write(to: Iterable[str | Reader], **values) -> int:
    """Writes one `letter` to each reader, in the transaction of the change. Returns how many.

    The words are rendered once, and the rows of all are stored together.
    """
    written = letters(to, **values)
    if written:
        get_connection().send_messages(written)
    return len(written)


def letter(to: str | Reader, **values) -> Letter:
    """Returns the mail to one reader, which is not sent yet. See `letters`."""
    [one] = letters([to], **values)
    return one


def letters(
    to: Iterable[str | Reader],
    *,
    subject: str,
    template: str,
    context: dict | None = None,
    why: str,
    link: str = "",
    calendar: str = "",
    batch: str = "",
    private: bool = False,
    sender: str | Sender = "",
    kind: str = Kind.ACCOUNT,
    thread: str = "",
    deadline: dt.datetime | None = None,
    reply_to: Iterable[str] = (),
    rich_text: str = "",
) -> list[Letter]:
    """Returns the mail to each reader, which is not sent yet.

    `why` is a sentence: "You receive this e-mail because you are a focal point of UNDP." `calendar` is an
    iCalendar object with its method. Mail of a `batch` waits for `RECALL`, and can be taken back until then
    (see `foundation.mail.recall`). The text of `private` mail has a link for its reader only, and nobody else
    sees it. `rich_text` is what the template shows as plain text, so that the HTML of the mail keeps its
    form.

    `sender` is for whom it is written (`foundation.mail.senders`); by default the kind says it. An answer
    goes to the people of the sender, or to `reply_to`. Mail of the same `thread`, such as "meeting-12", is
    shown together by the reader's program. A reader who wants summaries gets it in the next one, but private
    mail, invitations, and what has to be answered by a near `deadline` come at once anyway.
    """
    readers = [one if isinstance(one, Reader) else Reader(one) for one in to]
    if not readers:
        return []
    subject = " ".join(subject.split())
    words = words_of(template, context or {}, link)
    known = senders.of(sender or Kind(kind).sender)
    answers = list(reply_to) or known.addresses
    due = clock.now() + (RECALL if batch else AT_ONCE)
    made = []
    for reader in readers:
        text = full_text(words, reader, why=reader.why or why, sender=known)
        headers = {**AUTOMATIC, **list_headers(Kind(kind), reader, answers)}
        message = Letter(subject, text, None, [reader.address], headers=headers, reply_to=answers)
        message.attach_alternative(as_html(text, subject, rich_text), "text/html")
        if calendar:
            message.attach_alternative(calendar, f"text/calendar; method={method_of(calendar)}")
        summary_at = None if calendar or private else summary_of(reader.when, due, deadline)
        message.kept = {
            "why": reader.why or why,
            "batch": batch,
            "private": private,
            "kind": kind,
            "thread": thread,
            "for_summary": summary_at is not None,
            "due_at": summary_at or due,
        }
        made.append(message)
    return made


def words_of(template: str, context: dict, link: str = "") -> str:
    """Returns what the mail says, without greeting and end."""
    words = render_to_string(template, {**context, "address": link}).strip()
    return words if not link or link in words else f"{words}\n\n{link}"


def full_text(words: str, reader: Reader, *, why: str, sender: Sender) -> str:
    """Returns the text as it is sent: who is greeted, what is said, for whom, and why they receive it."""
    parts = [] if GREETING.match(words) else [reader.greeting]
    parts += [words, "\n".join(sender.lines)]
    end = [why]
    if reader.choose:
        end.append(_("Choose which e-mails you receive, and when: %(address)s") % {"address": reader.choose})
    end.append(_("Sent by the portal of the %(group)s") % {"group": group.name()})
    return "\n\n".join(parts) + "\n\n-- \n" + "\n".join(end) + "\n"


def list_headers(kind: Kind, reader: Reader, answers: list[str]) -> dict[str, str]:
    """Returns what a mail program needs to offer "Unsubscribe"; nothing for what needs an answer.

    With the page of `stop`, one click there is enough (RFC 8058). Contacts without an account write to us.
    """
    if kind.needs_answer:
        return {}
    host = settings.PORTAL_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    headers = {"List-Id": f"{group.code()} {kind.value} <{kind.value}.{group.slug()}.{host}>"}
    if reader.stop:
        headers["List-Unsubscribe"] = f"<{reader.stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    elif answers:
        headers["List-Unsubscribe"] = f"<mailto:{answers[0]}?subject=unsubscribe>"
    return headers


def summary_of(when: str, due: dt.datetime, deadline: dt.datetime | None = None) -> dt.datetime | None:
    """Returns when the summary is sent in which mail comes that is due then; None if it comes by itself."""
    if when not in (When.DAILY, When.WEEKLY):
        return None
    at = next_summary(due, weekly=when == When.WEEKLY)
    if deadline is not None and deadline - TIME_TO_ANSWER < at and when == When.WEEKLY:
        at = next_summary(due)  # a day is soon enough, unless it has to be answered before
    return None if deadline is not None and deadline <= at else at


def next_summary(after: dt.datetime, *, weekly: bool = False) -> dt.datetime:
    """Returns when the next summaries of the day, or of the week, are sent: aware, not before `after`."""
    local = after.astimezone(clock.zone())
    day = local.date() + dt.timedelta(days=local.time() > SUMMARY_AT)
    if weekly:
        day += dt.timedelta(days=(SUMMARY_ON - day.weekday()) % 7)
    return dt.datetime.combine(day, SUMMARY_AT, clock.zone())


# The HTML of a text


def as_html(text: str, subject: str, rich_text: str = "") -> str:
    """Returns the same words as a simple page, without pictures, styles, or anything to fetch."""
    words, end = split(text)
    parts = parts_of(words)
    if rich_text:
        before, _said, after = words.partition(rich.plain(rich_text).strip())
        parts = [*parts_of(before), rich.shown(rich_text), *parts_of(after)]
    return render_to_string(
        "emails/layout.html",
        {"subject": subject, "parts": parts, "end": [_linked(line) for line in end.splitlines()]},
    )


def split(text: str) -> tuple[str, str]:
    """Returns the words of a mail, and the lines at the end of every mail."""
    words, mark, end = text.rpartition("\n-- \n")
    return (words, end) if mark else (text, "")


def parts_of(text: str) -> list[SafeString]:
    """Returns the paragraphs and lists of a text as HTML that is safe to show."""
    return [_part(part) for part in re.split(r"\n[ \t]*\n", text.strip("\n")) if part.strip()]


def _part(part: str) -> SafeString:
    lines = part.splitlines()
    if len(lines) == 2 and set(lines[1]) == {"="}:
        return format_html("<h2>{}</h2>", lines[0])
    if all(line.startswith("    ") for line in lines):
        return format_html("<blockquote>{}</blockquote>", _broken(lines))
    if all(line.startswith("- ") for line in lines):
        points = format_html_join("\n", "<li>{}</li>", ((_linked(line[2:]),) for line in lines))
        return format_html("<ul>{}</ul>", points)
    return format_html("<p>{}</p>", _broken(lines))


def _broken(lines: list[str]) -> SafeString:
    html = mark_safe("")
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        html += _linked(line.strip())
        if following is not None:
            html += mark_safe("<br>\n" if len(line) < WRAPPED or URL.search(following) else "\n")
    return html


def _linked(line: str) -> SafeString:
    html, end = "", 0
    for found in URL.finditer(line):
        url = escape(found[0])
        html += f'{escape(line[end : found.start()])}<a href="{url}">{url}</a>'
        end = found.end()
    return mark_safe(html + escape(line[end:]))
