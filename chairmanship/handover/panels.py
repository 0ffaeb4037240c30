"""The handover, the narrative and the report on the page of a term, and on that of the next term."""

from django.utils.translation import gettext_lazy as _

from chairmanship.handover import narrative, queries
from chairmanship.handover.models import Handover
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Level
from foundation.dates import clock
from foundation.web.panels import Panel

MOST = 4  # terms that can have ended when one began: co-chairs, an interim


def countdown(term, user):
    """Returns how long it is until the chair passes; None if this does not concern the user."""
    begun = term.has_begun and queries.opens_on(term) <= clock.today()
    if not (begun and user.is_authenticated) or not user.has_perm("chairmanship.see_handover", term):
        return None
    if term.is_history:
        return None
    return {
        "term": term,
        "is_open": queries.is_open(term),
        "days": (term.ends - clock.today()).days,
        "following": [one.agency for one in rotation.successors(term)],
    }


def inherited(term, user):
    """Returns what was open when the term began, and what happened to it; None if there is nothing to
    show.
    """
    if not (user.is_authenticated and user.has_perm("chairmanship.see_handover", term)):
        return None
    rows = []
    before = Handover.objects.filter(closed_at__isnull=False, term__ends__lt=term.ends)
    last = list(before.select_related("term__agency").order_by("-term__ends")[:MOST])
    # What began after this term cannot have come before it.
    among = last and list(rotation.all_terms().filter(ends__gte=last[-1].term.ends, starts__lte=term.starts))
    for kept in last:
        if term in rotation.successors(kept.term, among):
            left = queries.matters_left_open(kept)
            count, open_ = sum(len(group["matters"]) for group in left), sum(group["open"] for group in left)
            rows.append({"term": kept.term, "left": left, "count": count, "open": open_})
    return {"handovers": rows} if rows else None


def achievements(term, user):
    """Returns what the chair wrote of achievements by level, in their order; None if the user may not read
    them yet.
    """
    if not user.has_perm("chairmanship.read_narrative", term):
        return None
    own = [row for row in term.paragraphs.all() if row.is_own]
    lines = {level: [row for row in own if row.section == level] for level in Level}
    return {"levels": [{"level": level.label, "lines": rows} for level, rows in lines.items() if rows]}


def lessons(term, user):
    """Returns challenges and ideas as points; None if there are none, or if the user may not read
    them yet.
    """
    if not user.has_perm("chairmanship.read_narrative", term):
        return None
    challenges, ideas = (
        narrative.points(row for row in term.paragraphs.all() if row.is_own and row.section == section)
        for section in ("challenges", "ideas")
    )
    return {"challenges": challenges, "ideas": ideas} if challenges or ideas else None


def report(term, user):
    """Returns the latest issued report, for a visitor the published one; None without any."""
    if user.is_authenticated:
        made = term.reports.filter(state="issued", made_at__isnull=False)
        if (issued := made.first()) and user.has_perm("chairmanship.read_report", issued):
            return {"report": issued, "is_public": False}
    published = term.reports.filter(published_at__isnull=False).first()
    return {"report": published, "is_public": True} if published else None


PANELS = [
    Panel("term", 5, _("Handover"), "chairmanship/handover/_term_handover.html", countdown),
    Panel(
        "term",
        7,
        _("Taken over from the previous chair"),
        "chairmanship/handover/_term_inherited.html",
        inherited,
    ),
    Panel("term", 10, _("Achievements"), "chairmanship/handover/_term_achieved.html", achievements),
    Panel("term", 50, _("Challenges and ideas"), "chairmanship/handover/_term_learned.html", lessons),
    Panel("term", 90, _("Handover report"), "chairmanship/handover/_term_report.html", report),
]
