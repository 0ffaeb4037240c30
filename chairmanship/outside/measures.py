"""What is counted to compare terms: statements, contributions and briefings."""

from django.utils.translation import gettext_lazy as _

from chairmanship.outside.models import Event
from chairmanship.rotation.figures import Figure, Measure, Terms, by_agency, count, grouped, known, served


def _spoken(terms: Terms):
    return Event.objects.delivered().of_terms(terms)


def statements(terms: Terms) -> dict[int, Figure]:
    """Returns how often the Group spoke, by the key of the term."""
    spoken = grouped(_spoken(terms))
    return count(known(terms, spoken), spoken)


def statements_by_agency(terms: Terms) -> dict[int, Figure]:
    """Returns how often each agency spoke in these terms, by its key."""
    return by_agency(_spoken(terms), "delivered_by")


def purposes(terms: Terms) -> dict[int, set]:
    """Returns the keys of the purposes that statements, contributions and briefings served, by the key of
    the term.
    """
    return served(terms, _spoken(terms))


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
