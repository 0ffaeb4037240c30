"""What this app shows on a term's page, and on an agency's."""

from itertools import groupby

from django.db.models import Q

from chairmanship.handover import narrative
from chairmanship.handover import panels as handover_panels
from chairmanship.outside.models import Event
from chairmanship.rotation.models import Achievement, Chairmanship
from chairmanship.workplan import panels as workplan_panels
from foundation.web.panels import Panel


def achieved(term, user):
    """What was achieved, level by level in the order that the levels have; while it is written, to few."""
    if not user.has_perm("chairmanship.read_narrative", term):
        return None
    order = list(Achievement.Level.values)
    lines = sorted(term.achievements.all(), key=lambda line: (order.index(line.level), line.position))
    return {
        "levels": [
            {"level": level, "lines": list(group)} for level, group in groupby(lines, lambda line: line.level)
        ]
    }


def spoken(term, user):
    """What the Group did before others, each with the troika as it was recorded."""
    return {
        "events": Event.objects.delivered()
        .of_term(term)
        .select_related("delivered_by")
        .prefetch_related("speakers__agency")
    }


def learned(term, user):
    if not user.has_perm("chairmanship.read_narrative", term):
        return None
    challenges, ideas = narrative.points(term.challenges.all()), narrative.points(term.recommendations.all())
    return {"challenges": challenges, "ideas": ideas} if challenges or ideas else None


def chaired(agency, user):
    """The terms that the agency held, or coordinated for the collective member that it is part of."""
    terms = Chairmanship.objects.filter(Q(agency=agency) | Q(coordinated_by=agency))
    return {"terms": terms.select_related("agency", "coordinated_by"), "agency": agency}


PANELS = [
    *handover_panels.PANELS,
    *workplan_panels.PANELS,
    Panel("term", 10, "What was achieved", "chairmanship/rotation/_term_achieved.html", achieved),
    Panel("term", 30, "Statements and briefings", "chairmanship/outside/_term_events.html", spoken),
    Panel("term", 50, "Challenges and ideas", "chairmanship/rotation/_term_learned.html", learned),
    Panel("agency", 10, "Chairs held", "chairmanship/rotation/_agency_terms.html", chaired),
]
