"""What is counted to compare terms: statements, contributions and briefings."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from chairmanship.outside.models import Event
from chairmanship.rotation.figures import Figure, Measure, Terms, count, terms_of


def _spoken():
    return [
        (event.term_id, event.date, event) for event in Event.objects.delivered().defer("text", "summary")
    ]


def statements(terms: Terms) -> dict[int, Figure]:
    """Returns how often the Group spoke, by the key of the term."""
    return count(terms, _spoken())


def statements_by_agency(terms: Terms) -> dict[int, Figure]:
    """Returns how often each agency spoke in these terms, by its key."""
    found = Counter(
        event.delivered_by_id
        for own, date, event in _spoken()
        if event.delivered_by_id and terms_of(terms, own, date)
    )
    return {pk: Figure(count) for pk, count in found.items()}


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
