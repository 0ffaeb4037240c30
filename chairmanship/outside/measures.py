"""What was said outside the Group, counted in terms that are compared."""

from collections import Counter

from chairmanship.outside.models import Event
from chairmanship.rotation.figures import Figure, Measure, Terms, belongs, counted


def _spoken():
    return [
        (event.term_id, event.date, event) for event in Event.objects.delivered().defer("text", "summary")
    ]


def spoken(terms: Terms) -> dict[int, Figure]:
    """By term, how often the Group spoke."""
    return counted(terms, _spoken())


def spoken_by(terms: Terms) -> dict[int, Figure]:
    """By agency, how often it spoke in those terms."""
    found = Counter(
        event.delivered_by_id
        for own, date, event in _spoken()
        if event.delivered_by_id and belongs(terms, own, date)
    )
    return {pk: Figure(count) for pk, count in found.items()}


MEASURES = [
    Measure("said", 60, "Said outside", "Statements, contributions and briefings.", spoken, spoken_by),
]
