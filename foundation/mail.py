"""Mail as an outbox: each message is a row in the transaction of the change, and a worker sends it.

EMAIL_BACKEND names `Backend`, so that whatever sends mail the way Django does goes this way. What really
carries it is MAIL_TRANSPORT.
"""

import smtplib
from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.html import format_html

from foundation import clock, demo, outbox
from foundation.models import Mail

JOB = "mail"


def address(path: str) -> str:
    """The whole address of a page, for a mail."""
    return settings.PORTAL_URL + path


def write(template: str, facts: dict, *, to: str) -> None:
    """Sends the text of `emails/<template>.txt`, whose first line is the subject."""
    subject, _, text = render_to_string(f"emails/{template}.txt", facts).strip().partition("\n")
    send_mail(subject.strip(), text.strip() + "\n", None, [to])


class Backend(BaseEmailBackend):
    """Writes the messages down, and wants them sent."""

    def send_messages(self, messages) -> int:
        with transaction.atomic():
            for message in messages:
                outbox.put(JOB, keep(message).pk)
        return len(messages)


def keep(message: EmailMessage) -> Mail:
    """The message as a row. Raises `ValueError` for what a row cannot hold."""
    if message.attachments:
        raise ValueError("Mail of the portal carries no files: it links to the page that has them.")
    text, html = message.body, ""
    for content, kind in getattr(message, "alternatives", ()):
        if kind != "text/html":
            raise ValueError(f"Mail of the portal is text and HTML, not {kind}.")
        html = content
    if message.content_subtype == "html":
        text, html = "", message.body
    if demo.is_demo():
        text = f"{demo.WORDS}\n\n{text}"
        html = html and format_html("<p>{}</p>\n", demo.WORDS) + html
    headers = dict(message.extra_headers)
    for name in ("cc", "bcc", "reply_to"):
        if getattr(message, name):
            headers[name] = list(getattr(message, name))
    message.message()  # refuses what is no mail, such as a line break in the subject, while somebody sees it
    return Mail.objects.create(
        to=list(message.to),
        subject=str(message.subject),
        text=str(text),
        html=str(html),
        sender=message.from_email,
        headers=headers,
    )


@outbox.does(JOB)
def send(job: outbox.Held) -> Callable[[], None]:
    """Hands a message to the transport, once: what was sent is not sent again."""
    mail = Mail.objects.get(pk=job.subject)
    if mail.sent_at:
        return lambda: None
    message = as_message(mail)
    try:
        with get_connection(settings.MAIL_TRANSPORT) as connection:
            message.connection = connection
            message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        reasons = refusals(error)
        words = "; ".join(f"{code} {said}" for code, said in reasons)
        if reasons and all(500 <= code < 600 for code, _ in reasons):  # it would say the same again
            raise outbox.Failed(f"The mail server refused it: {words}") from error
        raise RuntimeError(f"The mail server put it off: {words}") from error
    return lambda: sent(mail)


def sent(mail: Mail) -> None:
    mail.sent_at = clock.now()
    mail.save(update_fields=["sent_at"])


def as_message(mail: Mail) -> EmailMessage:
    headers = dict(mail.headers)
    others = {name: headers.pop(name) for name in ("cc", "bcc", "reply_to") if name in headers}
    # The same at each attempt: who gets it twice after all can tell.
    host = settings.PORTAL_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    headers.setdefault("Message-ID", f"<mail-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S%f}@{host}>")
    message = EmailMultiAlternatives(mail.subject, mail.text, mail.sender, mail.to, headers=headers, **others)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def refusals(error: smtplib.SMTPException) -> list[tuple[int, str]]:
    """What the server answered: its codes and its words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = list(error.recipients.values())
    else:
        answers = [(error.smtp_code, error.smtp_error)]
    return [
        (code, said.decode(errors="replace") if isinstance(said, bytes) else str(said))
        for code, said in answers
    ]
