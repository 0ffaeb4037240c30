"""What is counted to compare terms: statements, contributions and briefings."""

from collections import Counter, defaultdict

from django.utils.translation import gettext_lazy as _

from chairmanship.outside.models import Event
from chairmanship.rotation.figures import Figure, Measure, Terms, count, known, terms_of


def _spoken():
    events = Event.objects.delivered().defer("text", "summary")
    return [(event.term_id, event.date, event) for event in events.prefetch_related("purposes")]


def statements(terms: Terms) -> dict[int, Figure]:
    """Returns how often the Group spoke, by the key of the term."""
    spoken = _spoken()
    return count(known(terms, spoken), spoken)


def statements_by_agency(terms: Terms) -> dict[int, Figure]:
    """Returns how often each agency spoke in these terms, by its key."""
    found = Counter(
        event.delivered_by_id
        for own, date, event in _spoken()
        if event.delivered_by_id and terms_of(terms, own, date)
    )
    return {pk: Figure(count) for pk, count in found.items()}


def purposes(terms: Terms) -> dict[int, set]:
    """Returns the keys of the purposes that statements, contributions and briefings served, by the key of
    the term.
    """
    found = defaultdict(set)
    for own, date, event in _spoken():
        for term in terms_of(terms, own, date):
            found[term.pk] |= {purpose.pk for purpose in event.purposes.all()}
    return found


MEASURES = [
    Measure(
        "said",
        60,
        _("Statements"),
        _("Statements, contributions and briefings."),
        statements,
        statements_by_agency,
    ),
]
