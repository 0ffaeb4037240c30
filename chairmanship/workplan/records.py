"""What the records say of activities that are not done, to check the words of a report."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from chairmanship.workplan.models import WorkplanActivity
from foundation.handover.records import Records, Unfinished

Status = WorkplanActivity.Status


def unfinished(term, as_at: dt.date) -> Iterator[Unfinished]:
    """The activities that are planned or under way."""
    for one in WorkplanActivity.objects.in_hand(term).unfinished():
        words = (
            _("“%(title)s” is planned.") if one.status == Status.PLANNED else _("“%(title)s” is under way.")
        )
        yield Unfinished(one.title, words % {"title": one.title})


RECORDS = Records(unfinished=unfinished)
