"""The summary of the day: for people who chose it, one mail in place of many."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail import backend, letters
from foundation.mail.models import Mail
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
    entries = [{"subject": part.subject, "text": _words(part), "why": part.why} for part in parts]
    one = letters.letter(
        to[0],
        subject=_subject(parts),
        template="emails/summary.txt",
        context={"parts": entries},
        why=_(
            "You receive this e-mail because you chose to get one e-mail a day. You can change this in the "
            "portal under “My account”."
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
    """Returns the words of a mail without the lines at the end of every mail."""
    return letters.split(part.text.removeprefix(demo.words()))[0].strip()


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
def release(to: str) -> int:
    """Sends each mail that waits for the summary of that address by itself. Returns how many."""
    kept = list(waiting_for(to).order_by("pk").select_for_update())
    for part in kept:
        part.for_summary = False
        part.due_at = max(clock.now(), part.created_at + (letters.RECALL if part.batch else letters.AT_ONCE))
        part.save(update_fields=["for_summary", "due_at"])
        outbox.put(Mail.JOB, part.pk, due_at=part.due_at)
    return len(kept)
