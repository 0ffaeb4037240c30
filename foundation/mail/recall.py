"""Takes back what somebody did by mistake, as long as its mail is not sent."""

from dataclasses import dataclass

from django.db import transaction

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail.models import Mail
from foundation.text.words import number


@dataclass(frozen=True)
class Waiting:
    """How much of a batch can still be taken back."""

    batch: str
    people: int
    gone: int

    def __bool__(self):
        return bool(self.people)


@dataclass(frozen=True)
class Recalled:
    """The result: `people` are told nothing; `gone` have been told, or are being told right now."""

    people: int
    gone: int

    @property
    def sentence(self) -> str:
        """Returns the sentence for the person who took it back."""
        gone = f"{number(self.gone)} {'person has' if self.gone == 1 else 'people have'} been told already"
        if not self.people and not self.gone:
            return "There is nothing to take back."
        if not self.people:
            return f"It is too late to take it back: {gone}."
        spared = f"{number(self.people)} {'person is' if self.people == 1 else 'people are'} not told"
        return f"Taken back: {spared}{f'; {gone}' if self.gone else ''}."


def recallable(batch: str) -> Waiting:
    """Returns how many people of the batch are not told yet, for the line that offers to take it back."""
    mails = Mail.objects.filter(batch=batch) if batch else Mail.objects.none()
    waiting = mails.unsent().count()
    return Waiting(batch, waiting, mails.filter(recalled_at=None).count() - waiting)


@transaction.atomic
def recall(batch: str) -> Recalled:
    """Takes back all mail of the batch that no worker is sending. A second call does nothing more."""
    mails = Mail.objects.filter(batch=batch) if batch else Mail.objects.none()
    unsent = list(mails.unsent().values_list("pk", flat=True))
    # The jobs before the mails, as a worker has them that finishes one.
    back = {int(subject) for subject in outbox.take_back(Mail.JOB, unsent)}
    given_up = mails.unsent().with_job().filter(job_failed_at__isnull=False)
    back |= set(given_up.values_list("pk", flat=True))
    kept = mails.unsent().filter(for_summary=True).order_by("pk").select_for_update()
    back |= {mail.pk for mail in kept}
    Mail.objects.filter(pk__in=back).update(recalled_at=clock.now())
    return Recalled(len(back), mails.filter(recalled_at=None).count())
