"""The summaries of the day and the week: for people who chose them, one mail in place of many."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail import backend, letters
from foundation.mail.kinds import Kind, When
from foundation.mail.models import Mail
from foundation.mail.senders import PORTAL
from foundation.portal import demo


def send_due() -> int:
    """Writes the summaries that are due. Returns how many.

    It can run twice. After a pause it catches up: a reader gets one summary with everything that waited.
    """
    due = Mail.objects.unsent().filter(for_summary=True, due_at__lte=clock.now())
    readers = dict.fromkeys(tuple(to) for to in due.order_by("pk").values_list("to", flat=True))
    return sum(_send(due, list(to)) for to in readers)


@transaction.atomic
def _send(due, to: list[str]) -> int:
    parts = list(due.filter(to=to).order_by("pk").select_for_update())
    if not parts:
        return 0  # another worker was faster, or they were taken back
    parts.sort(key=lambda part: not Kind(part.kind or Kind.WORK).needs_answer)  # what needs one comes first
    entries = [{"subject": part.subject, "text": _words(part), "why": part.why} for part in parts]
    one = letters.letter(
        to[0],
        subject=_subject(parts),
        template="emails/summary.txt",
        context={"parts": entries, "greeting": _greeting(parts[0])},
        sender=PORTAL,
        why=_(
            "You receive this e-mail because you chose to get one e-mail a day or a week in place of many. "
            "You can change this in the portal under “My account”."
        ),
    )
    summary = backend.post(one)
    Mail.objects.filter(pk__in=[part.pk for part in parts]).update(within=summary)
    return 1


def _subject(parts: list[Mail]) -> str:
    if len(parts) == 1:
        return parts[0].subject
    return ngettext("%(count)s message from the portal", "%(count)s messages from the portal", len(parts)) % {
        "count": len(parts)
    }


def _words(part: Mail) -> str:
    """Returns the words of a mail without the greeting, and without the lines at the end of every mail."""
    words = letters.split(part.text.removeprefix(demo.words()))[0].strip()
    return letters.GREETING.sub("", words).strip()


def _greeting(part: Mail) -> str:
    """Returns how that mail greets its reader, whose name nothing else here knows."""
    found = letters.GREETING.match(part.text.removeprefix(demo.words()).strip())
    return found[0].strip() if found else ""


def waiting_for(to: str):
    """Returns the mail that waits for the summary of that address."""
    return Mail.objects.unsent().filter(for_summary=True, to=[to])


@transaction.atomic
def follow(before: str, after: str) -> None:
    """Moves what waits for a summary to the person's new address. Without a new address it is not sent."""
    kept = waiting_for(before).select_for_update()
    if after:
        kept.update(to=[after])
    else:
        kept.update(recalled_at=clock.now())


@transaction.atomic
def settle(to: str, wanted: Callable[[str], str]) -> None:
    """Settles what waits for the summaries of that address by what the reader wants now for each kind.

    It is sent by itself, waits for the next summary, or is not sent.
    """
    for part in waiting_for(to).order_by("pk").select_for_update():
        when = wanted(part.kind or Kind.WORK)
        first = part.created_at + (letters.RECALL if part.batch else letters.AT_ONCE)
        due = max(clock.now(), first)
        if when == When.NEVER:
            part.recalled_at = clock.now()
        elif when == When.AT_ONCE:
            part.for_summary, part.due_at = False, due
            outbox.put(Mail.JOB, part.pk, due_at=due)
        else:
            part.due_at = letters.summary_of(when, due)
        part.save(update_fields=["for_summary", "due_at", "recalled_at"])
