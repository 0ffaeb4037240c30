"""What the line of chairs adds to a handover report."""

import datetime as dt

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chairmanship.rotation import rotation
from foundation.dates.shown import period
from foundation.handover.chapters import Chapter
from foundation.text.words import listed, ordinal

DAY = dt.timedelta(days=1)


def overview(term, as_at) -> dict:
    """Returns which chair this was, who came before and after, its theme and objective."""
    before, after = rotation.terms_before(term), rotation.terms_after(term)
    place = rotation.place(term)
    gap_before = before and max(t.ends for t in before) + DAY < term.starts
    gap_after = after and min(t.starts for t in after) - DAY > term.ends
    return {
        "agency": term.agency.acronym,
        "name": term.agency.name,
        "period": term.period,
        "lasts": as_at < term.ends,
        "capacity": term.capacity,
        "place": ordinal(place) if place else "",
        "beside": listed(t.agency for t in rotation.terms_beside(term)),
        "coordinated_by": str(term.coordinated_by or ""),
        "before": [{"agency": t.agency.acronym, "period": t.period} for t in before],
        "after": [{"agency": t.agency.acronym, "period": t.period} for t in after],
        "all_before": _together(before),
        "all_after": _together(after),
        "gap_before": period(max(t.ends for t in before) + DAY, term.starts - DAY) if gap_before else "",
        "gap_after": period(term.ends + DAY, min(t.starts for t in after) - DAY) if gap_after else "",
        "theme": term.theme,
        "objective": term.objective,
    }


def _together(terms) -> str:
    """Returns the chairs with their terms if there are several, as there are of co-chairs."""
    if len(terms) < 2:
        return ""
    return listed(
        gettext("%(agency)s (%(period)s)") % {"agency": t.agency.acronym, "period": t.period} for t in terms
    )


CHAPTERS = [
    Chapter(
        "overview", "overview", 10, _("The chair"),
        "chairmanship/rotation/handover/overview.html", overview,
    ),
]  # fmt: skip
