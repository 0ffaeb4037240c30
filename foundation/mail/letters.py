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

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from foundation.dates import clock
from foundation.mail.backend import method_of
from foundation.portal import group
from foundation.text import rich

RECALL = dt.timedelta(minutes=1)  # for so long what somebody pressed can be taken back
AT_ONCE = dt.timedelta()
SUMMARY_AT = dt.time(8)  # in the Group's zone
AUTOMATIC = {"Auto-Submitted": "auto-generated"}  # so that nobody's “I am away” answers it
URL = re.compile(r"https?://[^\s<>“”\"]*[^\s<>“”\".,;:!?)]")
WRAPPED = 60  # a line shorter than this ends where its writer ended it; a longer one was wrapped


class Letter(EmailMultiAlternatives):
    """A mail of the portal. `kept` has the fields of its row that a message does not have."""

    kept: dict


def write(to: Iterable[str], **values) -> int:
    """Writes one `letter` to each address, in the transaction of the change. Returns how many."""
    count = 0
    for one in to:
        letter(one, **values).send()
        count += 1
    return count


def letter(
    to: str,
    *,
    subject: str,
    template: str,
    context: dict | None = None,
    why: str,
    link: str = "",
    calendar: str = "",
    batch: str = "",
    private: bool = False,
    summarized: bool = False,
    reply_to: Iterable[str] = (),
    rich_text: str = "",
) -> Letter:
    """Returns a mail to that address, which is not sent yet.

    `why` is a sentence: "You receive this e-mail because you are a focal point of UNDP." `calendar` is an
    iCalendar object with its method. Mail of a `batch` waits for `RECALL`, and can be taken back until then
    (see `foundation.mail.recall`). The text of `private` mail has a link for its reader only, and nobody else
    sees it. `rich_text` is what the template shows as plain text, so that the HTML of the mail keeps its
    form. `summarized` mail waits for the reader's summary of the day; private mail and invitations are
    sent at once anyway.
    """
    subject = " ".join(subject.split())
    text = body(template, context or {}, why=why, link=link)
    message = Letter(subject, text, None, [to], headers=dict(AUTOMATIC), reply_to=list(reply_to))
    message.attach_alternative(as_html(text, subject, rich_text), "text/html")
    if calendar:
        message.attach_alternative(calendar, f"text/calendar; method={method_of(calendar)}")
    due = clock.now() + (RECALL if batch else AT_ONCE)
    summarized = summarized and not (calendar or private)
    message.kept = {
        "why": why,
        "batch": batch,
        "private": private,
        "for_summary": summarized,
        "due_at": next_summary(due) if summarized else due,
    }
    return message


def body(template: str, context: dict, *, why: str, link: str = "") -> str:
    """Returns the text as it is sent."""
    text = render_to_string(template, {**context, "address": link}).strip()
    if link and link not in text:
        text += f"\n\n{link}"
    sender = _("The portal of the %(group)s") % {"group": group.name()}
    return f"{text}\n\n-- \n{why}\n{sender}\n"


def next_summary(after: dt.datetime) -> dt.datetime:
    """Returns when the next summaries of the day are sent: an aware moment, not before `after`."""
    local = after.astimezone(clock.zone())
    day = local.date() + dt.timedelta(days=local.time() > SUMMARY_AT)
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
