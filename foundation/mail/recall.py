"""Takes back what somebody did by mistake, as long as its mail is not sent."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail.models import NOTHING, UNSENT, Mail
from foundation.portal import demo


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
        if not self.people and not self.gone:
            return _("There is nothing to undo.")
        gone = ngettext(
            "%(count)s person has already been notified.",
            "%(count)s people have already been notified.",
            self.gone,
        ) % {"count": self.gone}
        if not self.people:
            return _("It is too late to undo this.") + " " + gone
        spared = ngettext(
            "Undone: %(count)s person will not be notified.",
            "Undone: %(count)s people will not be notified.",
            self.people,
        ) % {"count": self.people}
        return f"{spared} {gone}" if self.gone else spared


def recallable(*batches: str) -> Waiting:
    """Returns how many people of a batch are not told yet, for the line that offers to take it back.

    Of several batches it is the first of which somebody is not told; else the first.
    """
    mails = Mail.objects.filter(batch__in=[batch for batch in batches if batch]).order_by()
    counts = mails.values_list("batch").annotate(
        waiting=Count("pk", filter=UNSENT), told=Count("pk", filter=Q(recalled_at=None))
    )
    known = {batch: (waiting, told - waiting) for batch, waiting, told in counts}
    found = [Waiting(batch, *known.get(batch, (0, 0))) for batch in batches]
    return next((one for one in found if one), found[0])


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
    if not demo.is_demo():
        Mail.objects.filter(pk__in=back, private=True).update(**NOTHING)
    return Recalled(len(back), mails.filter(recalled_at=None).count())
