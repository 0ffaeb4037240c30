"""What the records say of the number of members, to check the words of a report."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import ngettext

from agencies.members.handover import count_on
from foundation.handover.records import Count, Records


def counts(term, as_at: dt.date) -> Iterator[Count]:
    """How many members there were on the first day of the term, and on its last day so far."""
    until = max(term.starts, min(as_at, term.ends))
    counts_ = count_on(term.starts), count_on(until)
    yield Count(lambda n: ngettext("%(number)s member", "%(number)s members", n), counts_)


RECORDS = Records(counts=counts)
