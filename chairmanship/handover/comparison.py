"""Terms compared, by the measures that each room has in its `measures.py`.

This shows the troika and the secretariat how they work. No report uses it: nothing here is a chapter. Numbers
by agency are for them only. Items for principals only are never counted.
"""

from collections import defaultdict

from django.core.paginator import Paginator

from agencies.models import Agency, Purpose
from chairmanship.rotation import rotation
from chairmanship.rotation.figures import Figure, Measure, Terms
from foundation import discovery
from foundation.dates import clock

SHOWN = 6  # terms, unless all are asked for
A_PAGE = 12  # terms, if all are asked for


def measures() -> list[Measure]:
    """Returns the measures of all rooms, in order."""
    found = [one for module in discovery.modules("measures") for one in module.MEASURES]
    return sorted(found, key=lambda measure: measure.place)


def compare(*, everything: bool, page: str | None = None) -> dict:
    """Returns the terms that have begun, the latest last, with a chart for each measure and all figures.

    Only the last six terms, unless `everything`: then twelve a page, and the first page has the latest.
    """
    begun = [term for term in reversed(rotation.terms()) if term.starts <= clock.today()]
    pages = Paginator(begun, A_PAGE if everything else SHOWN)
    shown = pages.get_page(page if everything else 1)
    terms = list(reversed(shown.object_list))
    measured = [(measure, measure.gather(terms)) for measure in measures()]
    purposes = _purposes(terms)
    return {
        "terms": terms,
        "page_obj": shown if everything else None,
        "more": not everything and pages.num_pages > 1,
        "charts": [
            {"measure": measure, "bars": _bars(terms, figures)} for measure, figures in measured if figures
        ],
        "measures": [measure for measure, _ in measured],
        "rows": [
            {"term": term, "figures": [figures.get(term.pk) for _, figures in measured], "purposes": touched}
            for term, touched in zip(terms, purposes["counts"], strict=True)
        ],
        "purposes": purposes,
        "by_agency": _by_agency(terms),
    }


def _bars(terms: Terms, figures: dict[int, Figure]) -> list[dict]:
    """Returns bars in percent of the longest: what was reached and, if known, out of how many."""
    most = max((figure.of or figure.count for figure in figures.values()), default=0) or 1
    found = [(term, figures.get(term.pk)) for term in terms]
    return [
        {
            "term": term,
            "figure": figure,
            "width": round(figure.count / most * 100, 1) if figure else 0,
            "whole": round(figure.of / most * 100, 1) if figure and figure.of else 0,
        }
        for term, figure in found
    ]


def _purposes(terms: Terms) -> dict:
    """Returns which purposes of the latest edition each term served, and which it did not.

    Of a term in which nothing carries one of them it is not known: its cells and its count are None.
    """
    touched: dict[int, set] = defaultdict(set)
    for module in discovery.modules("measures"):
        if hasattr(module, "purposes"):
            for pk, found in module.purposes(terms).items():
                touched[pk] |= found
    rows = list(Purpose.objects.latest_edition())
    served = [touched[term.pk] & {one.pk for one in rows} for term in terms]
    return {
        "rows": [
            {"purpose": one, "cells": [one.pk in own if own else None for own in served]} for one in rows
        ],
        "counts": [Figure(len(own), len(rows)) if own else None for own in served],
    }


def _by_agency(terms: Terms) -> dict:
    measured = [(one, one.by_agency(terms)) for one in measures() if one.by_agency]
    found = {pk for _, figures in measured for pk in figures}
    agencies = Agency.objects.filter(pk__in=found)
    return {
        "measures": [measure for measure, _ in measured],
        "rows": [
            {"agency": one, "figures": [figures.get(one.pk) for _, figures in measured]} for one in agencies
        ],
    }
