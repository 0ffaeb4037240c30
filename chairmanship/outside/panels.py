"""Statements, contributions and briefings on the page of a term."""

from django.utils.translation import gettext_lazy as _

from chairmanship.outside.models import Event
from foundation.web.panels import Panel


def statements(term, user):
    """Returns the statements, contributions and briefings, each with the troika as recorded."""
    return {
        "events": Event.objects.delivered()
        .of_term(term)
        .select_related("delivered_by")
        .prefetch_related("speakers__agency")
    }


PANELS = [
    Panel(
        "term",
        30,
        _("Statements, contributions and briefings"),
        "chairmanship/outside/_term_events.html",
        statements,
    )
]
