"""What the records say of statements, contributions and briefings, to check the words of a report."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator

from django.utils.translation import ngettext

from chairmanship.outside.models import Event
from foundation.handover.records import Count, Records

Kind = Event.Kind
WORDS: dict[str, Callable[[int], str]] = {
    Kind.STATEMENT: lambda n: ngettext("%(number)s statement", "%(number)s statements", n),
    Kind.CONTRIBUTION: lambda n: ngettext("%(number)s contribution", "%(number)s contributions", n),
    Kind.BRIEFING: lambda n: ngettext("%(number)s briefing", "%(number)s briefings", n),
}


def counts(term, as_at: dt.date) -> Iterator[Count]:
    """How many of each there were on behalf of the Group."""
    rows = Event.objects.delivered().of_term(term).filter(for_agency=False)
    found = Counter(rows.values_list("kind", flat=True))
    return (Count(words, (found[kind],)) for kind, words in WORDS.items())


RECORDS = Records(counts=counts)
