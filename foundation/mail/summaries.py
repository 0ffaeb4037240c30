"""The summary of the day: one mail with all that was kept for its reader, for those who chose that."""

from django.db import transaction

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail import backend, letters
from foundation.mail.models import Mail
from foundation.portal import demo
from foundation.text.words import number

SUBJECT = "{} messages of the portal"


def send_due() -> int:
    """Writes the summaries whose hour has come and that are not written. Gives how many.

    It can run twice, and catches up: after a pause a reader gets one summary with all that was kept.
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
        subject=SUBJECT.format(number(len(parts)).capitalize()) if len(parts) > 1 else parts[0].subject,
        template="emails/summary.txt",
        context={"parts": entries},
        why="you chose to have your mail once a day; “About me” in the portal changes that",
    )
    summary = backend.post(one)
    Mail.objects.filter(pk__in=[part.pk for part in parts]).update(within=summary)
    return 1


def _words(part: Mail) -> str:
    """Without the ends that every mail has."""
    return letters.split(part.text.removeprefix(demo.WORDS))[0].strip()


def waiting_for(to: str):
    """What waits for the summary of that address."""
    return Mail.objects.unsent().filter(for_summary=True, to=[to])


@transaction.atomic
def follow(before: str, after: str) -> None:
    """What waits for somebody's summary goes to their new address; to none, where they have none."""
    kept = waiting_for(before).select_for_update()
    if after:
        kept.update(to=[after])
    else:
        kept.update(recalled_at=clock.now())


@transaction.atomic
def release(to: str) -> int:
    """Sends one by one what was kept for the summary of that address. Gives how many."""
    kept = list(waiting_for(to).order_by("pk").select_for_update())
    for part in kept:
        part.for_summary = False
        part.due_at = max(clock.now(), part.created_at + (letters.RECALL if part.batch else letters.AT_ONCE))
        part.save(update_fields=["for_summary", "due_at"])
        outbox.put(Mail.JOB, part.pk, due_at=part.due_at)
    return len(kept)
