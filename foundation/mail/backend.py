"""Mail as an outbox: each message is a row in the transaction of the change, and a worker sends it.

EMAIL_BACKEND names `Backend`, so that all mail of Django goes this way. MAIL_TRANSPORT names the backend that
really sends it (`foundation.mail.sending`). `foundation.mail.letters` writes the portal's own mail.
"""

import re
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.html import format_html
from django.utils.text import Truncator

from foundation.jobs import outbox
from foundation.mail import threads
from foundation.mail.models import Mail
from foundation.portal import demo
from foundation.text.lengths import TITLE

JOB = Mail.JOB
METHOD = re.compile(r"^METHOD:(REQUEST|CANCEL|PUBLISH|REPLY)\s*$", re.MULTILINE)


def address(path: str) -> str:
    """Returns the full address of a page, for a mail."""
    return settings.PORTAL_URL + path


class Backend(BaseEmailBackend):
    """Stores messages and asks for a job to send each."""

    def send_messages(self, messages) -> int:
        with transaction.atomic():
            return len(post_all(messages))


def post(message: EmailMessage) -> Mail:
    """Stores the message and asks for a job to send it, unless it waits for a summary.

    Raises `ValueError`.
    """
    [mail] = post_all([message])
    return mail


def post_all(messages: Iterable[EmailMessage]) -> list[Mail]:
    """Does the same for many, in a few queries. Returns their rows. Raises `ValueError`."""
    mails = [as_row(message) for message in messages]
    threads.follow(mails)
    Mail.objects.bulk_create(mails)
    outbox.put_new(JOB, {mail.pk: mail.due_at for mail in mails if not mail.for_summary})
    return mails


def as_row(message: EmailMessage) -> Mail:
    """Returns the message as a row that is not stored. Raises `ValueError` if a row cannot hold it."""
    if message.attachments:
        raise ValueError("Mail of the portal carries no files: it links to the page that has them.")
    text, html, calendar = str(message.body), "", ""
    for content, kind in getattr(message, "alternatives", ()):
        if kind == "text/html":
            html = content
        elif kind.startswith("text/calendar;"):
            calendar = content
            method_of(calendar)
        else:
            raise ValueError(f"Mail of the portal is text, HTML and an invitation at most, not {kind}.")
    if message.content_subtype == "html":
        text, html = "", str(message.body)
    if demo.is_demo():
        text = f"{demo.words()}\n\n{text}"
        html = html and _after_body(html, format_html("<p>{}</p>\n", demo.words()))
    headers = dict(message.extra_headers)
    for name in ("cc", "bcc", "reply_to"):
        if getattr(message, name):
            headers[name] = list(getattr(message, name))
    message.message()  # refuses what is no mail, such as a line break in the subject, while somebody sees it
    return Mail(
        to=list(message.to),
        subject=Truncator(str(message.subject)).chars(TITLE),
        text=str(text),
        html=str(html),
        calendar=str(calendar),
        sender=message.from_email,
        headers=headers,
        **getattr(message, "kept", {}),
    )


def _after_body(html: str, words: str) -> str:
    before, body, after = html.partition("<body>")
    return before + body + words + after if body else words + html


def method_of(calendar: str) -> str:
    """Returns the method of an iCalendar object, such as REQUEST. Raises `ValueError` if it has none."""
    found = METHOD.search(calendar)
    if not found:
        raise ValueError("An invitation in a mail names its method, such as METHOD:REQUEST.")
    return found[1]


def as_message(mail: Mail) -> EmailMessage:
    """Returns the message for the transport. Its ID is the same at each attempt."""
    headers = dict(mail.headers)
    others = {name: headers.pop(name) for name in ("cc", "bcc", "reply_to") if name in headers}
    headers.setdefault("Message-ID", threads.message_id(mail))
    message = EmailMultiAlternatives(mail.subject, mail.text, mail.sender, mail.to, headers=headers, **others)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        message.attach_alternative(mail.calendar, f"text/calendar; method={method_of(mail.calendar)}")
    return message
