"""What the records say of the number of meetings, to check the words of a report."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import ngettext

from foundation.handover.records import Count, Records
from meetings.meeting.models import Meeting

Level = Meeting.Level


def counts(term, as_at: dt.date) -> Iterator[Count]:
    """How often the Group met by that day, and how often it is convened to meet in the whole term."""
    rows = [(one.level, one.date.earliest <= as_at) for one in Meeting.objects.convened().of_term(term)]
    principals = [met for level, met in rows if level == Level.PRINCIPALS]
    working = [met for level, met in rows if level == Level.WORKING]
    every = [met for _level, met in rows]
    yield Count(lambda n: ngettext("%(number)s meeting", "%(number)s meetings", n), _numbers(every))
    yield Count(
        lambda n: ngettext("%(number)s principals meeting", "%(number)s principals meetings", n),
        _numbers(principals),
    )
    yield Count(
        lambda n: ngettext("%(number)s working-level meeting", "%(number)s working-level meetings", n),
        _numbers(working),
    )


def _numbers(rows: list[bool]) -> tuple[int, ...]:
    return len(rows), sum(rows)


RECORDS = Records(counts=counts)
